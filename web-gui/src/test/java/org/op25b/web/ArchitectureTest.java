package org.op25b.web;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** This module asks the controller, and nothing asks this module. */
@AnalyzeClasses(packages = "org.op25b", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule NOBODY_DEPENDS_ON_THIS_MODULE =
      classes()
          .that()
          .resideInAPackage("org.op25b.web..")
          .should()
          .onlyHaveDependentClassesThat()
          .resideInAPackage("org.op25b.web..");

  /** Flow rules are written by enforcement alone. */
  @ArchTest
  static final ArchRule THIS_MODULE_DRIVES_NO_SWITCH =
      noClasses()
          .that()
          .resideInAPackage("org.op25b.web..")
          .should()
          .dependOnClassesThat()
          .haveNameMatching("org\\.onosproject\\.net\\..*Service");
}
