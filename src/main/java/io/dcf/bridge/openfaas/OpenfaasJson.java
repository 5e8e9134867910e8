package io.dcf.bridge.openfaas;

import com.fasterxml.jackson.annotation.Nulls;
import io.dcf.bridge.function.InvalidException;
import io.dcf.bridge.function.Violation;
import io.dcf.bridge.route.ConditionalOnSystemApi;
import io.dcf.bridge.route.SystemApi;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
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

    /** Reads a body. Throws an {@link InvalidException}, or a {@link HttpMessageNotReadableException} if it is not JSON. */
    <T extends Record> T read(HttpServletRequest request, Class<T> type) throws IOException {
        byte[] body = request.getInputStream().readAllBytes();
        T read;
        try {
            read = json.readValue(body, type);
        } catch (DatabindException e) {
            throw invalid(e);
        } catch (JacksonException e) {
            throw new HttpMessageNotReadableException("no JSON object", e, new ServletServerHttpRequest(request));
        }
        if (read == null) {
            throw new InvalidException("", "must be a JSON object, not null");
        }
        return read;
    }

    /** Says where a value does not fit. The parser's own message would show the value, which may be a secret. */
    private static InvalidException invalid(DatabindException failure) {
        List<JacksonException.Reference> path = failure.getPath();
        Violation violation = new Violation("", path.isEmpty() ? "must be a JSON object" : "has the wrong type");
        for (int i = path.size() - 1; i >= 0; i--) {
            String name = path.get(i).getPropertyName();
            violation =
                    violation.under(name == null ? Integer.toString(path.get(i).getIndex()) : name);
        }
        return new InvalidException(List.of(violation));
    }
}
