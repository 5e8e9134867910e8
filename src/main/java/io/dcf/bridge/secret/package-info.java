/** Secrets that functions may name: create, replace, list by name, delete. No value is ever returned or logged. */
@NullMarked
package io.dcf.bridge.secret;

import org.jspecify.annotations.NullMarked;
