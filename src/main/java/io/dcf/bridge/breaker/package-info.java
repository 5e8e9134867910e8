/** Circuit breakers, which refuse calls to a gateway or function that failed too often. */
@NullMarked
package io.dcf.bridge.breaker;

import org.jspecify.annotations.NullMarked;
