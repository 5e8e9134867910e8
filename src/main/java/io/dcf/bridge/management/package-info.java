/** Calls that manage functions: list, deploy, describe, update, delete, scale, read logs. */
@NullMarked
package io.dcf.bridge.management;

import org.jspecify.annotations.NullMarked;
