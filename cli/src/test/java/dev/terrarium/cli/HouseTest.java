package dev.terrarium.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Rules of this module, and of all files of the checkout. */
class HouseTest {
    private static final JavaClasses CLI = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.terrarium.cli");

    @Test
    void onlyMainAsksTheSystem() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(Main.class)
                .should()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getProperty", String.class)
                .orShould()
                .callMethod(System.class, "getProperty", String.class, String.class)
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(CLI);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.terrarium.cli.(*)..").should().beFreeOfCycles().check(CLI);
    }

    @Test
    void filesStayShort() throws IOException {
        var tooLong = new TreeMap<String, Long>();
        for (String module : new String[] {"core", "cli", "testkit"}) {
            try (var files = Files.walk(Checkout.root().resolve(module).resolve("src/main/java"))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    try (var lines = Files.lines(file)) {
                        long count = lines.count();
                        if (count > 400) {
                            tooLong.put(file.getFileName().toString(), count);
                        }
                    }
                }
            }
        }
        assertThat(tooLong).isEmpty();
    }
}
