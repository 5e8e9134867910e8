package io.dcf.bridge;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.dcf.bridge.start.CommandLine;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.WriteListener;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;

/** Holds the picture in docs/architecture.md. */
@AnalyzeClasses(
        packages = {
            "io.dcf.bridge",
            "io.dcf.gateway.call",
            "io.dcf.gateway.docker",
            "io.dcf.gateway.engine",
            "io.dcf.gateway.kubernetes",
            "io.dcf.gateway.service",
            "io.dcf.gateway.store"
        },
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    static final ArchRule arrowsRunOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("io.dcf.bridge..")
            .withOptionalLayers(false)
            .layer("function")
            .definedBy("io.dcf.bridge.function..")
            .layer("gateway")
            .definedBy("io.dcf.bridge.gateway..")
            .layer("problem")
            .definedBy("io.dcf.bridge.problem..")
            .layer("rest")
            .definedBy("io.dcf.bridge.rest..")
            .layer("stream")
            .definedBy("io.dcf.bridge.stream..")
            .layer("security")
            .definedBy("io.dcf.bridge.security..")
            .layer("connector")
            .definedBy("io.dcf.bridge.connector..")
            .layer("limit")
            .definedBy("io.dcf.bridge.limit..")
            .layer("start")
            .definedBy("io.dcf.bridge.start..")
            .layer("observe")
            .definedBy("io.dcf.bridge.observe..")
            .whereLayer("rest")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("stream")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("observe")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("start")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("start")
            .mayNotAccessAnyLayer()
            .whereLayer("connector")
            .mayOnlyAccessLayers("limit")
            .whereLayer("connector")
            .mayOnlyBeAccessedByLayers("rest", "stream", "observe")
            .whereLayer("limit")
            .mayOnlyAccessLayers("function")
            .whereLayer("limit")
            .mayOnlyBeAccessedByLayers("rest", "stream", "connector", "problem", "gateway", "security", "observe")
            .whereLayer("problem")
            .mayOnlyBeAccessedByLayers("rest", "stream", "observe", "security")
            .whereLayer("security")
            .mayOnlyBeAccessedByLayers("rest", "stream", "observe")
            .whereLayer("security")
            .mayOnlyAccessLayers("problem", "limit")
            .whereLayer("gateway")
            .mayOnlyBeAccessedByLayers("rest", "stream", "observe", "problem")
            .whereLayer("function")
            .mayOnlyBeAccessedByLayers("rest", "stream", "observe", "problem", "gateway", "limit")
            .whereLayer("function")
            .mayNotAccessAnyLayer()
            .ignoreDependency(BridgeApplication.class, CommandLine.class);

    @ArchTest
    static final ArchRule arrowsOfOurGatewayRunOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage(
                    "io.dcf.bridge..",
                    "io.dcf.gateway.call..",
                    "io.dcf.gateway.docker..",
                    "io.dcf.gateway.engine..",
                    "io.dcf.gateway.kubernetes..",
                    "io.dcf.gateway.service..",
                    "io.dcf.gateway.store..")
            .withOptionalLayers(false)
            .layer("bridge")
            .definedBy("io.dcf.bridge..")
            .layer("service")
            .definedBy("io.dcf.gateway.service..")
            .layer("engine")
            .definedBy("io.dcf.gateway.engine..")
            .layer("docker")
            .definedBy("io.dcf.gateway.docker..")
            .layer("kubernetes")
            .definedBy("io.dcf.gateway.kubernetes..")
            .layer("store")
            .definedBy("io.dcf.gateway.store..")
            .layer("call")
            .definedBy("io.dcf.gateway.call..")
            .whereLayer("bridge")
            .mayNotAccessAnyLayer()
            .whereLayer("bridge")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("service")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("docker")
            .mayOnlyBeAccessedByLayers("service")
            .whereLayer("docker")
            .mayOnlyAccessLayers("engine", "call")
            .whereLayer("kubernetes")
            .mayOnlyBeAccessedByLayers("service")
            .whereLayer("kubernetes")
            .mayOnlyAccessLayers("engine", "call")
            .whereLayer("engine")
            .mayOnlyBeAccessedByLayers("service", "docker", "kubernetes")
            .whereLayer("store")
            .mayOnlyBeAccessedByLayers("service", "engine")
            .whereLayer("call")
            .mayNotAccessAnyLayer();

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.dcf.(*.*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyGatewaysSeeProtobuf = noClasses()
            .that(not(resideInAnyPackage("io.dcf.bridge.gateway..", "io.dcf.gateway..")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.dcf.gateway..", "com.google.protobuf..", "io.grpc.stub..");

    @ArchTest
    static final ArchRule restAndStreamSpeakNoGrpc = noClasses()
            .that()
            .resideInAnyPackage("io.dcf.bridge.rest..", "io.dcf.bridge.stream..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.grpc..");

    @ArchTest
    static final ArchRule onlyTheChannelKnowsNetDevh = noClasses()
            .that(not(simpleName("GatewayChannel")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("net.devh..");

    @ArchTest
    static final ArchRule onlyTheEngineDockerKnowsItsClient = noClasses()
            .that(not(resideInAnyPackage("io.dcf.gateway.docker..")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.github.dockerjava..");

    @ArchTest
    static final ArchRule onlyTheEngineKubernetesKnowsItsClient = noClasses()
            .that(not(resideInAnyPackage("io.dcf.gateway.kubernetes..")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.fabric8..");

    @ArchTest
    static final ArchRule controllersAreNobodysBusiness =
            classes().that().haveSimpleNameEndingWith("Controller").should().notBePublic();

    @ArchTest
    static void everyPackageIsNullMarked(JavaClasses classes) {
        var packages = classes.stream().map(JavaClass::getPackage).collect(Collectors.toSet());
        assertThat(packages)
                .hasSizeGreaterThanOrEqualTo(10)
                .allSatisfy(each -> assertThat(each.isAnnotatedWith(NullMarked.class))
                        .as(each.getName())
                        .isTrue());
    }

    /** One thread reads, calls and writes; what fails in its midst unwinds like any other method: docs/decisions/0019-one-thread-per-request.md. */
    @ArchTest
    static final ArchRule requestsStayOnTheirThread = noClasses()
            .should()
            .beAssignableTo(ReadListener.class)
            .orShould()
            .beAssignableTo(WriteListener.class)
            .orShould()
            .beAssignableTo(AsyncListener.class)
            .orShould()
            .callMethodWhere(target(
                    nameMatching("startAsync|getAsyncContext|setReadListener|setWriteListener|newSequentialExecutor")));

    /** Text is the same on every machine: other locales have other digits, and other pairs of letters. */
    @ArchTest
    static final ArchRule textDoesNotFollowTheMachinesLocale = noClasses()
            .should()
            .accessTargetWhere(JavaAccess.Predicates.target(
                    describe("follow the default locale", ArchitectureTests::followsDefaultLocale)));

    private static boolean followsDefaultLocale(AccessTarget target) {
        String method = target.getOwner().getSimpleName() + "." + target.getName();
        return method.matches(
                        "(String|PrintStream|PrintWriter|Formatter)\\.(format|formatted|printf|to(Lower|Upper)Case)|Locale.getDefault")
                && target instanceof CodeUnitAccessTarget call
                && call.getRawParameterTypes().stream().noneMatch(type -> type.isEquivalentTo(Locale.class));
    }
}
