/** What is said about functions: plain records, valid once built, which are the JSON shape and the domain model at once. */
@NullMarked
package io.dcf.bridge.function;

import org.jspecify.annotations.NullMarked;
