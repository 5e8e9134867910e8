/** Functions' logs, read at once or followed. */
@NullMarked
package io.dcf.bridge.log;

import org.jspecify.annotations.NullMarked;
