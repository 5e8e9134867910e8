/** The gRPC services of the gateway, and how one invocation runs. */
@NullMarked
package io.dcf.gateway.service;

import org.jspecify.annotations.NullMarked;
