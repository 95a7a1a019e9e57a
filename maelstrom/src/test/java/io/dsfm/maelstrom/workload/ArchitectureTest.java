package io.dsfm.maelstrom.workload;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which package of the workloads and of the node may know which. */
@AnalyzeClasses(packages = "io.dsfm.maelstrom", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    private static final String WORKLOAD = "io.dsfm.maelstrom.workload";

    @ArchTest
    static final ArchRule storeKnowsNobody = classes()
            .that()
            .resideInAPackage(WORKLOAD + ".store")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "io.dsfm.statemachine", WORKLOAD + ".store");

    @ArchTest
    static final ArchRule treeKnowsTheApplicationOnly = variantKnowsTheApplicationOnly("tree");

    @ArchTest
    static final ArchRule hashKnowsTheApplicationOnly = variantKnowsTheApplicationOnly("hash");

    @ArchTest
    static final ArchRule workloadsKnowNoVariantAndNoNode = noClasses()
            .that()
            .resideInAPackage(WORKLOAD)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    WORKLOAD + ".tree", WORKLOAD + ".hash", "io.dsfm.maelstrom.node", "io.dsfm.ratis..", "io.netty..");

    private static ArchRule variantKnowsTheApplicationOnly(String variant) {
        return classes()
                .that()
                .resideInAPackage(WORKLOAD + "." + variant)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify..",
                        "io.dsfm.statemachine",
                        WORKLOAD + ".store",
                        WORKLOAD + "." + variant);
    }
}
