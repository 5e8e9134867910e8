package io.dcf.bridge.limit;

import org.jspecify.annotations.Nullable;

/**
 * What a caller may ask, as draft-ietf-httpapi-ratelimit-headers-10 tells it.
 *
 * @param policy the value of RateLimit-Policy: q requests in w seconds
 * @param left the value of RateLimit: r requests now, all of them again in t seconds
 * @param refusal why this request may not be; null where it may
 */
public record Quota(String policy, String left, @Nullable LimitException refusal) {}
