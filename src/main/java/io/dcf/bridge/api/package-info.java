/** Manages functions: list, deploy, read, update, delete and scale, as JSON. */
@NullMarked
package io.dcf.bridge.api;

import org.jspecify.annotations.NullMarked;
