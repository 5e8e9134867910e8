/** Checks before the start: wrong and unknown settings, and the command line. */
@NullMarked
package io.dcf.bridge.settings;

import org.jspecify.annotations.NullMarked;
