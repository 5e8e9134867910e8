/** The order in which a request passes Tomcat's valves and the servlet filters. */
@NullMarked
package io.dcf.bridge.filters;

import org.jspecify.annotations.NullMarked;
