package dev.terrarium.cli.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.cli.Ran;
import dev.terrarium.cli.Worlds;
import dev.terrarium.testkit.world.World;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Projects that are odd by their size alone. */
@Tag("campaign")
@ExtendWith(Worlds.class)
class LargeProjectsTest {
    @Test
    void aHundredThousandFilesGoIn(World world) throws IOException {
        world.application();
        for (int folder = 0; folder < 1_000; folder++) {
            Path directory = Files.createDirectories(world.project().resolve("data/d" + folder));
            for (int file = 0; file < 100; file++) {
                Files.writeString(directory.resolve("f" + file + ".txt"), "number " + folder + "." + file + "\n");
            }
        }
        assertThat(Ran.well(world, "plan").out()).startsWith("project 0  100003 files, ");
    }

    @Test
    void aSecretAmongAHundredThousandFilesIsFound(World world) throws IOException {
        world.application();
        for (int file = 0; file < 100_000; file++) {
            Path directory = Files.createDirectories(world.project().resolve("data/d" + file / 1_000));
            Files.writeString(directory.resolve("f" + file + ".py"), "x = " + file + "\n");
        }
        world.write("data/d50/f50500.py", "x = 'gl" + "pat-Zk8vQ2mX7pLr4TnB9wYc'\n");
        assertThat(Ran.in(world, "plan").problems().getFirst())
                .isEqualTo("error: `data/d50/f50500.py` holds a token of GitLab");
    }

    @Test
    void aSparseFileOfFiveGigabytesIsReadAndNotKept(World world) throws IOException {
        world.application();
        try (var sparse =
                new RandomAccessFile(world.project().resolve("sparse.bin").toFile(), "rw")) {
            sparse.setLength(5L << 30);
        }
        world.configure("exclude = [\"sparse.bin\"]");
        assertThat(Ran.well(world, "plan", "--files").out()).doesNotContain("sparse.bin");
    }
}
