/** WHO may call: the one chain of filters that every request passes, closed unless its table opens it. */
@NullMarked
package io.dcf.bridge.security;

import org.jspecify.annotations.NullMarked;
