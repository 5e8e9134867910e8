package io.dcf.bridge.secret;

import io.dcf.bridge.route.Routes;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Creates, replaces, lists and deletes secrets. */
@RestController
class SecretsController {

    private final Secrets secrets;

    SecretsController(Secrets secrets) {
        this.secrets = secrets;
    }

    /**
     * List the secrets that the gateway manages. Their values are never returned.
     *
     * @return the secrets, sorted by name
     */
    @GetMapping(path = Routes.SECRETS_PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    SecretList listSecrets() {
        return SecretList.of(secrets.names());
    }

    /**
     * Create a secret. Functions that name it in their definition read it as a file. If the name is taken, the response is a 409; PUT replaces a
     * secret.
     *
     * @param secret the secret
     * @return The secret was created.
     */
    @PostMapping(
            path = Routes.SECRETS_PATH,
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<Secret> createSecret(@RequestBody SecretDefinition secret) {
        secrets.create(secret.name(), secret.content());
        return ResponseEntity.created(link(secret.name()))
                .body(new Secret(secret.name().value()));
    }

    /** The path as the client sees it: with the context path, and the prefix of its proxy. */
    private static URI link(SecretName name) {
        String path =
                ServletUriComponentsBuilder.fromCurrentServletMapping().build().getPath();
        return URI.create((path == null ? "" : path) + Routes.SECRETS_PATH + "/" + name);
    }

    /**
     * Replace the value of a secret. The secret must exist. Functions see the new value as their engine passes it on, some of them only after
     * an update of the function.
     *
     * @param secret the name of the secret
     * @param value the new value
     */
    @ApiResponse(responseCode = "204", description = "The value was replaced.")
    @PutMapping(path = Routes.SECRET_PATH, consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void replaceSecret(@PathVariable SecretName secret, @RequestBody SecretValue value) {
        secrets.replace(secret, value);
    }

    /**
     * Delete a secret. If functions use it, the response is a 409 that names them.
     *
     * @param secret the name of the secret
     */
    @ApiResponse(responseCode = "204", description = "The secret was deleted.")
    @DeleteMapping(Routes.SECRET_PATH)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void deleteSecret(@PathVariable SecretName secret) {
        secrets.delete(secret);
    }
}
