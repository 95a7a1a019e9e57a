package io.dsfm.maelstrom.harness;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Arrows between the harness's packages, and none to the nodes that it tests. */
@AnalyzeClasses(packages = "io.dsfm.maelstrom", importOptions = DoNotIncludeTests.class)
final class HarnessArchitectureTest {

    private static final String HARNESS = "io.dsfm.maelstrom.harness";

    @ArchTest
    static final ArchRule AGENT_NEEDS_ONLY_THE_JDK = classes()
            .that()
            .resideInAPackage(HARNESS + ".agent")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", HARNESS + ".agent");

    @ArchTest
    static final ArchRule NETWORK_KNOWS_NOBODY = noClasses()
            .that()
            .resideInAPackage(HARNESS + ".net")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    HARNESS, HARNESS + ".process", HARNESS + ".operation", HARNESS + ".fault", HARNESS + ".agent");

    @ArchTest
    static final ArchRule WORKLOADS_KNOW_NO_PROCESSES_AND_FAULTS = noClasses()
            .that()
            .resideInAPackage(HARNESS + ".operation")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(HARNESS, HARNESS + ".process", HARNESS + ".fault", HARNESS + ".agent");

    @ArchTest
    static final ArchRule HARNESS_SEES_THE_GROUP_ONLY_THROUGH_THE_PROTOCOL = noClasses()
            .that()
            .resideInAPackage(HARNESS + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.dsfm.ratis..",
                    "io.dsfm.statemachine..",
                    "io.dsfm.maelstrom.node..",
                    "io.dsfm.maelstrom.workload..");
}
