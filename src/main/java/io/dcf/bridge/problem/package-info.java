/** Problem responses (RFC 9457): the table from gRPC status to HTTP status, and the errors of limits, Spring and Tomcat. */
@NullMarked
package io.dcf.bridge.problem;

import org.jspecify.annotations.NullMarked;
