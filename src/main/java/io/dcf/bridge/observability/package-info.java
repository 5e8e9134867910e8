/** What operators see: the request log, metrics, traces, the banner at start. */
@NullMarked
package io.dcf.bridge.observability;

import org.jspecify.annotations.NullMarked;
