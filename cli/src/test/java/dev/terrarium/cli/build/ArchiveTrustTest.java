package dev.terrarium.cli.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.cli.Ran;
import dev.terrarium.cli.Worlds;
import dev.terrarium.oci.Digest;
import dev.terrarium.testkit.WheelRecipe;
import dev.terrarium.testkit.debian.Deb;
import dev.terrarium.testkit.debian.TestSuite;
import dev.terrarium.testkit.world.TinyDebian;
import dev.terrarium.testkit.world.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** When a build stops because somebody no longer vouches for bytes, and what it says. */
@ExtendWith(Worlds.class)
class ArchiveTrustTest {
    private static final String TZDATA = "pool/main/t/tzdata/tzdata_2026a-0+deb13u1_all.deb";

    @Test
    void anIndexOlderThanTheLockIsARollBack(World world) {
        Ran.well(world, "lock");
        world.publish(world.now().minus(Duration.ofDays(3)), Deb.of("hello", "2.10-5"))
                .configure("packages = [\"hello\"]");
        Ran ran = Ran.in(world, "build");
        assertThat(ran.exit().number()).isEqualTo(5);
        assertThat(ran.problems())
                .containsExactly(
                        "error: `http://loopback/dists/trixie/InRelease` is of 2026-05-29T12:00:00Z, but one of 2026-05-31T12:00:00Z was"
                                + " already believed",
                        "hint: a mirror that lags catches up: try again later, or name another source",
                        "hint: if the older one is wanted, remove the suite's entry from terrarium.lock");
    }

    @Test
    void anExpiredIndexIsNamedWithItsDate(World world) {
        world.later(Duration.ofDays(10));
        Ran ran = Ran.in(world, "build");
        assertThat(ran.exit().number()).isEqualTo(5);
        assertThat(ran.problems())
                .containsExactly(
                        "error: `http://loopback/dists/trixie/InRelease` expired on 2026-06-07T12:00:00Z",
                        "hint: a mirror that lags catches up: try again later, or name another source",
                        "hint: to take it all the same, and have that recorded, set allow-expired-index");
    }

    @Test
    void expiryIsWaivedOnlyOnPurposeAndThatIsRecorded(World world) {
        Ran.well(world, "lock");
        assertThat(world.read("terrarium.lock"))
                .contains("expiry-waived = false")
                .doesNotContain("expiry-waived = true");
        world.later(Duration.ofDays(10)).configure("allow-expired-index = true");
        Ran.well(world, "lock", "--update");
        assertThat(world.read("terrarium.lock")).contains("expiry-waived = true");
    }

    @Test
    void withoutASourceOfSecurityUpdatesNothingIsBuiltUnlessThatIsWanted(World world) {
        String sources = world.sources().replaceFirst("debian-security = .*\n", "");
        world.write("terrarium.toml", sources);
        Ran ran = Ran.in(world, "build");
        assertThat(ran.exit().number()).isEqualTo(3);
        assertThat(ran.problems())
                .containsExactly(
                        "error: no source of Debian's security updates is configured",
                        "hint: write under [tool.terrarium.sources]: debian-security = \"https://<mirror>/debian-security\"",
                        "hint: to go without security updates, write security = false under [tool.terrarium]");

        world.write("terrarium.toml", "security = false\n" + sources);
        Ran.well(world, "build");
        assertThat(world.read("terrarium.lock"))
                .contains("name = \"trixie-updates\"")
                .doesNotContain("trixie-security");
    }

    @Test
    void packagesThatTheArchiveNoLongerHasAreToldAtOnce(World world) {
        Ran.well(world, "lock");
        world.archive().remove(TZDATA);
        world.archive().remove("pool/main/n/netbase/netbase_6.5_all.deb");
        world.forget();
        Ran ran = Ran.in(world, "build");
        assertThat(ran.exit().number()).isEqualTo(4);
        assertThat(ran.problems())
                .containsExactly(
                        "error: no configured archive of trixie has `pool/main/n/netbase/netbase_6.5_all.deb` any more",
                        "hint: run `terrarium lock --update` to move on to the packages of today",
                        "hint: or name a service that keeps old packages in sources.debian-snapshot, and the locked ones are"
                                + " built",
                        "error: no configured archive of trixie has `pool/main/t/tzdata/tzdata_2026a-0+deb13u1_all.deb` any more",
                        "hint: run `terrarium lock --update` to move on to the packages of today",
                        "hint: or name a service that keeps old packages in sources.debian-snapshot, and the locked ones are"
                                + " built");
    }

    @Test
    void whatTheStoreHasTheArchiveNeedNotHave(World world) {
        String first = Ran.well(world, "build").out();
        TinyDebian.debs().forEach(deb -> world.archive().remove(deb.filename()));
        assertThat(Ran.well(world, "build").out()).isEqualTo(first);
    }

    @Test
    void aMirrorThatKeepsOldPackagesIsAskedForThem(World world) {
        world.configure(
                "",
                "[[mirror]]",
                "from = \"" + world.archive().address() + "pool/main/t/\"",
                "to = \"" + world.archive().address() + "old/pool/main/t/\"");
        Ran.well(world, "lock");
        byte[] kept = world.archive().file(TZDATA);
        world.archive().remove(TZDATA);
        world.archive().replace("old/" + TZDATA, kept);
        Ran.well(world.forget(), "build");
        assertThat(world.archive().asked()).contains("old/" + TZDATA);
    }

    @Test
    void otherBytesOfAPackageAreRefused(World world) {
        Ran.well(world, "lock");
        Digest wanted = Digest.ofBytes(world.archive().file(TZDATA));
        world.archive().replace(TZDATA, "other bytes");
        Ran ran = Ran.in(world.forget(), "build");
        assertThat(ran.exit().number()).isEqualTo(5);
        assertThat(ran.problems())
                .containsExactly(
                        "error: `tzdata_2026a-0+deb13u1_all.deb` from 127.0.0.1 is not what the lock names: wanted "
                                + wanted + ", got " + Digest.ofBytes("other bytes".getBytes(UTF_8)) + " (11 bytes)",
                        "hint: do not go on with these bytes; if the file was replaced on purpose, lock again");
    }

    @Test
    void otherBytesOfAWheelAreRefused(World world) {
        WheelRecipe wheel = WheelRecipe.of("greeting", "1.0");
        world.write(
                "requirements.txt",
                "greeting @ " + world.index().fileUri(wheel.filename()) + " --hash=sha256:"
                        + wheel.digest().hex() + "\n");
        world.index().add("greeting", wheel.filename(), "other bytes".getBytes(UTF_8));
        Ran ran = Ran.in(world, "build");
        assertThat(ran.exit().number()).isEqualTo(5);
        assertThat(ran.problems())
                .containsExactly(
                        "error: `greeting-1.0-py3-none-any.whl` from 127.0.0.1 is not what the lock names: wanted "
                                + wheel.digest() + ", got " + Digest.ofBytes("other bytes".getBytes(UTF_8))
                                + " (11 bytes)",
                        "hint: do not go on with these bytes; if the file was replaced on purpose, lock again");
    }

    @Test
    void aReleaseThatNobodySignedIsRefused(World world) {
        world.archive().publish(TestSuite.of("trixie-updates", world.now()));
        String signed = new String(world.archive().file("dists/trixie-updates/InRelease"), UTF_8);
        world.archive().replace("dists/trixie-updates/InRelease", signed.replace("Suite: stable", "Suite: stabil"));
        Ran ran = Ran.in(world, "build");
        assertThat(ran.exit().number()).isEqualTo(5);
        assertThat(ran.problems())
                .containsExactly(
                        "error: nobody we trust vouches for `http://loopback/dists/trixie-updates/InRelease`: its text is"
                                + " not what " + world.archive().key().fingerprint() + " signed",
                        "hint: check the source's address; an archive of your own needs its key's fingerprint in the"
                                + " configuration");
    }
}
