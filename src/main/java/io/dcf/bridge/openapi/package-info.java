/** The OpenAPI document, generated from the controllers, and its examples. */
@NullMarked
package io.dcf.bridge.openapi;

import org.jspecify.annotations.NullMarked;
