package dev.tenure;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.tenure", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule readersOfMartsNeedNoSpark =
      noClasses()
          .that()
          .resideInAnyPackage("dev.tenure.publish..", "dev.tenure.report..")
          .should()
          .transitivelyDependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..", "io.delta..", "org.apache.hadoop..")
          .because("./tenure query answers in less than a second, without Spark")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule theSampleKnowsNothingOfTheWarehouse =
      noClasses()
          .that()
          .resideInAPackage("dev.tenure.sample..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.tenure.model..",
              "dev.tenure.contract..",
              "dev.tenure.history..",
              "dev.tenure.landing..",
              "org.apache.spark..")
          .because("its truth must not be computed by what it tests")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule onlyTheCommandLineKnowsTheCommandLine =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.tenure.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.tenure.cli..", "picocli..")
          .because("a verb parses, calls and exits; nothing calls a verb");

  @ArchTest
  static final ArchRule noStaticState =
      fields().that().areStatic().should().beFinal().because("two nights may share a JVM");

  @ArchTest
  static final ArchRule namesSayWhatAClassIs =
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .haveSimpleNameEndingWith("Manager");

  @ArchTest
  static final ArchRule namesSayWhatAMethodGives =
      noMethods()
          .that()
          .areDeclaredInClassesThat()
          .resideInAPackage("dev.tenure..")
          .and(DescribedPredicate.describe("are ours to name", ArchitectureTest::isOursToName))
          .should()
          .haveNameMatching("get[A-Z].*");

  /** What a library's class has named keeps its name. */
  private static boolean isOursToName(JavaMethod method) {
    String[] parameters =
        method.getRawParameterTypes().stream().map(JavaClass::getName).toArray(String[]::new);
    return method.getOwner().getAllRawSuperclasses().stream()
        .noneMatch(type -> type.tryGetMethod(method.getName(), parameters).isPresent());
  }
}
