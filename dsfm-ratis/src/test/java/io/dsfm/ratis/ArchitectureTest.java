package io.dsfm.ratis;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.dsfm.ratis.core.ImpureFixture;
import io.dsfm.ratis.log.RatisFixture;
import io.dsfm.ratis.replay.stored.WritingFixture;
import io.netty.bootstrap.Bootstrap;
import java.io.File;
import java.io.FileOutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.apache.ratis.server.storage.RaftStorage;
import org.junit.jupiter.api.Test;

/** Which package may know which: what the packages' descriptions promise. */
@AnalyzeClasses(
        packages = {"io.dsfm.ratis", "io.dsfm.statemachine"},
        importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    private static final String RATIS = "io.dsfm.ratis.";

    @ArchTest
    static final ArchRule apiDependsOnNothing = classes()
            .that()
            .resideInAPackage("io.dsfm.statemachine")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "io.dsfm.statemachine");

    @ArchTest
    static final ArchRule coreDependsOnLittle = classes()
            .that()
            .resideInAPackage(RATIS + "core")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    RATIS + "core",
                    "io.dsfm.statemachine",
                    "org.agrona",
                    "org.agrona.collections",
                    "org.HdrHistogram",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule coreIsPure = noClasses()
            .that()
            .resideInAPackage(RATIS + "core")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "java.util.concurrent..",
                            "java.time..",
                            "java.net..",
                            "java.nio.file..",
                            "java.nio.channels..",
                            "org.slf4j..")
                    .or(com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf(
                            Thread.class,
                            ThreadLocal.class,
                            java.io.File.class,
                            java.io.FileInputStream.class,
                            java.io.FileOutputStream.class,
                            java.io.RandomAccessFile.class,
                            java.util.Random.class,
                            java.util.Date.class,
                            java.util.Timer.class,
                            java.util.UUID.class)));

    @ArchTest
    static final ArchRule coreReadsNoClockAndNoDice = noClasses()
            .that()
            .resideInAPackage(RATIS + "core")
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "identityHashCode", Object.class)
            .orShould()
            .callMethod(Math.class, "random");

    @ArchTest
    static final ArchRule logKnowsCoreOnly = classes()
            .that()
            .resideInAPackage(RATIS + "log")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", RATIS + "log", RATIS + "core", "org.agrona..", "org.jspecify..");

    @ArchTest
    static final ArchRule onlyTheNodeKnowsApacheRatis = noClasses()
            .that()
            .resideOutsideOfPackages(RATIS + "node..", RATIS + "peer", RATIS + "bench..", RATIS + "replay.stored")
            .should()
            .dependOnClassesThat(resideInAPackage("org.apache.ratis.."));

    /** Elsewhere a name that cannot be looked up would hold up an event loop. */
    @ArchTest
    static final ArchRule connectionsAreMadeByTheTransport =
            noClasses().that().resideOutsideOfPackage(RATIS + "wire").should().callConstructor(Bootstrap.class);

    @ArchTest
    static final ArchRule storedDataIsOnlyRead = noClasses()
            .that()
            .resideInAPackage(RATIS + "replay.stored")
            .should()
            .callMethodWhere(target(nameMatching("(write|create|delete|move|copy|truncate|set|force|tryLock|lock).*"))
                    .and(target(owner(assignableTo(Files.class).or(assignableTo(FileChannel.class))))))
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(File.class, FileOutputStream.class, RandomAccessFile.class, RaftStorage.class)
            .orShould()
            .accessField(StandardOpenOption.class, "WRITE")
            .orShould()
            .accessField(StandardOpenOption.class, "APPEND");

    @ArchTest
    static final ArchRule storedDataKnowsFormatsOnly = knowsNothingOf(
            "replay.stored", "client..", "gateway..", "wire..", "proto..", "cli..", "bench..", "cluster..");

    @ArchTest
    static final ArchRule replayKnowsNoNetworkAndNoPicture =
            knowsNothingOf("replay", "client..", "gateway..", "wire..", "proto..", "cli..", "bench..", "cluster..");

    @ArchTest
    static final ArchRule nobodyUsesWhatRatisRelocated =
            noClasses().should().dependOnClassesThat(resideInAPackage("org.apache.ratis.thirdparty.io.."));

    @ArchTest
    static final ArchRule clientKnowsNoServer =
            knowsNothingOf("client", "gateway..", "node..", "core..", "log..", "cli..", "bench..", "cluster..");

    @ArchTest
    static final ArchRule gatewayKnowsOnlyTheProtocolAndTheConfiguration =
            knowsNothingOf("gateway", "client..", "node..", "core..", "log..", "cli..", "bench..", "cluster..");

    @ArchTest
    static final ArchRule wireKnowsOnlyTheProtocol = knowsNothingOf(
            "wire", "client..", "gateway..", "node..", "core..", "log..", "config..", "cli..", "bench..", "cluster..");

    @ArchTest
    static final ArchRule configKnowsNobody = knowsNothingOf(
            "config", "client..", "gateway..", "node..", "core..", "log..", "wire..", "proto..", "cli..", "bench..");

    @ArchTest
    static final ArchRule tlsKnowsFilesAndHandlersOnly = knowsNothingOf(
            "tls",
            "client..",
            "gateway..",
            "node..",
            "core..",
            "log..",
            "proto..",
            "cli..",
            "bench..",
            "cluster..",
            "peer..");

    @ArchTest
    static final ArchRule plotKnowsNobody = classes()
            .that()
            .resideInAPackage(RATIS + "plot")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", RATIS + "plot", "org.jspecify..");

    @ArchTest
    static final ArchRule peerKnowsOnlyRaftAndTheNetwork = knowsNothingOf(
            "peer", "client..", "gateway..", "node..", "core..", "log..", "config..", "cli..", "bench..", "cluster..");

    @ArchTest
    static final ArchRule nodeKnowsNoClient =
            knowsNothingOf("node", "client..", "cli..", "bench..", "cluster..", "replay..");

    @ArchTest
    static final ArchRule onlyWireGatewayAndClientKnowNetty = noClasses()
            .that()
            .resideOutsideOfPackages(
                    RATIS + "wire..",
                    RATIS + "gateway..",
                    RATIS + "client..",
                    RATIS + "node..",
                    RATIS + "bench..",
                    RATIS + "peer.socket..",
                    RATIS + "tls..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.netty.."));

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching(RATIS + "(*)..").should().beFreeOfCycles().allowEmptyShould(true);

    private static ArchRule knowsNothingOf(String room, String... others) {
        String[] packages = new String[others.length];
        for (int i = 0; i < others.length; i++) {
            packages[i] = RATIS + others[i];
        }
        return noClasses()
                .that()
                .resideInAPackage(RATIS + room + "..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(packages))
                .allowEmptyShould(true);
    }

    @Test
    void theRulesFailWhereTheyAreBroken() {
        assertBroken(coreDependsOnLittle, ImpureFixture.class);
        assertBroken(coreIsPure, ImpureFixture.class);
        assertBroken(coreReadsNoClockAndNoDice, ImpureFixture.class);
        assertBroken(logKnowsCoreOnly, RatisFixture.class);
        assertBroken(onlyTheNodeKnowsApacheRatis, RatisFixture.class);
        assertBroken(storedDataIsOnlyRead, WritingFixture.Deletes.class);
        assertBroken(storedDataIsOnlyRead, WritingFixture.Truncates.class);
        assertBroken(storedDataIsOnlyRead, WritingFixture.Opens.class);
    }

    private static void assertBroken(ArchRule rule, Class<?> fixture) {
        assertThat(rule.evaluate(new ClassFileImporter().importClasses(fixture)).hasViolation())
                .as(rule.getDescription())
                .isTrue();
    }
}
