/** How much at once: permits for requests, memory, streams and functions; request rates. */
@NullMarked
package io.dcf.bridge.limit;

import org.jspecify.annotations.NullMarked;
