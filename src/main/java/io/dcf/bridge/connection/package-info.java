/** The HTTP connections of clients, as Tomcat serves them: timeouts, small buffers, unread bodies, disconnects, shutdown. */
@NullMarked
package io.dcf.bridge.connection;

import org.jspecify.annotations.NullMarked;
