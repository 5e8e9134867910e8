/** Functions as streams over WebSockets. */
@NullMarked
package io.dcf.bridge.websocket;

import org.jspecify.annotations.NullMarked;
