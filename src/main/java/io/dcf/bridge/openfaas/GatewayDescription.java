package io.dcf.bridge.openfaas;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What OpenFaaS's clients ask a gateway first.
 *
 * @param provider what runs the functions
 * @param version the version of the bridge
 * @param arch the architecture of the machine
 */
record GatewayDescription(Provider provider, Version version, String arch) {

    /**
     * What runs functions.
     *
     * @param provider its name
     */
    record Provider(String provider, Version version, String orchestration) {}

    /** The version of a program. Clients refuse one without {@code sha} or {@code release}. */
    record Version(@JsonProperty("commit_message") String message, String sha, String release) {}
}
