package io.dcf.bridge.openfaas;

import io.dcf.bridge.function.InvalidException;
import io.dcf.bridge.http.LenientJson;
import io.dcf.bridge.route.ConditionalOnSystemApi;
import io.dcf.bridge.route.Routes;
import io.dcf.bridge.route.SystemApi;
import io.dcf.bridge.secret.SecretName;
import io.dcf.bridge.secret.SecretValue;
import io.dcf.bridge.secret.Secrets;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Manages secrets. Values are never returned. */
@Hidden
@RestController
@ConditionalOnSystemApi(SystemApi.OPENFAAS)
class SystemSecretsController {

    private final Secrets secrets;
    private final LenientJson json;

    SystemSecretsController(Secrets secrets, LenientJson json) {
        this.secrets = secrets;
        this.json = json;
    }

    /** A secret in the list. */
    record ListedSecret(String name, String namespace) {}

    /**
     * A secret to create, replace or delete.
     *
     * @param value its value; rawValue takes precedence
     * @param rawValue its value in Base64
     */
    record SentSecret(
            @Nullable String name,
            @Nullable String namespace,
            @Nullable String value,
            @Nullable String rawValue) {

        /** Throws an {@link InvalidException} if it is missing or not valid. */
        SecretName secretName() {
            try {
                return new SecretName(Objects.requireNonNullElse(name, ""));
            } catch (InvalidException e) {
                throw new InvalidException("/name", e.violations().get(0).detail());
            }
        }

        /** Throws an {@link InvalidException} if there is none, or if it is not valid. */
        SecretValue content() {
            boolean raw = rawValue != null && !rawValue.isEmpty();
            return new SecretValue(raw ? null : value, raw ? rawValue : null);
        }

        /** Does not show the value. */
        @Override
        public String toString() {
            return "SentSecret[name=" + name + "]";
        }
    }

    @GetMapping(Routes.SYSTEM_SECRETS_PATH)
    List<ListedSecret> list(@RequestParam(required = false) @Nullable String namespace) {
        OnlyNamespace.require(namespace);
        return secrets.names().stream()
                .map(name -> new ListedSecret(name, OnlyNamespace.NAME))
                .toList();
    }

    @PostMapping(Routes.SYSTEM_SECRETS_PATH)
    @ResponseStatus(HttpStatus.ACCEPTED)
    void create(HttpServletRequest request) throws IOException {
        SentSecret secret = read(request);
        secrets.create(secret.secretName(), secret.content());
    }

    @PutMapping(Routes.SYSTEM_SECRETS_PATH)
    @ResponseStatus(HttpStatus.ACCEPTED)
    void replace(HttpServletRequest request) throws IOException {
        SentSecret secret = read(request);
        secrets.replace(secret.secretName(), secret.content());
    }

    @DeleteMapping(Routes.SYSTEM_SECRETS_PATH)
    @ResponseStatus(HttpStatus.ACCEPTED)
    void delete(HttpServletRequest request) throws IOException {
        secrets.delete(read(request).secretName());
    }

    private SentSecret read(HttpServletRequest request) throws IOException {
        SentSecret secret = json.read(request, SentSecret.class);
        OnlyNamespace.require(request.getParameter("namespace"), secret.namespace());
        return secret;
    }
}
