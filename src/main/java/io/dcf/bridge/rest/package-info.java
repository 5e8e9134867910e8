/** WHO asks once: the HTTP operations, their documentation, and what each request carries along. */
@NullMarked
package io.dcf.bridge.rest;

import org.jspecify.annotations.NullMarked;
