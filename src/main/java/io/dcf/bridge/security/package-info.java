/** Authorization: the filter chain that every request passes, closed unless a route opens it. */
@NullMarked
package io.dcf.bridge.security;

import org.jspecify.annotations.NullMarked;
