package io.binrelay;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checks what ARCHITECTURE.md promises about the code, in the compiled classes of all modules. It stands in the one
 * module that sees all others. A rule over a package that does not exist yet passes.
 */
class ArchitectureTest {
    private static final JavaClasses BINRELAY = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.binrelay");

    private static final String[] PRODUCT = {
        "io.binrelay.schemas..", "io.binrelay.relay..", "io.binrelay.capture..", "io.binrelay.applier.."
    };

    private static final int MAX_CONSTRUCTOR_PARAMETERS = 7;

    /** Calls that make the result of a function depend on more than its arguments, by class and method. */
    private static final Set<String> IMPURE_CALLS = Set.of(
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.lang.System.getProperty",
            "java.lang.System.getenv",
            "java.lang.Math.random",
            "java.util.UUID.randomUUID",
            "java.time.Instant.now",
            "java.time.LocalDate.now",
            "java.time.LocalDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.ZonedDateTime.now");

    /** Otherwise every rule below would pass over nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"schemas", "relay", "capture", "cli"})
    void the_classes_of_other_modules_are_seen_at_all(String module) {
        assertThat(BINRELAY.that(resideInAPackage("io.binrelay." + module + "..")))
                .as("classes of %s", module)
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "schemas,     ''",
        "relay,       schemas",
        "capture,     schemas relay",
        "applier,     schemas relay",
        "testsupport, schemas relay",
        "benchmarks,  schemas relay capture applier testsupport",
        "cli,         schemas relay capture applier testsupport benchmarks"
    })
    void a_module_uses_only_the_modules_below_it(String module, String below) {
        DescribedPredicate<JavaClass> own = resideInAPackage("io.binrelay..");
        String[] allowed = Stream.concat(Stream.of(module), Stream.of(below.split(" ")))
                .filter(name -> !name.isEmpty())
                .map(name -> "io.binrelay." + name + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage("io.binrelay." + module + "..")
                .should()
                .dependOnClassesThat(own.and(DescribedPredicate.not(resideInAnyPackage(allowed))))
                .allowEmptyShould(true)
                .check(BINRELAY);
    }

    /** Debezium's engine is hosted in capture.source and speaks Kafka Connect, but no Kafka client. */
    @ParameterizedTest
    @CsvSource({
        "org.apache.kafka.clients..,  relay.log testsupport benchmarks",
        "org.apache.kafka.common..,   relay.log testsupport benchmarks capture.source",
        "org.apache.kafka.connect..,  capture.source benchmarks",
        "org.apache.kafka.server..,   testsupport",
        "org.apache.kafka.metadata.., testsupport",
        "org.apache.kafka.streams..,  relay.fanout",
        "kafka..,                     testsupport",
        "java.sql..,                  applier.replica capture.source testsupport benchmarks cli",
        "javax.sql..,                 applier.replica capture.source testsupport benchmarks cli",
        "com.mysql..,                 applier.replica capture.source testsupport benchmarks cli",
        "io.debezium..,               capture.source benchmarks",
        "com.github.shyiko..,         capture.source benchmarks",
        "io.micrometer..,             cli.metrics",
        "com.sun.net.httpserver..,    cli.http",
        "org.apache.avro..,           schemas.avro"
    })
    void a_library_is_used_only_where_it_is_at_home(String library, String homes) {
        String[] allowed = Stream.of(homes.split(" "))
                .map(home -> "io.binrelay." + home + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideOutsideOfPackages(allowed)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .allowEmptyShould(true)
                .check(BINRELAY);
    }

    @Test
    void core_packages_know_no_io_no_threads_and_no_logging() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.binrelay..core..", "io.binrelay.applier.logical..", "io.binrelay.relay.filter..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "java.io..",
                                "java.net..",
                                "java.nio.file..",
                                "java.nio.channels..",
                                "java.sql..",
                                "java.util.concurrent..",
                                "java.util.logging..",
                                "org.apache.kafka..",
                                "org.slf4j..")
                        .or(DescribedPredicate.describe(
                                "that are a thread, a clock or a timer",
                                type -> Set.of("java.lang.Thread", "java.time.Clock", "java.util.Timer")
                                        .contains(type.getName()))))
                .allowEmptyShould(true)
                .check(BINRELAY);
    }

    @Test
    void core_packages_read_no_clock_no_environment_and_no_unseeded_randomness() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.binrelay..core..", "io.binrelay.applier.logical..", "io.binrelay.relay.filter..")
                .should()
                .accessTargetWhere(DescribedPredicate.describe("it is not a function of its arguments", this::isImpure))
                .allowEmptyShould(true)
                .check(BINRELAY);
    }

    private boolean isImpure(JavaAccess<?> access) {
        String target = access.getTargetOwner().getName() + "." + access.getName();
        boolean unseededRandom = Set.of("java.util.Random.<init>", "java.util.SplittableRandom.<init>")
                        .contains(target)
                && access.getTarget().getFullName().endsWith("()");
        boolean console = Set.of("java.lang.System.out", "java.lang.System.err", "java.lang.System.in")
                .contains(target);
        return IMPURE_CALLS.contains(target) || unseededRandom || console;
    }

    @Test
    void packages_form_no_cycles() {
        slices().matching("io.binrelay.(**)").should().beFreeOfCycles().check(BINRELAY);
    }

    @Test
    void constructors_of_the_product_take_seven_arguments_at_most() {
        classes()
                .that()
                .resideInAnyPackage(PRODUCT)
                .and()
                .areNotRecords()
                .and()
                .areNotEnums()
                .and()
                .areNotAnonymousClasses()
                .should(new ArchCondition<>("have constructors of at most seven parameters") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        for (JavaConstructor constructor : type.getConstructors()) {
                            int count = constructor.getParameters().size();
                            events.add(new SimpleConditionEvent(
                                    constructor,
                                    count <= MAX_CONSTRUCTOR_PARAMETERS,
                                    constructor.getFullName() + " takes " + count));
                        }
                    }
                })
                .allowEmptyShould(true)
                .check(BINRELAY);
    }
}
