/** A call to the gateway: what it carries of its request, how its thread waits, and what its failure means. */
@NullMarked
package io.dcf.bridge.call;

import org.jspecify.annotations.NullMarked;
