package org.op25b.controller;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Dependencies point one way: controller to policy, and inside it status to the rest. */
@AnalyzeClasses(packages = "org.op25b", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule INSIDE =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("status")
          .definedBy("org.op25b.controller.status..")
          .layer("enforcement")
          .definedBy("org.op25b.controller.enforcement..")
          .layer("config")
          .definedBy("org.op25b.controller.config..")
          .layer("exemption")
          .definedBy("org.op25b.controller.exemption..")
          .layer("inforce")
          .definedBy("org.op25b.controller.inforce..")
          .layer("policyops")
          .definedBy("org.op25b.controller.policyops..")
          .layer("copies")
          .definedBy("org.op25b.controller.copies..")
          .layer("sight")
          .definedBy("org.op25b.controller.sight..")
          .layer("counters")
          .definedBy("org.op25b.controller.counters..")
          .layer("notice")
          .definedBy("org.op25b.controller.notice..")
          .layer("overlay")
          .definedBy("org.op25b.controller.overlay..")
          .whereLayer("inforce")
          .mayOnlyBeAccessedByLayers("enforcement", "status", "counters", "notice", "sight")
          .whereLayer("policyops")
          .mayOnlyBeAccessedByLayers("notice")
          .whereLayer("notice")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("overlay")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("status")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("enforcement")
          .mayOnlyBeAccessedByLayers("status", "policyops", "counters", "copies")
          .whereLayer("config")
          .mayOnlyBeAccessedByLayers("enforcement", "status", "exemption", "inforce", "policyops");

  @ArchTest
  static final ArchRule POLICY_KNOWS_NO_CONTROLLER =
      noClasses()
          .that()
          .resideInAnyPackage("org.op25b.policy..", "org.op25b.compile..", "org.op25b.proof..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.op25b.controller..", "org.op25b.cli..", "org.op25b.web..");

  /** Values such as a prefix or a device id are fine; anything that does something is not. */
  @ArchTest
  static final ArchRule POLICY_SEES_NO_ONOS_SERVICE =
      noClasses()
          .that()
          .resideInAnyPackage("org.op25b.policy..", "org.op25b.compile..", "org.op25b.proof..")
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "org\\.(onosproject|onlab)\\..*(Service|Store|Manager|Registry|Listener)");

  @ArchTest
  static final ArchRule PURE_PARTS_SEE_NO_ONOS_SERVICE =
      noClasses()
          .that()
          .haveSimpleName("DeltaTracker")
          .or()
          .haveSimpleName("DeviceEnforcer")
          .or()
          .haveSimpleName("EdgeFleet")
          .or()
          .haveSimpleName("RuleTranslator")
          .or()
          .haveSimpleName("PolicyIntake")
          .should()
          .dependOnClassesThat()
          .haveNameMatching("org\\.onosproject\\..*(Service|Store|Registry|Listener)");

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("org.op25b.controller.(*)..").should().beFreeOfCycles();
}
