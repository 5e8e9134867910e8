package io.dcf.bridge.openfx;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Makes responses that are JSON whatever the client accepts, as those of OpenFx's gateway. */
final class FxAnswer {

    private FxAnswer() {}

    static <T> ResponseEntity<T> of(T body) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(body);
    }
}
