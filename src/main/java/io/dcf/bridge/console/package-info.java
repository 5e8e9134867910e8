/** The pages of the bridge: the demo page and the Swagger UI. */
@NullMarked
package io.dcf.bridge.console;

import org.jspecify.annotations.NullMarked;
