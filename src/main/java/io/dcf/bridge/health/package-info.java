/** Whether a gateway answers, and what to change if none does. */
@NullMarked
package io.dcf.bridge.health;

import org.jspecify.annotations.NullMarked;
