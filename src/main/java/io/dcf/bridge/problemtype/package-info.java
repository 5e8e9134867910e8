/** The types of problems, and the pages that explain them. */
@NullMarked
package io.dcf.bridge.problemtype;

import org.jspecify.annotations.NullMarked;
