/** Invokes a function: from the body and headers of the request to those of the response. */
@NullMarked
package io.dcf.bridge.invocation;

import org.jspecify.annotations.NullMarked;
