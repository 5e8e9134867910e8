/** WHAT went wrong: the one status table, the one form in which every failure is told. */
@NullMarked
package io.dcf.bridge.problem;

import org.jspecify.annotations.NullMarked;
