package io.dcf.gateway.manifest;

import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.VolumeProjectionBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * The volumes of a function's pod: its secrets, and a writable /tmp if the rest is read-only.
 *
 * @param secrets names of the secrets that the container finds as files
 * @param secretsPath the directory in which it finds them
 */
record PodVolumes(List<String> secrets, String secretsPath, boolean readOnlyRoot) {

    List<Volume> volumes() {
        List<Volume> volumes = new ArrayList<>();
        if (!secrets.isEmpty()) {
            List<VolumeProjection> sources = secrets.stream()
                    .map(name -> new VolumeProjectionBuilder()
                            .withNewSecret()
                            .withName(name)
                            .endSecret()
                            .build())
                    .toList();
            volumes.add(new VolumeBuilder()
                    .withName("secrets")
                    .withNewProjected()
                    .withSources(sources)
                    .endProjected()
                    .build());
        }
        if (readOnlyRoot) {
            volumes.add(new VolumeBuilder()
                    .withName("tmp")
                    .withNewEmptyDir()
                    .endEmptyDir()
                    .build());
        }
        return volumes;
    }

    List<VolumeMount> mounts() {
        List<VolumeMount> mounts = new ArrayList<>();
        if (!secrets.isEmpty()) {
            mounts.add(new VolumeMountBuilder()
                    .withName("secrets")
                    .withMountPath(secretsPath)
                    .withReadOnly(true)
                    .build());
        }
        if (readOnlyRoot) {
            mounts.add(new VolumeMountBuilder()
                    .withName("tmp")
                    .withMountPath("/tmp")
                    .build());
        }
        return mounts;
    }
}
