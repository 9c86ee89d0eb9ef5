package dev.terrarium.cli.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.cli.Ran;
import dev.terrarium.cli.terminal.ExitCode;
import dev.terrarium.testkit.WheelRecipe;
import dev.terrarium.testkit.world.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrunedStoreTest {
    @TempDir
    private Path directory;

    @Test
    void aNamedImageIsWholeAfterPruningAndTheNextBuildGivesTheSame() throws Exception {
        try (var world = World.start(directory)) {
            world.application().requires(WheelRecipe.of("greeting", "1.0"));
            String built = run(world, "build");
            run(world, "copy", "store:project:0", "oci-archive:before.tar");
            age(world, Duration.ofDays(1));

            assertThat(run(world, "cache", "prune", "--json")).doesNotContain("\"blobs\": 0");
            run(world, "copy", "store:project:0", "oci-archive:after.tar");

            assertThat(world.project().resolve("after.tar"))
                    .hasSameBinaryContentAs(world.project().resolve("before.tar"));
            assertThat(run(world, "build")).isEqualTo(built);
        }
    }

    private static String run(World world, String... line) {
        Ran ran = Ran.in(world, line);
        assertThat(ran.exit()).as(ran.err()).isEqualTo(ExitCode.OK);
        return ran.out();
    }

    /** Everything in the store, as if it had been made so long ago. */
    private static void age(World world, Duration time) throws Exception {
        var made = FileTime.from(world.now().minus(time));
        try (var walk = Files.walk(world.store())) {
            for (Path path : walk.toList()) {
                Files.setLastModifiedTime(path, made);
            }
        }
    }
}
