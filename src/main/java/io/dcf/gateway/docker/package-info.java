/** The API of the Docker engine of this machine; only this package uses docker-java. */
@NullMarked
package io.dcf.gateway.docker;

import org.jspecify.annotations.NullMarked;
