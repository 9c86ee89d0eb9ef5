package dev.terrarium.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.audit.rule.DockerfileRules;
import dev.terrarium.dockerfile.Dockerfile;
import dev.terrarium.dockerfile.Problem;
import dev.terrarium.dockerfile.Source;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The bad and good examples of every practice, of which its page shows the first. */
class DockerfileExamplesTest {
    private static Path examples() throws URISyntaxException {
        return Path.of(DockerfileExamplesTest.class.getResource("examples").toURI());
    }

    static Stream<Path> files(String kind) throws IOException, URISyntaxException {
        try (Stream<Path> all = Files.walk(examples())) {
            return all
                    .filter(file -> file.getFileName().toString().matches(kind + "-\\d+\\.Dockerfile"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static String practiceOf(Path file) {
        return file.getName(file.getNameCount() - 2).toString();
    }

    static Stream<Path> bad() throws IOException, URISyntaxException {
        return files("bad");
    }

    static Stream<Path> good() throws IOException, URISyntaxException {
        return files("good");
    }

    private static DockerfileSubject subject(Path file, byte[] bytes) throws IOException {
        Path ignoreFile = file.resolveSibling(file.getFileName() + ".dockerignore");
        return DockerfileSubject.of(
                Dockerfile.parse(bytes),
                Map.of(),
                Files.exists(ignoreFile) ? Optional.of(Files.readString(ignoreFile)) : Optional.empty());
    }

    private static List<Finding> findings(Path file, byte[] bytes) throws IOException {
        String practice = practiceOf(file);
        return Audit.of(subject(file, bytes)).findings().stream()
                .filter(finding -> finding.practice().id().equals(practice))
                .toList();
    }

    @ParameterizedTest
    @MethodSource
    void bad(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        List<Finding> findings = findings(file, bytes);
        assertThat(findings).isNotEmpty();
        for (Finding finding : findings) {
            assertThat(finding.message()).doesNotContain("\n").doesNotEndWith(".");
            assertThat(finding.hint().isPresent()).isNotEqualTo(finding.fix().isPresent());
        }
    }

    @ParameterizedTest
    @MethodSource
    void good(Path file) throws IOException {
        assertThat(findings(file, Files.readAllBytes(file))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("bad")
    void aFixLeavesNothingToFindAndStaysWhereItIs(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        List<Fix> fixes = findings(file, bytes).stream()
                .flatMap(finding -> finding.fix().stream())
                .toList();
        if (fixes.isEmpty()) {
            return;
        }
        Edits.Result result = Edits.apply(Source.of(bytes), fixes);
        Dockerfile fixed = Dockerfile.parse(result.source());
        assertThat(fixed.problems()).filteredOn(Problem::isError).isEmpty();
        assertThat(findings(file, result.source().toByteArray()))
                .filteredOn(finding -> finding.fix().isPresent())
                .isEmpty();
    }

    @Test
    void everyRuleHasTwoBadAndTwoGoodExamplesAndIsInTheCatalogue() throws Exception {
        for (DockerfileRule rule : DockerfileRules.ALL) {
            Practice practice = Catalogue.find(rule.practice()).orElseThrow();
            assertThat(practice.detects()).as(rule.practice()).contains("dockerfile");
            for (String kind : List.of("bad", "good")) {
                try (Stream<Path> found = files(kind)) {
                    assertThat(found.filter(file -> practiceOf(file).equals(rule.practice())))
                            .as(rule.practice() + " " + kind)
                            .hasSizeGreaterThanOrEqualTo(2);
                }
            }
        }
    }

    @Test
    void theCatalogueHoldsAllPractices() {
        assertThat(Catalogue.all()).hasSize(199);
    }
}
