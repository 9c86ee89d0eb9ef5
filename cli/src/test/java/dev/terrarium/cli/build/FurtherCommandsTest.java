package dev.terrarium.cli.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.cli.Ran;
import dev.terrarium.cli.Worlds;
import dev.terrarium.testkit.world.World;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The further commands, the init and the health check of an image, as plan and inspect tell them. */
@ExtendWith(Worlds.class)
class FurtherCommandsTest {
    @Test
    void planTellsCommandsAndWhyThereIsAnInit(World world) {
        world.application().configure("", "[commands]", "tidy = [\"python\", \"-m\", \"main\", \"tidy\"]");

        assertThat(Ran.well(world, "plan").out())
                .contains("starts     /opt/app/venv/bin/python -m main\n")
                .contains("init       yes: `python` would not heed SIGTERM as process 1\n")
                .contains("command    shell: /opt/app/venv/bin/python\n")
                .contains("command    tidy: python -m main tidy\n");
    }

    @Test
    void inspectTellsThemFromTheImageAlone(World world, @TempDir Path directory) {
        world.write(
                        "main.py",
                        "import os\nPORT = os.environ.get('PORT', '8000')\nif __name__ == '__main__':\n    pass\n")
                .write("requirements.txt", "")
                .configure(
                        "", "[commands]", "tidy = [\"python\", \"-m\", \"main\"]", "[health]", "path = \"/healthz\"");
        String layout = "oci:" + directory.resolve("image");
        Ran.well(world, "build", "--output", layout);

        assertThat(Ran.well(world, "inspect", layout).out())
                .contains("starts     /opt/app/venv/bin/terrarium-start --init /opt/app/venv/bin/python -m main\n")
                .contains("command    tidy: python -m main\n")
                .contains("healthy if /opt/app/venv/bin/terrarium-start --health ${PORT:-8000} /healthz\n")
                .contains("stops by   SIGINT\n");
        assertThat(Ran.well(world, "inspect", layout, "--json").out().replaceAll("\\s", ""))
                .contains(
                        "\"commands\":{\"shell\":[\"/opt/app/venv/bin/python\"],\"tidy\":[\"python\",\"-m\",\"main\"]}");
    }

    @Test
    void aHealthCheckCanBeLeftOutOrReplaced(World world, @TempDir Path directory) {
        world.application().configure("", "[health]", "command = [\"python\", \"-m\", \"main\", \"check\"]");
        Ran.well(world, "build", "--output", "oci:" + directory.resolve("one"));
        world.configure("", "[health]", "check = false");
        Ran.well(world, "build", "--output", "oci:" + directory.resolve("two"));

        assertThat(Ran.well(world, "inspect", "oci:" + directory.resolve("one")).out())
                .contains("healthy if python -m main check\n");
        assertThat(Ran.well(world, "inspect", "oci:" + directory.resolve("two")).out())
                .doesNotContain("healthy if");
    }

    @Test
    void allThatIsWrongWithCommandsIsToldAtOnce(World world) {
        world.application()
                .configure(
                        "",
                        "[commands]",
                        "\"a b\" = [\"x\"]",
                        "python = [\"x\"]",
                        "none = []",
                        "[health]",
                        "path = \"/a\"",
                        "command = [\"b\"]");

        assertThat(Ran.in(world, "plan").problems())
                .containsExactly(
                        "error: a command's name has small letters, digits, `-` and `_`, begins with a letter, and is not `python`",
                        "hint: rename it",
                        "error: a command's name has small letters, digits, `-` and `_`, begins with a letter, and is not `python`",
                        "hint: rename it",
                        "error: `commands.none` names no program",
                        "hint: write the program first, or leave the key out",
                        "error: `health.path` and `health.command` exclude each other",
                        "hint: take one of them out");
    }

    @Test
    void aCommandForDevelopmentIsRefusedByItsName(World world) {
        world.application().configure("", "[commands]", "web = [\"flask\", \"run\", \"--debug\"]");

        assertThat(Ran.in(world, "plan").problems())
                .containsExactly(
                        "error: `--debug` is for development",
                        "hint: take it out of `commands.web`",
                        "error: `flask run` is a development server",
                        "hint: add gunicorn to the dependencies, lock, and take `commands.web` out");
    }

    @Test
    void aProjectWithoutAStartCanBeLockedAndNotPlanned(World world) {
        world.application().write("main.py", "").write("other.py", "");

        Ran.well(world, "lock");
        assertThat(Ran.in(world, "plan").problems())
                .containsExactly(
                        "error: nothing was found that starts the project: no Procfile, no application object with a locked "
                                + "server, no worker, no `[project.scripts]`, no main module",
                        "hint: write `command = [\"python\", \"-m\", \"…\"]` under `[tool.terrarium]`");
    }
}
