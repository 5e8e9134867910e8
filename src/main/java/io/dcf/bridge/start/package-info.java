/** WHAT stops a start: which setting is wrong, what may be shown of its value, and what would be right. */
@NullMarked
package io.dcf.bridge.start;

import org.jspecify.annotations.NullMarked;
