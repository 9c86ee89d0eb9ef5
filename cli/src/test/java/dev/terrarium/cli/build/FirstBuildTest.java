package dev.terrarium.cli.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.cli.Ran;
import dev.terrarium.cli.terminal.ExitCode;
import dev.terrarium.testkit.WheelRecipe;
import dev.terrarium.testkit.world.World;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstBuildTest {
    @TempDir
    private Path directory;

    private World world;

    @BeforeEach
    void project() {
        world = World.start(directory);
        world.application().requires(WheelRecipe.of("greeting", "1.0"));
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aBuildMakesTheLockAndAnImage() {
        Ran ran = Ran.in(world, "build");
        assertThat(ran.exit()).as(ran.err()).isEqualTo(ExitCode.OK);
        assertThat(ran.out()).matches("store:project:0  sha256:[0-9a-f]{64}\n");
        assertThat(world.read("terrarium.lock")).contains("name = \"libc6\"");
    }
}
