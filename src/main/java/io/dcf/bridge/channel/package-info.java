/** The channel to the gateway: addresses, connections, TLS, dialects, deadlines, metadata and spans. */
@NullMarked
package io.dcf.bridge.channel;

import org.jspecify.annotations.NullMarked;
