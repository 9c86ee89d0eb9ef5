package dev.terrarium.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.json.Json;
import dev.terrarium.testkit.WheelRecipe;
import dev.terrarium.testkit.world.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What build, plan and lock print for programs and for people. */
@ExtendWith(Worlds.class)
class ReportsTest {
    @Test
    void documentsFitTheirSchemas(World world) throws Exception {
        world.requires(WheelRecipe.of("greeting", "1.0"));
        fits("plan", world, "plan");
        fits("lock", world, "lock");
        fits("build", world, "build");
        world.write("main.py", "if __name__ == '__main__':\n    print('hello again')\n");
        fits("build", world, "build", "--output", "oci:../out");
        fits("plan", world, "build", "--dry-run");
    }

    @Test
    void errorsOfABuildAreDocumentsToo(World world) throws Exception {
        world.configure("shel = true");
        Ran ran = Ran.in(world, "build", "--json");
        assertThat(ran.exit().number()).isEqualTo(3);
        Json document = Schema.parse(ran.out().getBytes(UTF_8));
        assertThat(Schema.named("error").faults(document)).isEmpty();
        assertThat(ran.out())
                .contains("\"code\": \"configuration-unknown-key\"", "\"file\": \"terrarium.toml\"", "\"line\": 1")
                .contains("did you mean `shell`?");
    }

    @Test
    void anUnknownKeyIsShownWhereItStands(World world) {
        world.configure("shel = true");
        Ran ran = Ran.in(world, "build");
        assertThat(ran.out()).isEmpty();
        assertThat(ran.problems())
                .containsExactly("error: unknown key `shel` in [tool.terrarium]", "hint: did you mean `shell`?");
        assertThat(ran.err()).contains("--> terrarium.toml:1:1\n");
    }

    @Test
    void aDryRunIsAPlanAndMakesNothing(World world) {
        Ran plan = Ran.well(world, "plan");
        Ran dry = Ran.well(world, "build", "--dry-run");
        assertThat(dry.out()).isEqualTo(plan.out()).contains("created with 9 packages");
        assertThat(world.project().resolve("terrarium.lock")).doesNotExist();
        assertThat(world.store().resolve("images"))
                .satisfiesAnyOf(
                        images -> assertThat(images).doesNotExist(),
                        images -> assertThat(images).isEmptyDirectory());
    }

    @Test
    void groupsThatNobodyAskedForAreToldByThePlan(World world) {
        world.write(
                "pyproject.toml",
                "[project]\nname = \"shop\"\nversion = \"1.2\"\n[dependency-groups]\ndev = [\"greeting\"]\n"
                        + "metrics = [\"greeting\"]\n");
        assertThat(Ran.well(world, "plan").out())
                .contains("left out   dependency groups dev, metrics, which nobody asked for\n");
    }

    @Test
    void anUnlockedProjectIsToldHowToLock(World world) {
        world.write("requirements.txt", "greeting>=1.0\n");
        Ran ran = Ran.in(world, "build");
        assertThat(ran.exit().number()).isEqualTo(3);
        assertThat(ran.problems()).isNotEmpty();
        assertThat(ran.err()).contains("--generate-hashes");
    }

    @Test
    void quietSaysNothingButTheResult(World world) {
        Ran ran = Ran.well(world, "build", "--quiet");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).matches("store:project:0  sha256:[0-9a-f]{64}\n");
    }

    private static void fits(String name, World world, String... line) throws Exception {
        var words = new java.util.ArrayList<>(java.util.List.of(line));
        words.add("--json");
        Json document =
                Schema.parse(Ran.well(world, words.toArray(String[]::new)).out().getBytes(UTF_8));
        assertThat(Schema.named(name).faults(document)).as(name).isEmpty();
    }
}
