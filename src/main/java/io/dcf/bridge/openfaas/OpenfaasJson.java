package io.dcf.bridge.openfaas;

import com.fasterxml.jackson.annotation.Nulls;
import io.dcf.bridge.route.ConditionalOnSystemApi;
import io.dcf.bridge.route.SystemApi;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads the JSON of OpenFaaS's clients: of any content type, and unknown members are ignored. */
@Component
@ConditionalOnSystemApi(SystemApi.OPENFAAS)
class OpenfaasJson {

    private final JsonMapper json;

    OpenfaasJson(JsonMapper json) {
        this.json = json.rebuild()
                .disable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .changeDefaultNullHandling(nulls -> nulls.withContentNulls(Nulls.FAIL))
                .build();
    }

    /** Reads a body. Throws a {@link HttpMessageNotReadableException} if it is not such an object. */
    <T extends Record> T read(HttpServletRequest request, Class<T> type) throws IOException {
        byte[] body = request.getInputStream().readAllBytes();
        T read;
        try {
            read = json.readValue(body, type);
        } catch (JacksonException e) {
            throw new HttpMessageNotReadableException("no JSON object", e, new ServletServerHttpRequest(request));
        }
        if (read == null) {
            throw new HttpMessageNotReadableException("null", new ServletServerHttpRequest(request));
        }
        return read;
    }
}
