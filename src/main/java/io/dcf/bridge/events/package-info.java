/** Follows all functions: their state, and what their invocations are like. */
@NullMarked
package io.dcf.bridge.events;

import org.jspecify.annotations.NullMarked;
