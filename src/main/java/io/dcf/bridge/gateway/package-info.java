/** What the gateway is asked: to manage functions, to invoke them, to stream, to read their logs. */
@NullMarked
package io.dcf.bridge.gateway;

import org.jspecify.annotations.NullMarked;
