/** Calls to the gateway by their purpose: manage functions, invoke them, stream, read logs, check its health. */
@NullMarked
package io.dcf.bridge.gateway;

import org.jspecify.annotations.NullMarked;
