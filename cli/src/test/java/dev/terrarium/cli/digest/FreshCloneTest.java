package dev.terrarium.cli.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.terrarium.testkit.WheelRecipe;
import dev.terrarium.testkit.engine.Tool;
import dev.terrarium.testkit.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project in git: what a second build writes, what makes it dirty, and what never does. */
class FreshCloneTest {
    private static final Instant COMMITTED = Instant.parse("2026-02-03T04:05:06Z");

    @TempDir
    private Path directory;

    private World world;

    @BeforeEach
    void commit() {
        assumeTrue(new Tool("git").isPresent(), "oracle missing: git");
        world = World.start(directory);
        world.application()
                .write(".gitignore", "*.log\n")
                .write("run.sh", "#!/bin/sh\n")
                .write("data/large.bin", "x".repeat(100_000))
                .requires(WheelRecipe.of("greeting", "1.0"));
        git("init", "-q");
        git("add", "-A");
        git("commit", "-q", "-m", "first");
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aSecondBuildOfAFreshCloneIsTheSameImageAndWritesNothing() throws IOException {
        Built first = build("out");
        Map<String, String> before = files();
        Built second = build("out");

        assertThat(second.manifest()).isEqualTo(first.manifest());
        assertThat(files()).containsExactlyEntriesOf(before);
        assertThat(first.label("org.opencontainers.image.revision")).matches("[0-9a-f]{40}");
        assertThat(first.label("org.opencontainers.image.created")).isEqualTo(COMMITTED.toString());
    }

    @Test
    void whatABuildWritesMakesNoDifferenceToTheNextOne() throws IOException {
        Built first = build("out");
        for (String output : List.of("oci-archive:image.tar", "docker-archive:docker.tar", "oci:nested/other")) {
            assertThat(Built.by(world.environment(), directory.resolve("same"), "--output", output)
                            .manifest())
                    .as(output)
                    .isEqualTo(first.manifest());
        }
        // by content, without being told that they are outputs; and whatever else is untracked and does not go in
        world.write("note.log", "ignored").write("__pycache__/x.pyc", "left by an interpreter");
        assertThat(Built.by(world.environment(), directory.resolve("after")).manifest())
                .isEqualTo(first.manifest());
    }

    @Test
    void dirtyIsWhatHasOtherContentThanTheCommitAndGoesIn() throws IOException {
        Built clean = build("out");
        String original = world.read("main.py");

        world.write("main.py", original + "# edited\n");
        Built edited = build("out");
        world.write("main.py", original);
        Files.setLastModifiedTime(world.project().resolve("main.py"), FileTime.from(Instant.EPOCH));

        assertThat(edited.label("org.opencontainers.image.revision"))
                .isEqualTo(clean.label("org.opencontainers.image.revision") + "-dirty");
        assertThat(build("out").manifest()).isEqualTo(clean.manifest());
    }

    @Test
    void modesAndUntrackedFilesThatGoInAndTheConfigurationMakeDirty() throws IOException {
        build("out");
        assertThat(world.project().resolve("run.sh").toFile().setExecutable(true))
                .isTrue();
        assertThat(revision()).endsWith("-dirty");
        assertThat(world.project().resolve("run.sh").toFile().setExecutable(false))
                .isTrue();
        assertThat(revision()).doesNotEndWith("-dirty");

        world.write("new.py", "");
        assertThat(revision()).endsWith("-dirty");
        Files.delete(world.project().resolve("new.py"));
        assertThat(revision()).doesNotEndWith("-dirty");

        String configuration = world.read("terrarium.toml");
        world.write("terrarium.toml", configuration + "# a remark\n");
        assertThat(revision()).endsWith("-dirty");
        world.write("terrarium.toml", configuration);
        assertThat(revision()).doesNotEndWith("-dirty");
    }

    @Test
    void aCommittedLockThatTheBuildCompletesIsNotDirt() throws IOException {
        build("out");
        git("add", "terrarium.lock");
        git("commit", "-q", "-m", "lock");
        world.write("terrarium.lock", "# a remark that the build would not write\n" + world.read("terrarium.lock"));

        assertThat(revision()).doesNotEndWith("-dirty");
    }

    private String revision() {
        return build("out").label("org.opencontainers.image.revision");
    }

    private Built build(String layout) {
        return Built.by(world.environment(), world.project().resolve(layout));
    }

    /** Every file of the project and the store with all that a write would change. */
    private Map<String, String> files() throws IOException {
        var all = new TreeMap<String, String>();
        for (Path root : List.of(world.project(), world.store())) {
            try (var walk = Files.walk(root)) {
                for (Path path : walk.toList()) {
                    var attributes = Files.readAttributes(path, "unix:ino,size,lastModifiedTime,ctime");
                    all.put(path.toString(), new TreeMap<>(attributes).toString());
                }
            }
        }
        return all;
    }

    private void git(String... arguments) {
        var line = new java.util.ArrayList<>(List.of("-C", world.project().toString()));
        line.addAll(List.of("-c", "user.name=Nobody", "-c", "user.email=nobody@shop.example"));
        line.addAll(List.of(arguments));
        var said = new Tool("git")
                .say(
                        Map.of(
                                "GIT_CONFIG_GLOBAL",
                                "/dev/null",
                                "GIT_CONFIG_NOSYSTEM",
                                "1",
                                "GIT_AUTHOR_DATE",
                                COMMITTED.toString(),
                                "GIT_COMMITTER_DATE",
                                COMMITTED.toString()),
                        line.toArray(String[]::new));
        assertThat(said.exitCode()).as(said.output()).isZero();
    }
}
