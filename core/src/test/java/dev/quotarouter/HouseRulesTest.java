package dev.quotarouter;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.concurrent.ThreadLocalRandom;

/** What holds in every file of the house. */
@AnalyzeClasses(packages = "dev.quotarouter", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {
    // spotless:off
    @ArchTest
    static final ArchRule a_layer_uses_only_the_layers_below_it = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("router").definedBy("dev.quotarouter")
            .layer("assembly").definedBy("dev.quotarouter.internal.assembly")
            .layer("openai").definedBy("dev.quotarouter.openai")
            .layer("config").definedBy("dev.quotarouter.config")
            .layer("dispatch").definedBy("dev.quotarouter.internal.dispatch")
            .layer("admission").definedBy("dev.quotarouter.internal.admission")
            .layer("books").definedBy(
                    "dev.quotarouter.internal.quota", "dev.quotarouter.internal.cooldown",
                    "dev.quotarouter.internal.load", "dev.quotarouter.internal.budget")
            .layer("reports").definedBy("dev.quotarouter.error", "dev.quotarouter.event")
            .layer("extension points").definedBy(
                    "dev.quotarouter.provider",
                    "dev.quotarouter.routing",
                    "dev.quotarouter.secret",
                    "dev.quotarouter.store")
            .layer("values").definedBy("dev.quotarouter.chat", "dev.quotarouter.quota", "dev.quotarouter.time")
            .layer("json").definedBy("dev.quotarouter.internal.json")
            .layer("names").definedBy("dev.quotarouter.internal.name")
            .whereLayer("router").mayNotBeAccessedByAnyLayer()
            .whereLayer("assembly").mayOnlyBeAccessedByLayers("router")
            .whereLayer("openai").mayNotBeAccessedByAnyLayer()
            .whereLayer("config").mayOnlyBeAccessedByLayers("router", "assembly")
            .whereLayer("dispatch").mayOnlyBeAccessedByLayers("router", "assembly")
            .whereLayer("admission").mayOnlyBeAccessedByLayers("router", "assembly", "dispatch")
            .whereLayer("names").mayOnlyBeAccessedByLayers("router", "assembly", "config")
            .whereLayer("books").mayOnlyBeAccessedByLayers("router", "assembly", "dispatch", "admission")
            .whereLayer("reports").mayOnlyBeAccessedByLayers(
                    "router", "assembly", "openai", "config", "dispatch", "admission", "books");

    @ArchTest
    static final ArchRule openai_translates_values_and_routes_nothing = noClasses()
            .that().resideInAPackage("dev.quotarouter.openai")
            .should().dependOnClassesThat(resideInAPackage("dev.quotarouter..").and(not(resideInAnyPackage(
                    "dev.quotarouter.openai",
                    "dev.quotarouter.chat",
                    "dev.quotarouter.error",
                    "dev.quotarouter.internal.json"))));

    @ArchTest
    static final ArchRule no_package_depends_on_itself_through_others =
            slices().matching("dev.quotarouter.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule values_know_nothing_of_each_other =
            slices().matching("dev.quotarouter.(chat|quota|time)").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule only_the_time_package_reads_a_clock_or_starts_a_timer = noClasses()
            .that(not(resideInAPackage("dev.quotarouter.time")))
            .should().callMethod(System.class, "nanoTime")
            .orShould().callMethod(System.class, "currentTimeMillis")
            .orShould().callMethod(Instant.class, "now")
            .orShould().callMethod(LocalDate.class, "now")
            .orShould().callMethod(ZonedDateTime.class, "now")
            .orShould().dependOnClassesThat().areAssignableTo(Clock.class)
            .orShould().callMethod(Thread.class, "sleep", long.class);

    @ArchTest
    static final ArchRule chance_comes_through_the_builder = noClasses()
            .that(not(simpleName("QuotaRouterBuilder")))
            .should().dependOnClassesThat().areAssignableTo(ThreadLocalRandom.class)
            .orShould().callMethod(Math.class, "random");

    @ArchTest
    static final ArchRule nobody_starts_a_thread = noClasses()
            .should().callConstructor(Thread.class)
            .orShould().dependOnClassesThat().haveFullyQualifiedName("java.util.concurrent.Executors")
            .orShould().dependOnClassesThat().areAssignableTo(ThreadLocal.class);

    @ArchTest
    static final ArchRule no_method_is_synchronized = methods().should().notHaveModifier(JavaModifier.SYNCHRONIZED);

    @ArchTest
    static final ArchRule nothing_static_can_change = fields()
            .that().areStatic().and().areNotFinal().should().bePrivate().andShould().beFinal().allowEmptyShould(true);

    @ArchTest
    static final ArchRule public_classes_are_closed_for_extension = classes()
            .that().arePublic().and().areNotInterfaces().and().areNotEnums().and().areNotRecords()
            .and().areTopLevelClasses()
            .should().haveModifier(JavaModifier.FINAL).orShould().haveModifier(JavaModifier.ABSTRACT);

    @ArchTest
    static final ArchRule prompts_and_secrets_stay_out_of_standard_output = noClasses()
            .should().accessField(System.class, "out").orShould().accessField(System.class, "err");
    // spotless:on
}
