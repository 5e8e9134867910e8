/** The gRPC server of the gateway that we ship: its port, TLS, tokens, threads, limits and settings. */
@NullMarked
package io.dcf.gateway.server;

import org.jspecify.annotations.NullMarked;
