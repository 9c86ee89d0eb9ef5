package dev.terrarium.cli.init;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.cli.Ran;
import dev.terrarium.cli.Schema;
import dev.terrarium.cli.Worlds;
import dev.terrarium.cli.terminal.ExitCode;
import dev.terrarium.testkit.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Worlds.class)
class InitTest {
    private static final String PROJECT = "[project]\nname = \"shop\"\nversion = \"1.2\"\n";
    private static final String TABLE = """
            [tool.terrarium]
            # A build finds out what is not written here. Every key is in terrarium's docs/configuration.md.
            os = "debian:trixie"
            python = "3.13"

            # How it starts: main.py is the only main module.
            # command = ["python", "-m", "main"]

            # Variables that are the same wherever the image runs; secrets are given when it starts.
            # env = { LOG_LEVEL = "info" }

            # What it runs on; with more than one the image is an index.
            # platforms = ["linux/amd64", "linux/arm64"]
            """;

    private static World project(World world, String pyproject) throws IOException {
        world.application();
        Files.delete(world.project().resolve("terrarium.toml"));
        return pyproject.isEmpty() ? world : world.write("pyproject.toml", pyproject);
    }

    @Test
    void withoutAProjectFileTheConfigurationIsAFileOfItsOwn(World world) throws IOException {
        project(world, "");
        Ran ran = Ran.well(world, "init");
        assertThat(ran.out()).isEqualTo(world.project().resolve("terrarium.toml") + "  created\n");
        assertThat(world.read("terrarium.toml")).isEqualTo(TABLE.replace("[tool.terrarium]\n", ""));
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(world.project().resolve("terrarium.toml"))))
                .isEqualTo("rw-r--r--");
        assertThat(world.archive().asked()).isEmpty();
    }

    @Test
    void aProjectFileIsExtendedAndNothingOfItChanged(World world) throws IOException {
        project(world, PROJECT);
        assertThat(Ran.well(world, "init").out()).endsWith("pyproject.toml  extended\n");
        assertThat(world.read("pyproject.toml")).isEqualTo(PROJECT + "\n" + TABLE);
    }

    @Test
    void itsLineEndsStayWhatTheyAre(World world) throws IOException {
        String pyproject = PROJECT.replace("\n", "\r\n").stripTrailing();
        project(world, pyproject);
        Ran.well(world, "init");
        assertThat(world.read("pyproject.toml")).isEqualTo(pyproject + "\r\n\r\n" + TABLE.replace("\n", "\r\n"));
    }

    @Test
    void whatIsThereStaysUnlessForceIsUsed(World world) throws IOException {
        String others = "[tool.black]\nline-length = 120\n";
        String before = PROJECT + "[tool.terrarium]\norg = \"acme\"\n[tool.terrarium.env]\nA = \"1\"\n" + others;
        project(world, before);
        Ran refused = Ran.in(world, "init");
        assertThat(refused.exit()).isEqualTo(ExitCode.USER);
        assertThat(refused.problems())
                .containsExactly(
                        "error: `[tool.terrarium]` of pyproject.toml is there already",
                        "hint: look at what would be written with `--dry-run`, or replace it with `--force`");
        assertThat(world.read("pyproject.toml")).isEqualTo(before);
        assertThat(Ran.well(world, "init", "--force").out()).endsWith("replaced\n");
        String after = world.read("pyproject.toml");
        assertThat(after).startsWith(PROJECT + others + "\n[tool.terrarium]\n").doesNotContain("A = \"1\"");
        Ran.well(world, "init", "--force");
        assertThat(world.read("pyproject.toml")).isEqualTo(after);
    }

    @Test
    void aTableThatCannotBeExtendedIsLeftAlone(World world) throws IOException {
        String before = "tool = { black = { line-length = 120 } }\n" + PROJECT;
        project(world, before);
        Ran ran = Ran.in(world, "init");
        assertThat(ran.exit()).isEqualTo(ExitCode.USER);
        assertThat(ran.problems().getFirst())
                .startsWith("error: pyproject.toml cannot be extended by `[tool.terrarium]`: ");
        assertThat(world.read("pyproject.toml")).isEqualTo(before);
    }

    @Test
    void aDryRunPrintsAndWritesNothing(World world) throws IOException {
        project(world, PROJECT);
        assertThat(Ran.well(world, "init", "--dry-run").out()).isEqualTo(TABLE);
        assertThat(world.read("pyproject.toml")).isEqualTo(PROJECT);
        world.write("terrarium.toml", "org = \"acme\"\n");
        assertThat(Ran.well(world, "init", "--dry-run").exit()).isEqualTo(ExitCode.OK);
        assertThat(world.read("terrarium.toml")).isEqualTo("org = \"acme\"\n");
    }

    @Test
    void whatIsUnclearIsSaidInItsPlace(World world) throws IOException {
        project(world, PROJECT).write("other.py", "if __name__ == '__main__':\n    print()\n");
        assertThat(Ran.well(world, "init", "--dry-run").out())
                .containsPattern(
                        "# How it starts was not found: .*main module.*\\.\n# command = \\[\"python\", \"-m\", \"…\"]\n");
    }

    @Test
    void ofSeveralFilesAllAreWrittenOrNone(World world) throws IOException {
        project(world, PROJECT).write("docker-compose.yml", "services: {}\n");
        Ran ran = Ran.in(world, "init", "--compose", "--kubernetes");
        assertThat(ran.exit()).isEqualTo(ExitCode.USER);
        assertThat(ran.problems()).contains("error: `docker-compose.yml` is there already");
        assertThat(world.project().resolve("kubernetes.yaml")).doesNotExist();
        assertThat(Ran.well(world, "init", "--compose", "--kubernetes", "--force")
                        .out())
                .contains("compose.yaml  created\n", "kubernetes.yaml  created\n");
    }

    @Test
    void aLinkStaysALink(World world) throws IOException {
        project(world, PROJECT);
        Path target = Files.writeString(world.directory().resolve("home/elsewhere.yaml"), "");
        Files.createSymbolicLink(world.project().resolve("compose.yaml"), target);
        Ran.well(world, "init", "--compose", "--force");
        assertThat(world.project().resolve("compose.yaml")).isSymbolicLink();
        assertThat(target).content().contains("services:");
    }

    @Test
    void theDocumentFitsItsSchema(World world) throws Exception {
        project(world, PROJECT);
        String out =
                Ran.well(world, "init", "--compose", "--kubernetes", "--json").out();
        assertThat(Schema.named("init").faults(Schema.parse(out.getBytes(UTF_8))))
                .isEmpty();
    }

    @Test
    void withoutALockItSaysWhatABuildWouldSay(World world) throws IOException {
        project(world, PROJECT + "dependencies = [\"flask\"]\n");
        Files.delete(world.project().resolve("requirements.txt"));
        assertThat(Ran.in(world, "init").problems())
                .isEqualTo(Ran.in(world, "plan").problems())
                .isNotEmpty();
    }
}
