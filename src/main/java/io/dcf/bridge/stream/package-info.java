/** Functions as streams over HTTP: NDJSON and server-sent events. */
@NullMarked
package io.dcf.bridge.stream;

import org.jspecify.annotations.NullMarked;
