package dev.terrarium.cli.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.cli.Ran;
import dev.terrarium.cli.Worlds;
import dev.terrarium.testkit.WheelRecipe;
import dev.terrarium.testkit.world.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two wheels that install different files at one place. */
@ExtendWith(Worlds.class)
class WheelConflictsTest {
    @BeforeEach
    void conflict(World world) {
        world.requires(
                WheelRecipe.of("left", "1.0").withFile("tests/__init__.py", "side = 'left'\n"),
                WheelRecipe.of("right", "1.0").withFile("tests/__init__.py", "side = 'right'\n"));
    }

    @Test
    void isAnErrorThatNamesBoth(World world) {
        Ran ran = Ran.in(world, "build");
        assertThat(ran.exit().number()).isEqualTo(3);
        assertThat(ran.problems())
                .containsExactly(
                        "error: `left 1.0` and `right 1.0` install different files at "
                                + "`opt/app/venv/lib/python3.13/site-packages/tests/__init__.py`",
                        "hint: lock only one of them: whichever is installed last would break the other",
                        "hint: or say whose file stays, for each path below site-packages: "
                                + "`wheel-conflicts = { \"tests/__init__.py\" = \"…\" }` under [tool.terrarium]");
    }

    @Test
    void isSolvedByConfiguration(World world) {
        world.configure("wheel-conflicts = { \"tests/__init__.py\" = \"right\" }");
        String right = Ran.well(world, "build", "--output", "oci:out").out();
        world.configure("wheel-conflicts = { \"tests/__init__.py\" = \"Left\" }");
        String left = Ran.well(world, "build", "--output", "oci:out").out();
        assertThat(left).isNotEqualTo(right);
        assertThat(Ran.well(world.forget(), "build", "--output", "oci:out").out())
                .isEqualTo(left);
    }

    @Test
    void isNotSolvedByAPackageThatHasNoSuchFile(World world) {
        world.configure("wheel-conflicts = { \"tests/__init__.py\" = \"middle\" }");
        assertThat(Ran.in(world, "build").exit().number()).isEqualTo(3);
    }
}
