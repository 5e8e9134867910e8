/** Circuit breakers: calls to a gateway or a function that fails too often are refused for a while. */
@NullMarked
package io.dcf.bridge.breaker;

import org.jspecify.annotations.NullMarked;
