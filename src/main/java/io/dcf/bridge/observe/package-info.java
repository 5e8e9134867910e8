/** WHAT is seen from outside of how it goes: the lines logged at start and of each request, the build. */
@NullMarked
package io.dcf.bridge.observe;

import org.jspecify.annotations.NullMarked;
