package io.dcf.gateway.manifest;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.Map;

/** Builds the Secret with a definition's credentials for its registry. */
public final class PullSecretManifest {

    private final FunctionMetadata metadata;

    PullSecretManifest(FunctionMetadata metadata) {
        this.metadata = metadata;
    }

    /** Whether the definition contains credentials. */
    public boolean isNeeded() {
        return !metadata.definition().getRegistryAuth().isEmpty();
    }

    /** Refuses invalid credentials, before anything is created. */
    void requireValid() {
        if (isNeeded()) {
            DockerConfigJson.of(metadata.definition());
        }
    }

    public Secret build(Deployment owner) {
        return new SecretBuilder()
                .withMetadata(new ObjectMetaBuilder(metadata.ownedBy(owner))
                        .withName(Names.pullSecret(metadata.name()))
                        .build())
                .withType("kubernetes.io/dockerconfigjson")
                .withData(isNeeded() ? Map.of(".dockerconfigjson", DockerConfigJson.of(metadata.definition())) : null)
                .build();
    }
}
