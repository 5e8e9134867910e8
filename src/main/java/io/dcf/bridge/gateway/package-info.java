/** HOW it is asked: the one place of the bridge that sees protobuf and stubs. */
@NullMarked
package io.dcf.bridge.gateway;

import org.jspecify.annotations.NullMarked;
