/** Trusted proxies: the client address, scheme, host and prefix that they report. */
@NullMarked
package io.dcf.bridge.proxy;

import org.jspecify.annotations.NullMarked;
