package io.dsfm.sample.matching;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between the engine's packages. */
@AnalyzeClasses(packages = "io.dsfm.sample.matching", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "io.dsfm.sample.matching";
    private static final String[] OUTSIDE = {"java..", "io.dsfm.statemachine..", "org.jspecify.annotations.."};

    @ArchTest
    static final ArchRule domainKnowsOnlyTheSpi = classes()
            .that()
            .resideInAPackage(ROOT + ".domain")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(with(ROOT + ".domain"));

    @ArchTest
    static final ArchRule applicationKnowsTheDomain = classes()
            .that()
            .resideInAPackage(ROOT)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(with(ROOT, ROOT + ".domain"));

    @ArchTest
    static final ArchRule treeKnowsNoOtherVariant = classes()
            .that()
            .resideInAPackage(ROOT + ".tree")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(with(ROOT, ROOT + ".domain", ROOT + ".tree"));

    @ArchTest
    static final ArchRule ladderKnowsNoOtherVariant = classes()
            .that()
            .resideInAPackage(ROOT + ".ladder")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(with(ROOT, ROOT + ".domain", ROOT + ".ladder", "org.agrona.."));

    @ArchTest
    static final ArchRule flowsKnowNoVariant = classes()
            .that()
            .resideInAPackage(ROOT + ".flow")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(with(ROOT + ".domain", ROOT + ".flow"));

    @ArchTest
    static final ArchRule lobsterKnowsFlowsAndNoVariant = classes()
            .that()
            .resideInAPackage(ROOT + ".lobster")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(with(ROOT + ".domain", ROOT + ".flow", ROOT + ".lobster"));

    @ArchTest
    static final ArchRule whatIsReplicatedReadsNoClock = noClasses()
            .that()
            .resideInAnyPackage(ROOT + ".domain", ROOT + ".tree", ROOT + ".ladder", ROOT + ".flow")
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("java.time..", "java.util.concurrent..")
            .orShould()
            .dependOnClassesThat()
            .haveSimpleNameEndingWith("Locale");

    private static String[] with(String... packages) {
        String[] all = new String[OUTSIDE.length + packages.length];
        System.arraycopy(OUTSIDE, 0, all, 0, OUTSIDE.length);
        System.arraycopy(packages, 0, all, OUTSIDE.length, packages.length);
        return all;
    }
}
