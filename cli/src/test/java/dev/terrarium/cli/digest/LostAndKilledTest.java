package dev.terrarium.cli.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.terrarium.cli.Ran;
import dev.terrarium.cli.terminal.ExitCode;
import dev.terrarium.testkit.WheelRecipe;
import dev.terrarium.testkit.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a build does after its store was lost, in whole or in part, and after it was killed: the same image. */
class LostAndKilledTest {
    @TempDir
    private Path directory;

    private World world;
    private Built before;
    private int builds;

    @BeforeEach
    void build() {
        world = World.start(directory.resolve("world"));
        world.application()
                .write("data/large.bin", "x".repeat(300_000))
                .requires(WheelRecipe.of("greeting", "1.0"), WheelRecipe.of("other", "1.0"));
        before = again();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aStoreThatWasDeletedCostsOnlyTime() throws IOException {
        delete(world.store());

        assertThat(again().manifest()).isEqualTo(before.manifest());
    }

    @Test
    void everyPartOfTheStoreMayBeLostAlone() throws IOException {
        for (Path part : parts()) {
            delete(part);
            assertThat(again().manifest()).as("without " + part.getFileName()).isEqualTo(before.manifest());
        }
    }

    @Test
    void anyFilesOfTheStoreMayBeLost() throws IOException {
        for (int seed = 0; seed < 4; seed++) {
            var random = new Random(seed);
            var files = new ArrayList<>(files(world.store()));
            Collections.shuffle(files, random);
            for (Path file : files.subList(0, files.size() / 3)) {
                Files.delete(file);
            }
            assertThat(again().manifest()).as("after loss " + seed).isEqualTo(before.manifest());
        }
    }

    @Test
    void aNewerVersionsRecordsAndFilesAreLeftAlone() throws IOException {
        Path record = world.store().resolve("ac/fragment-v999/ab/" + "ab".repeat(32));
        Path other = world.store().resolve("later/file");
        for (Path file : List.of(record, other)) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, "in a form of tomorrow");
        }

        assertThat(again().manifest()).isEqualTo(before.manifest());
        assertThat(record).hasContent("in a form of tomorrow");
        assertThat(other).hasContent("in a form of tomorrow");
    }

    @Test
    void aBuildThatIsKilledAtAnyMomentLeavesNothingThatMatters() throws Exception {
        assumeTrue(Files.exists(Path.of("/lib64/ld-linux-x86-64.so.2")), "oracle missing: a host with glibc on amd64");
        Program program = Program.in(directory.resolve("program"))
                .store(world.store())
                .with("HOME", directory.resolve("home").toString());
        delete(world.store());
        for (int kill = 0; kill < 8; kill++) {
            Process process = program.start(world.project(), "build");
            process.waitFor(300 + 180L * kill, TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
        }

        assertThat(again().manifest()).isEqualTo(before.manifest());
        assertThat(files(world.project()))
                .extracting(file -> world.project().relativize(file).toString())
                .containsExactlyInAnyOrder(
                        "data/large.bin",
                        "debian.asc",
                        "main.py",
                        "requirements.txt",
                        "terrarium.lock",
                        "terrarium.toml");
        world.later(java.time.Duration.ofDays(365 * 10));
        Ran pruned = Ran.in(world, "cache", "prune");
        assertThat(pruned.exit()).as(pruned.err()).isEqualTo(ExitCode.OK);
        assertThat(files(world.store().resolve("tmp"))).isEmpty();
    }

    private Built again() {
        return Built.by(world.environment(), directory.resolve("image " + builds++));
    }

    /** Each kind of record, each name, the blobs, the unpacked roots. */
    private List<Path> parts() throws IOException {
        var parts = new ArrayList<Path>();
        try (var all = Files.list(world.store())) {
            all.filter(Files::isDirectory).forEach(parts::add);
        }
        try (var kinds = Files.list(world.store().resolve("ac"))) {
            kinds.forEach(parts::add);
        }
        parts.sort(Comparator.reverseOrder());
        assertThat(parts).hasSizeGreaterThan(8);
        return parts;
    }

    private static List<Path> files(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (var walk = Files.walk(root)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void delete(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (var walk = Files.walk(root)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
