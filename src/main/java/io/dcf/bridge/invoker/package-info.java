/** Calls to functions, through the gateway: invoke them, and stream. */
@NullMarked
package io.dcf.bridge.invoker;

import org.jspecify.annotations.NullMarked;
