/** What every request passes: call context, permits, rate limits and sizes; bodies in, headers out. */
@NullMarked
package io.dcf.bridge.http;

import org.jspecify.annotations.NullMarked;
