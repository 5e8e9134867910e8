/** What the bridge costs: a fast gateway behind it, a bare proxy beside it, and load before both. */
@NullMarked
package io.dcf.bridge.bench;

import org.jspecify.annotations.NullMarked;
