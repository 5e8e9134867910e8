/** The REST API of OpenFx's gateway, for its clients: the same functions as the API of the bridge, in OpenFx's JSON. */
@NullMarked
package io.dcf.bridge.openfx;

import org.jspecify.annotations.NullMarked;
