package io.dcf.bridge.http;

import com.fasterxml.jackson.annotation.Nulls;
import io.dcf.bridge.function.InvalidException;
import io.dcf.bridge.function.Violation;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * Reads JSON as the gateways of OpenFaaS and OpenFx do: of any Content-Type, unknown members are ignored, null is the same as an absent member.
 * A number can be a string, as in protobuf's JSON.
 */
@Component
public class LenientJson {

    private final JsonMapper json;

    LenientJson(JsonMapper json) {
        this.json = json.rebuild()
                .disable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .changeDefaultNullHandling(nulls -> nulls.withContentNulls(Nulls.FAIL))
                .withCoercionConfig(LogicalType.Textual, LenientJson::requireStrings)
                .build();
    }

    private static void requireStrings(MutableCoercionConfig texts) {
        texts.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    }

    /** Reads the body. Throws an {@link InvalidException}, or a {@link HttpMessageNotReadableException} if it is not JSON. */
    public <T extends Record> T read(HttpServletRequest request, Class<T> type) throws IOException {
        byte[] body = request.getInputStream().readAllBytes();
        try {
            @Nullable T read = json.readValue(body, type);
            if (read == null) {
                throw new InvalidException("", "must be a JSON object");
            }
            return read;
        } catch (MismatchedInputException e) {
            throw mistyped(e, e.getTargetType());
        } catch (InputCoercionException e) {
            throw mistyped(e, Integer.class);
        } catch (JacksonException e) {
            throw new HttpMessageNotReadableException("not JSON", e, new ServletServerHttpRequest(request));
        }
    }

    /** Names the member. The parser's own message would show the value, which may be a secret. */
    private static InvalidException mistyped(JacksonException failure, @Nullable Class<?> type) {
        Violation violation = new Violation("", "must be " + expected(type));
        List<JacksonException.Reference> path = failure.getPath();
        for (int i = path.size() - 1; i >= 0; i--) {
            @Nullable String name = path.get(i).getPropertyName();
            violation =
                    violation.under(name == null ? Integer.toString(path.get(i).getIndex()) : name);
        }
        return new InvalidException(List.of(violation));
    }

    private static String expected(@Nullable Class<?> type) {
        if (type == null) {
            return "of another type";
        } else if (type == String.class) {
            return "a string";
        } else if (type == Integer.class) {
            return "a whole number, at most 2147483647";
        } else if (type == boolean.class) {
            return "true or false";
        }
        return Collection.class.isAssignableFrom(type) ? "an array" : "a JSON object";
    }
}
