package io.dcf.gateway.manifest;

import io.dcf.gateway.engine.Protocol;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import java.time.Duration;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Builds the pods of a function. */
final class PodManifest {

    private static final Duration DEFAULT_DRAIN = Duration.ofSeconds(15);
    private static final long TERMINATION_SECONDS = 30;
    private static final int PROBE_INTERVAL_SECONDS = 2;

    private final CreateFunctionRequest definition;
    private final NamedSecrets secrets;
    private final KubernetesSettings settings;
    private final boolean readOnlyRoot;
    private final Protocol protocol;
    private final PodVolumes volumes;

    PodManifest(CreateFunctionRequest definition, NamedSecrets secrets, KubernetesSettings settings) {
        this.definition = definition;
        this.secrets = secrets;
        this.settings = settings;
        this.readOnlyRoot = settings.readOnlyRoot() || definition.getReadOnlyRootFilesystem();
        this.protocol = Protocol.of(definition, settings.protocol());
        this.volumes = new PodVolumes(secrets.files(), protocol.secrets(), readOnlyRoot);
    }

    PodSpec spec() {
        Stream<String> own = definition.getRegistryAuth().isEmpty()
                ? Stream.empty()
                : Stream.of(Names.pullSecret(definition.getService()));
        return new PodSpecBuilder()
                .withContainers(container())
                .withVolumes(volumes.volumes())
                .withImagePullSecrets(Stream.concat(own, secrets.pull().stream())
                        .map(LocalObjectReference::new)
                        .toList())
                .withNodeSelector(NodeSelector.of(definition))
                .withTerminationGracePeriodSeconds(drain() + TERMINATION_SECONDS)
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withNewSecurityContext()
                .withRunAsNonRoot(settings.runAsNonRoot() ? true : null)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .build();
    }

    private Container container() {
        return new ContainerBuilder()
                .withName(Names.CONTAINER)
                .withImage(definition.getImage())
                .withEnv(new TreeMap<>(definition.getEnvVarsMap())
                        .entrySet().stream()
                                .map(entry -> new EnvVar(entry.getKey(), entry.getValue(), null))
                                .toList())
                .addNewPort()
                .withName(Names.CONTAINER)
                .withContainerPort(protocol.port(definition))
                .withProtocol("TCP")
                .endPort()
                .withResources(PodResources.of(definition))
                .withVolumeMounts(volumes.mounts())
                .withNewReadinessProbe()
                .withNewTcpSocket()
                .withPort(new IntOrString(Names.CONTAINER))
                .endTcpSocket()
                .withPeriodSeconds(PROBE_INTERVAL_SECONDS)
                .endReadinessProbe()
                .withNewLifecycle()
                .withNewPreStop()
                .withNewSleep(drain())
                .endPreStop()
                .endLifecycle()
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(readOnlyRoot ? true : null)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .endSecurityContext()
                .build();
    }

    private long drain() {
        return DurationAnnotation.DRAIN.of(definition).orElse(DEFAULT_DRAIN).toSeconds();
    }
}
