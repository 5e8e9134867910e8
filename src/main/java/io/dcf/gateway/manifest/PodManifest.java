package io.dcf.gateway.manifest;

import io.dcf.gateway.call.Refusal;
import io.dcf.gateway.engine.Protocol;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.dcf.gateway.guide.FunctionResources;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.VolumeProjectionBuilder;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A function's pods. */
final class PodManifest {

    private static final String GPU = "nvidia.com/gpu";
    private static final Pattern CONSTRAINT = Pattern.compile("\\s*([^=!<>\\s]+)\\s*==?\\s*([^=!<>\\s]*)\\s*");

    private static final Duration DEFAULT_DRAIN = Duration.ofSeconds(15);
    private static final long END_SECONDS = 30;
    private static final int PROBE_SECONDS = 2;

    private final CreateFunctionRequest definition;
    private final NamedSecrets secrets;
    private final KubernetesSettings settings;
    private final Protocol protocol;

    PodManifest(CreateFunctionRequest definition, NamedSecrets secrets, KubernetesSettings settings) {
        this.definition = definition;
        this.secrets = secrets;
        this.settings = settings;
        this.protocol = Protocol.of(definition, settings.protocol());
    }

    PodSpec spec() {
        Stream<String> own = definition.getRegistryAuth().isEmpty()
                ? Stream.empty()
                : Stream.of(Names.pullSecret(definition.getService()));
        return new PodSpecBuilder()
                .withContainers(container())
                .withVolumes(volumes())
                .withImagePullSecrets(Stream.concat(own, secrets.pull().stream())
                        .map(LocalObjectReference::new)
                        .toList())
                .withNodeSelector(nodeSelector())
                .withTerminationGracePeriodSeconds(drain() + END_SECONDS)
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
                .withResources(resources())
                .withVolumeMounts(mounts())
                .withNewReadinessProbe()
                .withNewTcpSocket()
                .withPort(new IntOrString(Names.CONTAINER))
                .endTcpSocket()
                .withPeriodSeconds(PROBE_SECONDS)
                .endReadinessProbe()
                .withNewLifecycle()
                .withNewPreStop()
                .withNewSleep(drain())
                .endPreStop()
                .endLifecycle()
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(settings.readOnlyRoot() ? true : null)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .endSecurityContext()
                .build();
    }

    private List<Volume> volumes() {
        List<Volume> volumes = new ArrayList<>();
        if (!secrets.files().isEmpty()) {
            List<VolumeProjection> sources = secrets.files().stream()
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
        if (settings.readOnlyRoot()) {
            volumes.add(new VolumeBuilder()
                    .withName("tmp")
                    .withNewEmptyDir()
                    .endEmptyDir()
                    .build());
        }
        return volumes;
    }

    private List<VolumeMount> mounts() {
        List<VolumeMount> mounts = new ArrayList<>();
        if (!secrets.files().isEmpty()) {
            mounts.add(new VolumeMountBuilder()
                    .withName("secrets")
                    .withMountPath(protocol.secrets())
                    .withReadOnly(true)
                    .build());
        }
        if (settings.readOnlyRoot()) {
            mounts.add(new VolumeMountBuilder()
                    .withName("tmp")
                    .withMountPath("/tmp")
                    .build());
        }
        return mounts;
    }

    private ResourceRequirements resources() {
        FunctionResources limits = definition.getLimits();
        Map<String, Quantity> most = quantities(limits);
        String gpu = limits.getGPU().isEmpty() ? definition.getRequests().getGPU() : limits.getGPU();
        if (!gpu.isEmpty()) {
            most.put(GPU, new Quantity(gpu)); // Kubernetes takes these as limits alone
        }
        return new ResourceRequirementsBuilder()
                .withLimits(most)
                .withRequests(quantities(definition.getRequests()))
                .build();
    }

    private static Map<String, Quantity> quantities(FunctionResources resources) {
        Map<String, Quantity> quantities = new TreeMap<>();
        if (!resources.getMemory().isEmpty()) {
            quantities.put("memory", new Quantity(resources.getMemory()));
        }
        if (!resources.getCPU().isEmpty()) {
            quantities.put("cpu", new Quantity(resources.getCPU()));
        }
        return quantities;
    }

    private Map<String, String> nodeSelector() {
        Map<String, String> labels = new TreeMap<>();
        for (String constraint : definition.getConstraintsList()) {
            Matcher parts = CONSTRAINT.matcher(constraint);
            if (!parts.matches()) {
                throw Refusal.with(
                        Status.Code.INVALID_ARGUMENT,
                        "Constraints must be labels of nodes, key=value or key == value, not '" + constraint + "'");
            }
            labels.put(parts.group(1), parts.group(2));
        }
        return labels;
    }

    private long drain() {
        return DurationAnnotation.DRAIN.of(definition).orElse(DEFAULT_DRAIN).toSeconds();
    }
}
