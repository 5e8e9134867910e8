/** The API of a cluster: its client, permissions and failures, single objects, and informers. */
@NullMarked
package io.dcf.gateway.cluster;

import org.jspecify.annotations.NullMarked;
