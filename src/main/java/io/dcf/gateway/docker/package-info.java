/** Runs functions as containers of the engine on this machine, by docker-java, which nothing else knows. */
@NullMarked
package io.dcf.gateway.docker;

import org.jspecify.annotations.NullMarked;
