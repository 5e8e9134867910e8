/** WHERE requests arrive: Tomcat's connector, sized for many that wait, and the watch for callers that leave. */
@NullMarked
package io.dcf.bridge.connector;

import org.jspecify.annotations.NullMarked;
