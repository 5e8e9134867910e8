/** The gateway that we ship: its gRPC services on a port of their own. Nothing here knows the bridge. */
@NullMarked
package io.dcf.gateway.service;

import org.jspecify.annotations.NullMarked;
