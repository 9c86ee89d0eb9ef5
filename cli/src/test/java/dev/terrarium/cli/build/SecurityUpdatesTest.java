package dev.terrarium.cli.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.cli.Ran;
import dev.terrarium.cli.Worlds;
import dev.terrarium.testkit.debian.Deb;
import dev.terrarium.testkit.debian.TestSuite;
import dev.terrarium.testkit.world.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who is told, and when, that a lock is behind. */
@ExtendWith(Worlds.class)
class SecurityUpdatesTest {
    private static final Deb FIXED = Deb.of("netbase", "6.5+deb13u1").forArchitecture("all");

    @Test
    void lockTellsWhatIsPendingAndMovesNothing(World world) {
        Ran.well(world, "lock");
        world.archive().publish(TestSuite.of("trixie-security", world.now()).with(FIXED, Deb.of("other", "2")));
        Ran ran = Ran.well(world, "lock");
        assertThat(ran.out().lines().skip(1)).containsExactly("security update pending  netbase 6.5 → 6.5+deb13u1");
        assertThat(ran.err()).contains("`terrarium lock --update` takes the pending security updates\n");
        assertThat(world.read("terrarium.lock")).doesNotContain("6.5+deb13u1");

        assertThat(Ran.well(world, "lock", "--update").out()).doesNotContain("pending");
        assertThat(world.read("terrarium.lock")).contains("6.5+deb13u1");
    }

    @Test
    void anotherUpdateIsNotOneOfSecurity(World world) {
        Ran.well(world, "lock");
        world.archive().publish(TestSuite.of("trixie-updates", world.now()).with(FIXED));
        assertThat(Ran.well(world, "lock").out()).doesNotContain("pending");
    }

    @Test
    void anArchiveThatIsAwayIsToldAndNoError(World world) {
        Ran.well(world, "lock");
        world.archive().remove("dists/trixie/InRelease");
        Ran ran = Ran.well(world, "lock");
        assertThat(ran.err()).contains("warning: whether security updates are pending could not be found out: ");
    }

    @Test
    void aBuildWarnsOfALockOlderThanTwoWeeks(World world) {
        Ran.well(world, "build");
        world.later(Duration.ofDays(13));
        assertThat(Ran.well(world, "build").said("warning: ")).isEmpty();
        world.later(Duration.ofDays(1));
        assertThat(Ran.well(world, "build", "--locked", "--offline").said("warning: "))
                .containsExactly(
                        "terrarium.lock is 15 days old: `terrarium lock --update` takes today's packages, with their"
                                + " security updates");
        world.publish(world.now());
        Ran.well(world, "lock", "--update");
        assertThat(Ran.well(world, "build").said("warning: ")).isEmpty();
    }
}
