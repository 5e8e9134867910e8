/** The Kubernetes objects of a function, built from its definition. */
@NullMarked
package io.dcf.gateway.manifest;

import org.jspecify.annotations.NullMarked;
