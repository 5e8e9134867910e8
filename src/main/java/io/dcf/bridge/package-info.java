/** An HTTP/JSON face for gRPC function gateways. */
@NullMarked
package io.dcf.bridge;

import org.jspecify.annotations.NullMarked;
