/** Runs functions as Deployments of a Kubernetes cluster, which keeps all that there is to know of them. */
@NullMarked
package io.dcf.gateway.kubernetes;

import org.jspecify.annotations.NullMarked;
