/** Asynchronous invocations: a queue in a database, and the tasks that run what it holds. */
@NullMarked
package io.dcf.bridge.async;

import org.jspecify.annotations.NullMarked;
