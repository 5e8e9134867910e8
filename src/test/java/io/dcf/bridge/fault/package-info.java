/** Whatever goes wrong on the way to the gateway, and on the way from callers. */
@NullMarked
package io.dcf.bridge.fault;

import org.jspecify.annotations.NullMarked;
