/** Limits: permits for requests, streams, functions and memory; request rates; bounds of settings. */
@NullMarked
package io.dcf.bridge.limit;

import org.jspecify.annotations.NullMarked;
