/** The pages of the bridge: the web console and the Swagger UI. */
@NullMarked
package io.dcf.bridge.console;

import org.jspecify.annotations.NullMarked;
