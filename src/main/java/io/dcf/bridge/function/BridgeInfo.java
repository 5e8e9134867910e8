package io.dcf.bridge.function;

/**
 * What answers here and what stands behind it.
 *
 * @param version the bridge's version
 * @param dialect the dialect of the gateway contract that the bridge speaks
 * @param gateway what the gateway says of itself, in its own words
 */
public record BridgeInfo(String version, String dialect, String gateway) {}
