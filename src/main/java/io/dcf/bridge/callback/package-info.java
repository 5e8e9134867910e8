/** Callbacks: the results of asynchronous invocations, sent to the URLs that clients named. */
@NullMarked
package io.dcf.bridge.callback;

import org.jspecify.annotations.NullMarked;
