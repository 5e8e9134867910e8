/** WHO keeps listening: functions run as streams, over WebSocket and over HTTP as NDJSON or server-sent events. */
@NullMarked
package io.dcf.bridge.stream;

import org.jspecify.annotations.NullMarked;
