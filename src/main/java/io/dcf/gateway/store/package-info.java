/** Stores deployed functions: in memory, or in a database in a directory. */
@NullMarked
package io.dcf.gateway.store;

import org.jspecify.annotations.NullMarked;
