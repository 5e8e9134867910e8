/** Functions' logs, read at once or followed. */
@NullMarked
package io.dcf.bridge.functionlog;

import org.jspecify.annotations.NullMarked;
