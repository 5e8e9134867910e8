package io.dcf.bridge.openfx;

import io.dcf.bridge.route.ConditionalOnSystemApi;
import io.dcf.bridge.route.Routes;
import io.dcf.bridge.route.SystemApi;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.info.BuildProperties;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The document of OpenFx's API, in Swagger 2.0 as OpenFx has it: the file {@code openfx/swagger.json}. */
@Hidden
@RestController
@ConditionalOnSystemApi(SystemApi.OPENFX)
class OpenfxDocument {

    private final ObjectNode document;

    OpenfxDocument(JsonMapper json, BuildProperties build) throws IOException {
        try (InputStream file = new ClassPathResource("openfx/swagger.json").getInputStream()) {
            document = (ObjectNode) json.readTree(file);
        }
        document.withObject("info").put("version", build.getVersion());
    }

    @GetMapping(Routes.SWAGGER_JSON_PATH)
    ResponseEntity<ObjectNode> document() {
        @Nullable
        String path =
                ServletUriComponentsBuilder.fromCurrentServletMapping().build().getPath();
        return FxAnswer.of(document.deepCopy().put("basePath", path == null || path.isEmpty() ? "/" : path));
    }
}
