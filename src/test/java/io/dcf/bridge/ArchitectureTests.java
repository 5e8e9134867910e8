package io.dcf.bridge;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Holds the picture in docs/architecture.md. */
@AnalyzeClasses(packages = "io.dcf", importOptions = ArchitectureTests.OwnSources.class)
class ArchitectureTests {

    /** Takes the classes whose sources are ours, not those that are generated from the contract. */
    static final class OwnSources implements ImportOption {

        private static final String CLASSES = "/target/classes/";

        @Override
        public boolean includes(Location location) {
            String path = location.asURI().toString();
            int folder = path.indexOf(CLASSES) + CLASSES.length();
            return folder >= CLASSES.length()
                    && Files.isDirectory(SOURCES.resolve(path.substring(folder, path.lastIndexOf('/'))));
        }
    }

    private static final Path SOURCES = Path.of("src/main/java");
    private static final int MAX_FILES_IN_PACKAGE = 22;
    private static final int USUAL_LINES_IN_FILE = 100;

    /** What uses something of another package does so along the drawn arrows, and no arrow is drawn that nothing uses. */
    @ArchTest
    static void packagesUseEachOtherAsDrawn(JavaClasses classes) throws IOException {
        PackageDiagram drawn = PackageDiagram.read(Path.of("docs/architecture.md"));
        Set<PackageDiagram.Arrow> used = new TreeSet<>();
        for (JavaClass from : classes) {
            for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                JavaClass to = dependency.getTargetClass();
                if (classes.contain(to.getName()) && !to.getPackageName().equals(from.getPackageName())) {
                    used.add(new PackageDiagram.Arrow(from.getPackageName(), to.getPackageName()));
                }
            }
        }
        assertThat(used).isNotEmpty().allMatch(drawn::connects, "is drawn in docs/architecture.md");
        assertThat(drawn.arrows()).isSubsetOf(used);
    }

    @ArchTest
    static void everyPackageIsDrawn(JavaClasses classes) throws IOException {
        assertThat(PackageDiagram.read(Path.of("docs/architecture.md")).packages())
                .containsExactlyInAnyOrderElementsOf(classes.stream()
                        .map(JavaClass::getPackageName)
                        .filter(each -> !each.equals(BridgeApplication.class.getPackageName()))
                        .collect(Collectors.toSet()));
    }

    /** The document follows requests through the code, class by class. */
    @ArchTest
    static void theDocumentNamesClassesThatExist(JavaClasses classes) throws IOException {
        Set<String> existing = classes.stream().map(JavaClass::getSimpleName).collect(Collectors.toSet());
        existing.addAll(Set.of("ArchitectureTests", "InetSocketAddress", "Path"));
        Matcher named = Pattern.compile("`([A-Z]\\w+)`").matcher(Files.readString(Path.of("docs/architecture.md")));
        assertThat(named.results().map(each -> each.group(1)))
                .hasSizeGreaterThan(50)
                .isSubsetOf(existing);
    }

    @Test
    void packagesAndFilesAreSmall() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<Path> sources =
                    files.filter(each -> each.toString().endsWith(".java")).toList();
            assertThat(sources.stream().collect(Collectors.groupingBy(Path::getParent, Collectors.counting())))
                    .hasSizeGreaterThan(20)
                    .allSatisfy((folder, count) ->
                            assertThat(count).as(folder.toString()).isLessThanOrEqualTo(MAX_FILES_IN_PACKAGE));
            List<Path> longOnes =
                    sources.stream().filter(ArchitectureTests::isLong).toList();
            assertThat(longOnes).as("files of more than 100 lines").hasSizeLessThanOrEqualTo(sources.size() / 10);
        }
    }

    private static boolean isLong(Path source) {
        try (Stream<String> lines = Files.lines(source)) {
            return lines.count() > USUAL_LINES_IN_FILE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.dcf.(*.*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyGatewaysSeeProtobuf = noClasses()
            .that(not(resideInAnyPackage(
                    "io.dcf.bridge.call..",
                    "io.dcf.bridge.channel..",
                    "io.dcf.bridge.invoker..",
                    "io.dcf.bridge.health..",
                    "io.dcf.bridge.management..",
                    "io.dcf.gateway..")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.dcf.gateway..", "com.google.protobuf..", "io.grpc.stub..");

    @ArchTest
    static final ArchRule controllersSpeakNoGrpc = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.dcf.bridge.api..",
                    "io.dcf.bridge.events..",
                    "io.dcf.bridge.invocation..",
                    "io.dcf.bridge.functionlog..",
                    "io.dcf.bridge.stream..",
                    "io.dcf.bridge.websocket..")
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
            .that(not(resideInAnyPackage("io.dcf.gateway.container..", "io.dcf.gateway.docker..")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.github.dockerjava..");

    @ArchTest
    static final ArchRule onlyTheEngineKubernetesKnowsItsClient = noClasses()
            .that(not(resideInAnyPackage(
                    "io.dcf.gateway.cluster..", "io.dcf.gateway.kubernetes..", "io.dcf.gateway.manifest..")))
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
