/** Records of functions, their logs and their validation. They are both the JSON shape and the domain model. */
@NullMarked
package io.dcf.bridge.function;

import org.jspecify.annotations.NullMarked;
