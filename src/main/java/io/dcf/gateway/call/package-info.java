/** Calls a function at an address, by HTTP or {@code pb.FxWatcher}. */
@NullMarked
package io.dcf.gateway.call;

import org.jspecify.annotations.NullMarked;
