/** A REST API for gateways of serverless functions that speak only gRPC. */
@NullMarked
package io.dcf.bridge;

import org.jspecify.annotations.NullMarked;
