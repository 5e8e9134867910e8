/** What each function's invocations through this bridge were like during the last hour. */
@NullMarked
package io.dcf.bridge.history;

import org.jspecify.annotations.NullMarked;
