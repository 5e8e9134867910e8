package io.dcf.bridge.limit;

import org.jspecify.annotations.Nullable;

/**
 * A client's request quota, in the header fields of draft-ietf-httpapi-ratelimit-headers-10.
 *
 * @param policy the value of RateLimit-Policy: q requests in w seconds
 * @param remaining the value of RateLimit: r requests now, all of them again in t seconds
 * @param refusal why this request is refused; null where it is not
 */
public record Quota(
        String policy, String remaining, @Nullable LimitException refusal) {}
