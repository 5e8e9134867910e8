/** Calls to the gateway: the context of a call, waiting for it, and reading its failure. */
@NullMarked
package io.dcf.bridge.call;

import org.jspecify.annotations.NullMarked;
