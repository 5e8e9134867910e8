/** Reads and validates the definitions of functions. */
@NullMarked
package io.dcf.gateway.definition;

import org.jspecify.annotations.NullMarked;
