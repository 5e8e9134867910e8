/** HOW MUCH at once: the settings, what is taken and given back, and the refusal where there is no more. */
@NullMarked
package io.dcf.bridge.limit;

import org.jspecify.annotations.NullMarked;
