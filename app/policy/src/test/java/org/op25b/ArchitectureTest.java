package org.op25b;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The engine is pure and its packages depend on each other in one way only. */
@AnalyzeClasses(packages = "org.op25b", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule ONE_WAY =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("policy")
          .definedBy("org.op25b.policy")
          .layer("json")
          .definedBy("org.op25b.policy.json")
          .layer("compile")
          .definedBy("org.op25b.compile..")
          .layer("proof")
          .definedBy("org.op25b.proof..")
          .layer("explain")
          .definedBy("org.op25b.explain..")
          .layer("notice")
          .definedBy("org.op25b.notice")
          .whereLayer("policy")
          .mayOnlyBeAccessedByLayers("json", "compile", "proof", "explain", "notice")
          .whereLayer("compile")
          .mayOnlyBeAccessedByLayers("explain")
          .whereLayer("proof")
          .mayOnlyBeAccessedByLayers("explain")
          .whereLayer("json")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("explain")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("notice")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule NO_SERVICES =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveNameMatching("org\\.onosproject\\.(?!net\\.(DeviceId|ElementId)$).*")
          .because("of ONOS the engine uses value types only");

  @ArchTest
  static final ArchRule NO_LOGGING_NO_THREADS_NO_IO =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "(org\\.slf4j|java\\.util\\.logging|java\\.util\\.concurrent\\.Executor"
                  + "|java\\.nio\\.file|java\\.net|java\\.io\\.(File|.*Reader|.*Stream)|java\\.lang"
                  + "\\.Thread).*")
          .because("the engine computes; those around it read, write and log");

  @ArchTest
  static final ArchRule NO_CLOCK =
      noClasses()
          .should()
          .callMethodWhere(
              JavaCall.Predicates.target(
                  HasName.Predicates.nameMatching(
                      "now|currentTimeMillis|nanoTime|systemUTC|systemDefaultZone")))
          .because("instants are asked for, never taken, so every answer can be repeated");
}
