package dev.terrarium.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.lock.LockFile.BuildRequirementEntry;
import dev.terrarium.lock.LockFile.Inputs;
import dev.terrarium.lock.LockFile.InterpreterEntry;
import dev.terrarium.lock.LockFile.PackageEntry;
import dev.terrarium.lock.LockFile.SuiteEntry;
import dev.terrarium.oci.Digest;
import dev.terrarium.oci.Platform;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LockerTest {
    private static final Map<String, List<String>> DEPENDS = Map.of(
            "base-files", List.of(),
            "libc6", List.of(),
            "python3.13", List.of("libc6", "libssl3t64"),
            "libssl3t64", List.of("libc6"),
            "libstdc++6", List.of("libc6", "libgcc-s1"),
            "libgcc-s1", List.of(),
            "curl", List.of("libcurl4t64"),
            "libcurl4t64", List.of("libssl3t64"),
            "dash", List.of());

    private final Loopback archive = new Loopback();
    private int resolutions;
    private final Locker locker = new Locker(archive, new Names(), (requirements, pinned, packages) -> {
        resolutions++;
        return List.of(new BuildRequirementEntry("setuptools", "80." + archive.release, "setuptools.whl", digest("s")));
    });

    @Test
    void aMissingLockIsMadeWholeFromTheArchive() throws InterruptedException {
        var refreshed = locker.refresh(LockFile.EMPTY, inputs());

        assertThat(names(refreshed.lock())).containsExactly("base-files", "libc6", "libssl3t64", "python3.13");
        assertThat(refreshed.changes()).containsExactly(new Change.Created(4));
    }

    @Test
    void aCompleteLockAsksNobody() throws InterruptedException {
        LockFile lock = locker.refresh(LockFile.EMPTY, inputs()).lock();
        archive.questions = 0;

        var again = locker.refresh(lock, inputs());

        assertThat(again.lock()).isEqualTo(lock);
        assertThat(again.changes()).isEmpty();
        assertThat(archive.questions).isZero();
    }

    @Test
    void aNewPackageIsAddedAndMovesNothingAlthoughTheArchiveWentOn() throws InterruptedException {
        LockFile lock = locker.refresh(LockFile.EMPTY, inputs()).lock();
        archive.release = 2;

        var refreshed = locker.refresh(lock, withPackages("curl"));

        assertThat(refreshed.lock().packages())
                .allSatisfy(entry ->
                        assertThat(entry.version()).isEqualTo(entry.name().contains("curl") ? "2" : "1"));
        assertThat(refreshed.changes())
                .containsExactly(
                        new Change.Added("curl", "2", "for package:curl"),
                        new Change.Added("libcurl4t64", "2", "for package:curl"));
    }

    @Test
    void whatNobodyAsksForIsDroppedWithoutAskingTheArchive() throws InterruptedException {
        LockFile lock = locker.refresh(LockFile.EMPTY, withPackages("curl")).lock();
        archive.questions = 0;

        var refreshed = locker.refresh(lock, inputs());

        assertThat(names(refreshed.lock())).containsExactly("base-files", "libc6", "libssl3t64", "python3.13");
        assertThat(refreshed.changes()).hasSize(2).allMatch(change -> change instanceof Change.Dropped);
        assertThat(archive.questions).isZero();
        assertThat(refreshed.lock())
                .isEqualTo(locker.refresh(LockFile.EMPTY, inputs()).lock());
    }

    @Test
    void aLibraryIsAddedWithTheWheelThatAsksForIt() throws InterruptedException {
        LockFile lock = locker.refresh(LockFile.EMPTY, inputs()).lock();

        var refreshed = locker.refresh(lock, withLibrary("libstdc++6", "numpy"));

        assertThat(refreshed.lock().packages()).anySatisfy(entry -> {
            assertThat(entry.name()).isEqualTo("libgcc-s1");
            assertThat(entry.askedBy()).containsExactly("wheel:numpy");
        });
    }

    @Test
    void aWheelThatNeedsOneLibraryLessDropsIt() throws InterruptedException {
        LockFile lock = locker.refresh(LockFile.EMPTY, withLibraries(Map.of("libstdc++6", "numpy", "dash", "numpy")))
                .lock();

        var refreshed = locker.refresh(lock, withLibrary("libstdc++6", "numpy"));

        assertThat(names(refreshed.lock())).doesNotContain("dash").contains("libstdc++6");
    }

    @Test
    void anotherSystemStartsAfresh() throws InterruptedException {
        LockFile lock = locker.refresh(LockFile.EMPTY, inputs()).lock();
        archive.release = 3;

        var bookworm = new Inputs(
                "debian:bookworm",
                "3.11",
                new TreeSet<>(List.of(Platform.AMD64)),
                new TreeSet<>(),
                false,
                new TreeMap<>(),
                new TreeSet<>());

        assertThat(locker.refresh(lock, bookworm).lock().packages())
                .allMatch(entry -> entry.version().equals("3"));
    }

    @Test
    void onlyAnUpdateMovesEntriesAndOnlyThoseThatAreNamed() throws InterruptedException {
        LockFile lock = locker.refresh(LockFile.EMPTY, inputs()).lock();
        archive.release = 2;

        var some = locker.update(lock, inputs(), "libssl3t64"::equals);

        assertThat(some.changes()).containsExactly(new Change.Moved("libssl3t64", "1", "2"));
        assertThat(locker.update(lock, inputs(), name -> true).changes()).hasSize(4);
    }

    @Test
    void buildRequirementsAreResolvedWhenTheProjectAsksForOthersAndNotOtherwise() throws InterruptedException {
        LockFile lock =
                locker.refresh(LockFile.EMPTY, withBuild("setuptools>=77")).lock();
        archive.release = 2;

        assertThat(locker.refresh(lock, withBuild("setuptools>=77")).lock().buildRequirements())
                .isEqualTo(lock.buildRequirements());
        assertThat(resolutions).isEqualTo(1);
        assertThat(locker.refresh(lock, withBuild("setuptools>=78")).lock().buildRequirements())
                .isNotEqualTo(lock.buildRequirements());
        assertThat(locker.refresh(lock, inputs()).lock().buildRequirements()).isEmpty();
    }

    private static List<String> names(LockFile lock) {
        return lock.packages().stream().map(PackageEntry::name).toList();
    }

    private static Inputs inputs() {
        return withLibraries(Map.of());
    }

    private static Inputs withPackages(String... names) {
        Inputs inputs = inputs();
        return new Inputs(
                inputs.os(),
                inputs.python(),
                inputs.platforms(),
                new TreeSet<>(List.of(names)),
                false,
                inputs.libraries(),
                inputs.buildRequires());
    }

    private static Inputs withBuild(String requirement) {
        Inputs inputs = inputs();
        return new Inputs(
                inputs.os(),
                inputs.python(),
                inputs.platforms(),
                inputs.packages(),
                false,
                inputs.libraries(),
                new TreeSet<>(List.of(requirement)));
    }

    private static Inputs withLibrary(String library, String wheel) {
        return withLibraries(Map.of(library, wheel));
    }

    private static Inputs withLibraries(Map<String, String> wheels) {
        var libraries = new TreeMap<String, SortedSet<String>>();
        wheels.forEach((library, wheel) -> libraries.put(library, new TreeSet<>(List.of(wheel))));
        return new Inputs(
                "debian:trixie",
                "3.13",
                new TreeSet<>(List.of(Platform.AMD64)),
                new TreeSet<>(),
                false,
                libraries,
                new TreeSet<>());
    }

    private static Digest digest(String text) {
        return Digest.ofBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static final class Names implements Locker.Roots {
        @Override
        public List<String> base(String os) {
            return List.of("base-files", "libc6");
        }

        @Override
        public List<String> interpreter(Platform platform, String os, String minorVersion) {
            return List.of("python3.13");
        }

        @Override
        public List<String> shell(String os) {
            return List.of("dash");
        }

        @Override
        public InterpreterEntry describe(Platform platform, String minorVersion, List<PackageEntry> packages) {
            return new InterpreterEntry(platform, "debian", minorVersion + ".5", "cp313", 3571, List.of("python3.13"));
        }
    }

    /** An archive in memory, all of whose packages move on with each release. */
    private static final class Loopback implements Archive {
        private int release = 1;
        private int questions;

        @Override
        public Offer close(Platform platform, List<Root> roots, List<PackageEntry> pinned) {
            questions++;
            Map<String, SortedSet<String>> askers = new TreeMap<>();
            roots.forEach(root -> visit(root.name(), root.askedBy(), askers));
            Map<String, PackageEntry> fixed = new HashMap<>();
            pinned.forEach(entry -> fixed.put(entry.name(), entry));
            List<PackageEntry> packages = askers.entrySet().stream()
                    .map(asked -> fixed.getOrDefault(asked.getKey(), entry(platform, asked.getKey()))
                            .withAskedBy(asked.getValue()))
                    .toList();
            return new Offer(
                    List.of(new SuiteEntry(
                            "trixie",
                            "Debian",
                            "trixie",
                            Instant.ofEpochSecond(release),
                            digest("r" + release),
                            "F",
                            false)),
                    packages);
        }

        private static void visit(String name, String asker, Map<String, SortedSet<String>> askers) {
            if (askers.computeIfAbsent(name, key -> new TreeSet<>()).add(asker)) {
                DEPENDS.getOrDefault(name, List.of()).forEach(next -> visit(next, asker, askers));
            }
        }

        private PackageEntry entry(Platform platform, String name) {
            String version = Integer.toString(release);
            return new PackageEntry(
                    platform,
                    name,
                    version,
                    "amd64",
                    "trixie",
                    name,
                    version,
                    "pool/" + name + "_" + version + ".deb",
                    digest(name + version),
                    1,
                    new TreeSet<>());
        }
    }
}
