/** Checks before the start: wrong and unknown settings, and the command line. */
@NullMarked
package io.dcf.bridge.startup;

import org.jspecify.annotations.NullMarked;
