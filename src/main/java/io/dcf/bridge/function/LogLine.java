package io.dcf.bridge.function;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * A line of the log of a function.
 *
 * @param instance the number of the instance that wrote the line, counted from 1
 * @param text the line, without its line feed
 */
public record LogLine(@Schema(minimum = "1") int instance, String text) {}
