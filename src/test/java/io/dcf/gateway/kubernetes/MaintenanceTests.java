package io.dcf.gateway.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dcf.gateway.call.FunctionClients;
import io.dcf.gateway.engine.Protocol;
import io.dcf.gateway.guide.CreateFunctionRequest;
import io.dcf.gateway.manifest.KubernetesSettings;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** What gateways do now and then, here more often than in production. */
class MaintenanceTests {

    private static final KubernetesSettings SETTINGS =
            new KubernetesSettings(TestCluster.NAMESPACE, false, false, 1, Protocol.HTTP, Duration.ofMillis(50));

    @RegisterExtension
    final TestCluster cluster = new TestCluster();

    private final FunctionClients clients = new FunctionClients();
    private final ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
    private KubernetesEngine engine;

    @BeforeEach
    void start() {
        scheduler.initialize();
        engine = new KubernetesEngine(SETTINGS, clients, scheduler);
    }

    @AfterEach
    void stop() {
        engine.close();
        clients.close();
        scheduler.shutdown();
    }

    @Test
    void completesAFunctionWithoutAService() {
        engine.deploy(definition().setMinReplicas(1).setMaxReplicas(3).build());
        // or the engine would still be completing it, beside what follows
        await().until(() -> engine.get("f") instanceof ClusterFunction function && function.isComplete());
        cluster.client()
                .autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .withName("f")
                .delete();
        cluster.client().services().withName("f").delete();
        await().untilAsserted(() ->
                assertThat(cluster.client().services().withName("f").get()).isNotNull());
        assertThat(cluster.client()
                        .autoscaling()
                        .v2()
                        .horizontalPodAutoscalers()
                        .withName("f")
                        .get())
                .isNotNull();
    }

    @Test
    void keepsCounts() {
        engine.deploy(definition().build());
        engine.get("f").count();
        engine.get("f").count();
        await().untilAsserted(() -> assertThat(cluster.client()
                        .services()
                        .withName("f")
                        .get()
                        .getMetadata()
                        .getAnnotations())
                .containsEntry("dcf.io/invocations", "2"));
        assertThat(engine.get("f").invocations()).isEqualTo(2);
    }

    @Test
    void takesPodsFromIdleFunctions() {
        engine.deploy(definition().putAnnotations("dcf.io/scale-to-zero", "1s").build());
        engine.deploy(definition().setService("g").build());
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(engine.get("f").replicas()).isZero());
        assertThat(engine.get("g").replicas()).isEqualTo(1);
        assertThat(lease().getHolderIdentity()).isNotEmpty();
    }

    /** So that the next one need not wait until the lease has expired. */
    @Test
    void leavesItsLeaseToTheNextGateway() {
        engine.deploy(definition().putAnnotations("dcf.io/scale-to-zero", "1h").build());
        await().ignoreExceptions()
                .untilAsserted(
                        () -> assertThat(lease().getLeaseDurationSeconds()).isEqualTo(30));
        engine.close();
        assertThat(lease().getLeaseDurationSeconds()).isEqualTo(1);
    }

    private LeaseSpec lease() {
        return cluster.client().leases().withName("dcf-gateway").get().getSpec();
    }

    private static CreateFunctionRequest.Builder definition() {
        return CreateFunctionRequest.newBuilder().setService("f").setImage("f");
    }
}
