/** What went wrong: the one table of statuses, problem responses (RFC 9457), and Spring's and Tomcat's own errors. */
@NullMarked
package io.dcf.bridge.problem;

import org.jspecify.annotations.NullMarked;
