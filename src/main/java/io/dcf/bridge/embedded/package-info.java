/** A whole gateway in one process, behind real gRPC; it knows nothing of the bridge. */
@NullMarked
package io.dcf.bridge.embedded;

import org.jspecify.annotations.NullMarked;
