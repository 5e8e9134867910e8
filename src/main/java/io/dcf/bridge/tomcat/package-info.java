/** Tomcat's connector, fitted to requests that wait: timeouts, small buffers, unread bodies, disconnects, shutdown. */
@NullMarked
package io.dcf.bridge.tomcat;

import org.jspecify.annotations.NullMarked;
