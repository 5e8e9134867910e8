/** Runs functions as Deployments of a Kubernetes cluster, which keeps all of their state. */
@NullMarked
package io.dcf.gateway.kubernetes;

import org.jspecify.annotations.NullMarked;
