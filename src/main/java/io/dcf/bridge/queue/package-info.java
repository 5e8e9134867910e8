/** The database of asynchronous invocations: what is stored of each, and the changes of its state. */
@NullMarked
package io.dcf.bridge.queue;

import org.jspecify.annotations.NullMarked;
