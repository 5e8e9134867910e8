/** Runs asynchronous invocations: the tasks that take them from their database. */
@NullMarked
package io.dcf.bridge.async;

import org.jspecify.annotations.NullMarked;
