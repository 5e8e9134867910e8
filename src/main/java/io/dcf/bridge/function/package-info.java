/** WHAT is said: plain records, valid once built, that are the JSON shape and the domain at once. */
@NullMarked
package io.dcf.bridge.function;

import org.jspecify.annotations.NullMarked;
