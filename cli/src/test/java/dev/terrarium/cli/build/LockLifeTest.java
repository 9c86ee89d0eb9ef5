package dev.terrarium.cli.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.cli.Ran;
import dev.terrarium.cli.Worlds;
import dev.terrarium.testkit.WheelRecipe;
import dev.terrarium.testkit.debian.Deb;
import dev.terrarium.testkit.world.TinyDebian;
import dev.terrarium.testkit.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How terrarium.lock comes to be, grows, shrinks and moves. */
@ExtendWith(Worlds.class)
class LockLifeTest {
    private static final Deb MAGIC =
            Deb.of("libmagic1t64", "1:5.46-5").with("Depends", "libc6 (>= 2.38), libmagic-mgc");
    private static final Deb DATA = Deb.of("libmagic-mgc", "1:5.46-5");

    @Test
    void aPlainBuildMakesItAndSaysSo(World world) {
        Ran ran = Ran.well(world, "build");
        assertThat(changes(ran)).containsExactly("created with 9 packages");
        assertThat(ran.out()).matches("store:project:0  sha256:[0-9a-f]{64}\n");
        assertThat(world.read("terrarium.lock"))
                .startsWith("# ")
                .contains("version = 1\nrequires = []\n")
                .contains("name = \"libc6\"\nversion = \"2.41-12\"\n")
                .contains("filename = \"pool/main/b/base-files/base-files_13.8+deb13u1_amd64.deb\"")
                .doesNotContain("127.0.0.1");
    }

    @Test
    void theSecondBuildAsksNobodyAndWritesNothing(World world) throws IOException {
        world.requires(WheelRecipe.of("greeting", "1.0"));
        Ran first = Ran.well(world, "build");
        Map<Path, String> before = contents(world);
        int archive = world.archive().asked().size();
        int index = world.index().requests().size();

        Ran second = Ran.well(world, "build");
        assertThat(second.out()).isEqualTo(first.out());
        assertThat(changes(second)).isEmpty();
        assertThat(world.archive().asked()).hasSize(archive);
        assertThat(world.index().requests()).hasSize(index);
        before.keySet().removeIf(path -> path.toString().contains("/last-build-v1/"));
        assertThat(contents(world)).containsAllEntriesOf(before);
        assertThat(second.err()).contains("unchanged");
    }

    @Test
    void aNewPackageComesAloneAlthoughTheArchiveMovedOn(World world) {
        Ran.well(world, "build");
        String before = world.read("terrarium.lock");
        world.later(Duration.ofDays(2)).publish(world.now(), MAGIC, DATA, Deb.of("netbase", "6.6"));
        world.configure("packages = [\"libmagic1t64\"]");

        assertThat(changes(Ran.well(world, "build")))
                .containsExactly(
                        "added libmagic-mgc 1:5.46-5 (for package:libmagic1t64)",
                        "added libmagic1t64 1:5.46-5 (for package:libmagic1t64)");
        assertThat(versions(world)).containsAllEntriesOf(versions(before)).hasSize(11);
    }

    @Test
    void whatNobodyAsksForAnyMoreIsDroppedWithoutAnyIndex(World world) {
        world.publish(world.now(), MAGIC, DATA).configure("packages = [\"libmagic1t64\"]\nshell = true");
        Ran.well(world, "build");
        world.configure("shell = true").withBubblewrap();
        int asked = world.archive().asked().size();
        assertThat(changes(Ran.well(world, "build")))
                .containsExactly(
                        "dropped libmagic-mgc 1:5.46-5: nobody asks for it any more",
                        "dropped libmagic1t64 1:5.46-5: nobody asks for it any more");
        assertThat(world.archive().asked()).hasSize(asked);
        assertThat(versions(world)).containsKeys("dash", "coreutils").hasSize(11);
    }

    @Test
    void onlyLockWithUpdateMovesEntries(World world) {
        Ran.well(world, "build");
        Ran same = Ran.well(world, "lock");
        assertThat(same.out()).matches("terrarium.lock  sha256:[0-9a-f]{64}  unchanged\n");

        world.later(Duration.ofDays(2))
                .publish(world.now(), Deb.of("netbase", "6.6").forArchitecture("all"), tzdata());
        assertThat(changes(Ran.well(world, "build"))).isEmpty();
        assertThat(changes(Ran.well(world, "lock"))).isEmpty();

        Ran one = Ran.well(world, "lock", "--update", "netbase");
        assertThat(changes(one)).containsExactly("moved netbase 6.5 → 6.6");
        assertThat(one.out()).endsWith("  1 change\n");
        assertThat(changes(Ran.well(world, "lock", "--update")))
                .containsExactly("moved tzdata 2026a-0+deb13u1 → 2026b-0+deb13u1");
        assertThat(changes(Ran.well(world, "build"))).isEmpty();
    }

    @Test
    void aNameThatIsNotLockedIsNotMoved(World world) {
        Ran.well(world, "build");
        Ran ran = Ran.in(world, "lock", "--update", "netbsae");
        assertThat(ran.problems())
                .containsExactly(
                        "error: `netbsae` is not in terrarium.lock, so it cannot move",
                        "hint: did you mean `netbase`?");
        assertThat(ran.exit().number()).isEqualTo(3);
    }

    @Test
    void anotherVersionInTheProjectsOwnLockIsNoChangeOfThisOne(World world) {
        world.requires(WheelRecipe.of("greeting", "1.0"));
        Ran.well(world, "build");
        String before = world.read("terrarium.lock");
        world.requires(WheelRecipe.of("greeting", "1.1"));
        Ran.well(world, "build", "--locked");
        Ran.well(world, "build");
        assertThat(world.read("terrarium.lock")).isEqualTo(before);
    }

    @Test
    void anUpdateOfCpythonLeavesTheOperatingSystemAlone(World world) {
        Ran.well(world, "build");
        Deb[] newer = TinyDebian.debs().stream()
                .filter(deb -> deb.name().contains("python"))
                .map(deb -> new Deb(deb.name(), "3.13.6-1", deb.architecture(), deb.fields(), deb.files()))
                .map(deb -> deb.with("Depends", "libc6"))
                .toArray(Deb[]::new);
        world.later(Duration.ofDays(2)).publish(world.now(), newer);
        assertThat(changes(Ran.well(world, "lock", "--update"))).hasSize(3);
        Ran ran = Ran.well(world, "build");
        assertThat(ran.err())
                .containsPattern("os/base .* unchanged\n")
                .containsPattern("cpython .* cpython 3.13.5 → 3.13.6\n");
    }

    /** What a person is told to have changed: one change in the line of the step, several in lines of their own. */
    private static List<String> changes(Ran ran) {
        String step = ran.said("✓ lock").getFirst();
        String told = step.strip().replaceFirst("^.*\\s{2,}", "");
        List<String> several = ran.said("    ");
        return told.equals("unchanged") ? List.of() : several.isEmpty() ? List.of(told) : several;
    }

    private static Deb tzdata() {
        return Deb.of("tzdata", "2026b-0+deb13u1")
                .forArchitecture("all")
                .withFile("usr/share/zoneinfo/Etc/UTC", "TZif3");
    }

    private static Map<String, String> versions(World world) {
        return versions(world.read("terrarium.lock"));
    }

    private static Map<String, String> versions(String lock) {
        var versions = new TreeMap<String, String>();
        java.util.regex.Pattern.compile("name = \"(.*)\"\nversion = \"(.*)\"\n")
                .matcher(lock)
                .results()
                .forEach(entry -> versions.put(entry.group(1), entry.group(2)));
        return versions;
    }

    /** Every file that a build could have written, with its time and size. */
    private static Map<Path, String> contents(World world) throws IOException {
        var contents = new TreeMap<Path, String>();
        try (Stream<Path> files = Files.walk(world.directory())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(file, Files.size(file) + " " + Files.getLastModifiedTime(file));
            }
        }
        return contents;
    }
}
