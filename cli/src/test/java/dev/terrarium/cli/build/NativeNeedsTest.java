package dev.terrarium.cli.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.cli.Ran;
import dev.terrarium.cli.Worlds;
import dev.terrarium.testkit.Reply;
import dev.terrarium.testkit.SharedObject;
import dev.terrarium.testkit.WheelRecipe;
import dev.terrarium.testkit.debian.Deb;
import dev.terrarium.testkit.world.World;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What wheels need of the operating system: found, named, locked, added; or the build is refused by name. */
@ExtendWith(Worlds.class)
class NativeNeedsTest {
    private static final String LIBRARIES = "usr/lib/x86_64-linux-gnu/";

    private static WheelRecipe compiled(String name, String... sonames) {
        return WheelRecipe.of(name, "1.0")
                .withTags("cp313-cp313-manylinux_2_17_x86_64")
                .withFile(name + "/core.so", SharedObject.needing(sonames).bytes());
    }

    private static Deb library(String deb, String soname) {
        return Deb.of(deb, "1.0-1")
                .withFile(LIBRARIES + soname, SharedObject.named(soname).bytes(), 0644);
    }

    private static boolean hasAskedWhoOwnsFiles(World world) {
        return world.debianIndexesAsked().stream()
                .anyMatch(path -> path.contains("Contents") || path.contains("main/by-hash"));
    }

    @Test
    void aLibraryOfTheTableIsAddedWithTheWheelThatAsked(World world) {
        world.withContents()
                .publish(world.now(), library("libpq5", "libpq.so.5"))
                .requires(compiled("fast", "libpq.so.5"));
        Ran built = Ran.well(world, "build");
        assertThat(built.err()).contains("`libpq5` goes in for `fast`");
        assertThat(world.read("terrarium.lock"))
                .contains("name = \"libpq5\"\nwheels = [\"fast\"]")
                .contains("asked-by = [\"wheel:fast\"]");
        assertThat(hasAskedWhoOwnsFiles(world)).isFalse();
        assertThat(Ran.well(world, "build").err()).doesNotContain("goes in for");
    }

    @Test
    void aLibraryThatNoTableHasIsLookedUpOnceAndLocked(World world) {
        world.withContents()
                .publish(
                        world.now(),
                        library("libodd3", "libodd.so.3"),
                        Deb.of("libodd-dev", "1.0-1").withFile(LIBRARIES + "libodd.so", "", 0644))
                .requires(compiled("fast", "libodd.so.3"));
        Ran.well(world, "build");
        assertThat(world.read("terrarium.lock")).contains("name = \"libodd3\"\nwheels = [\"fast\"]");
        assertThat(hasAskedWhoOwnsFiles(world)).isTrue();

        int asked = world.debianIndexesAsked().size();
        world.forget();
        Ran.well(world, "build", "--locked");
        assertThat(world.debianIndexesAsked()).hasSize(asked);
    }

    @Test
    void whatWasAnsweredOnceStaysWhateverTheArchiveSaysLater(World world) {
        world.publish(world.now(), library("libmagic1", "libmagic.so.1")).requires(compiled("fast", "libmagic.so.1"));
        Ran.well(world, "build");
        world.publish(world.now(), library("libmagic1", "libmagic.so.1"), library("libmagic1t64", "libmagic.so.1"));
        world.forget();
        Ran.well(world, "lock", "--update");
        assertThat(world.read("terrarium.lock")).contains("\"libmagic1\"").doesNotContain("libmagic1t64");
    }

    @Test
    void theFirstNameThatTheSuiteHasIsMeant(World world) {
        world.publish(world.now(), library("libmagic1", "libmagic.so.1"), library("libmagic1t64", "libmagic.so.1"))
                .requires(compiled("fast", "libmagic.so.1"));
        Ran.well(world, "build");
        assertThat(world.read("terrarium.lock")).contains("\"libmagic1t64\"").doesNotContain("\"libmagic1\"");
    }

    @Test
    void whatNobodyHasRefusesTheBuildByWheelFileAndLibrary(World world) {
        world.withContents().publish(world.now()).requires(compiled("fast", "libnowhere.so.1"));
        Ran ran = Ran.in(world, "build");
        assertThat(ran.exit().number()).isEqualTo(3);
        assertThat(ran.problems())
                .containsExactly(
                        "error: `fast` needs `libnowhere.so.1`, which no wheel brings and no package of `debian:trixie` is"
                                + " known to have (`opt/app/venv/lib/python3.13/site-packages/fast/core.so`)",
                        "hint: lock a version of `fast` whose wheel carries it, or name the package that has it in"
                                + " `packages`",
                        "hint: if `fast` works without it, write without-libraries = [\"libnowhere.so.1\"]");
    }

    @Test
    void whatThePersonGoesWithoutIsNotBrought(World world) {
        world.publish(world.now(), library("libpq5", "libpq.so.5"))
                .requires(compiled("fast", "libnowhere.so.1", "libpq.so.5"))
                .configure("without-libraries = [\"libnowhere.so.1\", \"libpq.so.5\"]");
        Ran.well(world, "build");
        assertThat(world.read("terrarium.lock")).doesNotContain("libpq5");
    }

    @Test
    void aLibraryInADirectoryOfItsOwnIsNobodysAnswer(World world) {
        Deb hidden = Deb.of("hidden", "1.0-1")
                .withFile(
                        LIBRARIES + "hidden/libodd.so.3",
                        SharedObject.named("libodd.so.3").bytes(),
                        0644);
        world.withContents()
                .publish(world.now(), hidden)
                .requires(compiled("fast", "libodd.so.3"))
                .configure("packages = [\"hidden\"]");
        assertThat(Ran.in(world, "build").problems().getFirst()).startsWith("error: `fast` needs `libodd.so.3`");
    }

    @Test
    void knownWheelsGetTheLibrariesTheyOpenByNameAndTheProgramsTheyRun(World world) {
        world.publish(world.now(), library("libpq5", "libpq.so.5"), Deb.of("poppler-utils", "25.03"))
                .requires(WheelRecipe.of("psycopg", "3.2"), WheelRecipe.of("pdf2image", "1.17"));
        Ran.well(world, "build");
        assertThat(world.read("terrarium.lock"))
                .contains("name = \"libpq5\"\nwheels = [\"psycopg\"]")
                .contains("name = \"poppler-utils\"\nwheels = [\"pdf2image\"]");
        Ran.well(world, "build", "--locked");
    }

    @Test
    void anotherWheelThatBringsItSparesThePackage(World world) {
        world.publish(world.now(), library("libpq5", "libpq.so.5"))
                .requires(WheelRecipe.of("psycopg", "3.2"), WheelRecipe.of("psycopg-binary", "3.2"));
        Ran.well(world, "build");
        assertThat(world.read("terrarium.lock")).doesNotContain("libpq5");
    }

    @Test
    void whatAWheelCanUseIsToldAndNotAdded(World world) {
        world.publish(world.now(), Deb.of("ffmpeg", "7.1")).requires(WheelRecipe.of("pydub", "0.25"));
        assertThat(Ran.well(world, "build").err())
                .contains("`pydub` can use `ffmpeg`: write packages = [\"ffmpeg\"] to have it (");
        assertThat(world.read("terrarium.lock")).doesNotContain("ffmpeg");
        world.configure("packages = [\"ffmpeg\"]");
        assertThat(Ran.well(world, "build").err()).doesNotContain("can use");
    }

    @Test
    void aFrozenLockThatLacksOneIsRefused(World world) {
        world.publish(world.now(), library("libpq5", "libpq.so.5"));
        Ran.well(world, "lock");
        world.requires(compiled("fast", "libpq.so.5"));
        assertThat(Ran.in(world, "build", "--frozen").problems())
                .containsExactly(
                        "error: terrarium.lock lacks `libpq5`, which `fast` needs", "hint: run `terrarium lock`");
    }

    @Test
    void aBinaryAmongTheProjectsOwnFilesCountsToo(World world) throws Exception {
        world.publish(world.now(), library("libpq5", "libpq.so.5"));
        Files.write(
                world.project().resolve("fast.so"),
                SharedObject.needing("libpq.so.5").bytes());
        Ran.well(world, "build");
        assertThat(world.read("terrarium.lock")).contains("name = \"libpq5\"\nwheels = [\"project\"]");
    }

    @Test
    void aListOfOwnersThatIsNotWhatItShouldBeIsRefused(World world) {
        world.withContents().publish(world.now()).requires(compiled("fast", "libnowhere.so.1"));
        String path = contentsByHash(world);
        byte[] whole = world.archive().file(path);
        world.archive().replace(path, "other bytes");
        assertThat(Ran.in(world, "build").problems().getFirst())
                .contains("is not what its Release file names: wanted sha256:");
        world.archive().replace(path, whole);
        world.archive().fault(path, request -> Reply.status(404));
        assertThat(Ran.in(world, "build").problems().getFirst())
                .endsWith("is named by its Release file and is not there");
    }

    private static String contentsByHash(World world) {
        String release = new String(world.archive().file("dists/trixie/InRelease"), StandardCharsets.UTF_8);
        String line = release.lines()
                .filter(each ->
                        each.endsWith(" main/Contents-amd64.gz") && each.strip().length() > 80)
                .findFirst()
                .orElseThrow();
        return "dists/trixie/main/by-hash/SHA256/" + line.strip().substring(0, 64);
    }
}
