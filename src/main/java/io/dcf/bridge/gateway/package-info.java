/** Calls to functions, through the gateway: invoke them, and stream. */
@NullMarked
package io.dcf.bridge.gateway;

import org.jspecify.annotations.NullMarked;
