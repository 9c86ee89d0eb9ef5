package dev.terrarium.lock;

import dev.terrarium.oci.Digest;
import dev.terrarium.oci.Platform;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What {@code terrarium.lock} says: the operating system's packages, the interpreter, the build requirements and the grouping of
 * layers, so that a build with an empty store asks no index and gives the same image.
 *
 * <p>Not a copy of the project's own lock: that one stays the only word on Python packages. Entries move only when somebody asks
 * ({@code lock --update}); see {@link Locker}. Everything is sorted, so that two equal locks are equal bytes.
 *
 * @param inputs what the entries answer
 * @param suites the package indexes that entries were taken from
 * @param interpreters one for each platform
 * @param packages .debs, one entry for each platform and name
 * @param buildRequirements wheels that only the project's build back-end sees
 * @param wheels what the project's own lock names by version only, as it was when first used
 * @param grouping normalised names of Python packages to the layer they were put in, so that layers stay put
 * @param debug what only the debug twin holds
 */
public record LockFile(
        Inputs inputs,
        List<SuiteEntry> suites,
        List<InterpreterEntry> interpreters,
        List<PackageEntry> packages,
        List<BuildRequirementEntry> buildRequirements,
        List<WheelEntry> wheels,
        SortedMap<String, String> grouping,
        DebugPins debug) {
    /** The name of the file, beside the project's own lock. */
    public static final String NAME = "terrarium.lock";

    public static final LockFile EMPTY = new LockFile(
            Inputs.NONE, List.of(), List.of(), List.of(), List.of(), List.of(), new TreeMap<>(), DebugPins.NONE);

    public LockFile {
        suites = sorted(suites, Comparator.comparing(SuiteEntry::suite));
        interpreters = sorted(interpreters, Comparator.comparing(InterpreterEntry::platform));
        packages = sorted(packages, Comparator.comparing(PackageEntry::platform).thenComparing(PackageEntry::name));
        buildRequirements = sorted(
                buildRequirements,
                Comparator.comparing(BuildRequirementEntry::name).thenComparing(BuildRequirementEntry::file));
        wheels = sorted(wheels, Comparator.comparing(WheelEntry::name).thenComparing(WheelEntry::file));
        grouping = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(grouping));
    }

    private static <T> List<T> sorted(List<T> entries, Comparator<T> by) {
        return entries.stream().sorted(by).toList();
    }

    /**
     * What was asked when the entries were made; an input without an entry, or an entry without an input, makes the lock stale.
     *
     * @param os {@code debian:trixie}; empty before the first lock
     * @param python the minor version: {@code 3.13}
     * @param interpreter where CPython comes from if not from the distribution: a repository's name, or an archive's digest
     * @param platforms what images are for, in the order of their names
     * @param builders other machines that have made these images: their interpreters, of the same release, compile
     * @param packages Debian packages that the configuration asks for
     * @param shell whether a shell goes in
     * @param libraries Debian packages that wheels need, each with the normalised names of those wheels
     * @param buildRequires the requirements of the build back-end, as the project writes them
     */
    public record Inputs(
            String os,
            String python,
            String interpreter,
            SortedSet<Platform> platforms,
            SortedSet<Platform> builders,
            SortedSet<String> packages,
            boolean shell,
            SortedMap<String, SortedSet<String>> libraries,
            SortedSet<String> buildRequires) {
        static final Inputs NONE =
                new Inputs("", "", new TreeSet<>(), new TreeSet<>(), false, new TreeMap<>(), new TreeSet<>());

        public Inputs {
            platforms = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(platforms));
            var others = new TreeSet<>(builders);
            others.removeAll(platforms);
            builders = java.util.Collections.unmodifiableSortedSet(others);
            packages = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(packages));
            var copy = new TreeMap<String, SortedSet<String>>();
            libraries.forEach((name, wheels) ->
                    copy.put(name, java.util.Collections.unmodifiableSortedSet(new TreeSet<>(wheels))));
            libraries = java.util.Collections.unmodifiableSortedMap(copy);
            buildRequires = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(buildRequires));
        }

        /** Those of images that only machines of the same platforms make. */
        public Inputs(
                String os,
                String python,
                SortedSet<Platform> platforms,
                SortedSet<String> packages,
                boolean shell,
                SortedMap<String, SortedSet<String>> libraries,
                SortedSet<String> buildRequires) {
            this(os, python, "", platforms, new TreeSet<>(), packages, shell, libraries, buildRequires);
        }

        public Inputs withLibraries(SortedMap<String, SortedSet<String>> others) {
            return new Inputs(os, python, interpreter, platforms, builders, packages, shell, others, buildRequires);
        }

        public Inputs withBuilders(SortedSet<Platform> others) {
            return new Inputs(os, python, interpreter, platforms, others, packages, shell, libraries, buildRequires);
        }

        /** Every platform that has entries: those of images first. */
        public List<Platform> machines() {
            return Stream.concat(platforms.stream(), builders.stream()).toList();
        }
    }

    /**
     * A package index that was believed.
     *
     * @param suite the name it was asked for by: {@code trixie-security}
     * @param date the Release file's {@code Date}; an older one is refused later
     * @param release digest of the signed file
     * @param signer fingerprint of the primary key, upper-case hexadecimal
     * @param expiryWaived whether somebody allowed it to be past its {@code Valid-Until}
     */
    public record SuiteEntry(
            String suite,
            String origin,
            String codename,
            Instant date,
            Digest release,
            String signer,
            boolean expiryWaived) {}

    /**
     * @param artifacts the .debs that it is laid out from; they have entries of their own
     * @param archive the one file that it is laid out from instead
     */
    public record InterpreterEntry(
            Platform platform,
            String provider,
            String version,
            String abiTag,
            int magic,
            List<String> artifacts,
            Optional<ArchiveEntry> archive) {
        public InterpreterEntry {
            artifacts = artifacts.stream().sorted().toList();
        }

        /** One that consists of packages. */
        public InterpreterEntry(
                Platform platform, String provider, String version, String abiTag, int magic, List<String> artifacts) {
            this(platform, provider, version, abiTag, magic, artifacts, Optional.empty());
        }
    }

    /** An archive of an interpreter; where it may be had is the configuration's word. */
    public record ArchiveEntry(String file, Digest digest) {}

    /**
     * A .deb.
     *
     * @param filename relative to the archive's root, without any host
     * @param size in bytes
     * @param askedBy {@code os}, {@code python}, {@code package:NAME}, {@code shell}, {@code wheel:NAME}
     */
    public record PackageEntry(
            Platform platform,
            String name,
            String version,
            String architecture,
            String suite,
            String source,
            String sourceVersion,
            String filename,
            Digest digest,
            long size,
            SortedSet<String> askedBy) {
        public PackageEntry {
            askedBy = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(askedBy));
        }

        public PackageEntry withAskedBy(SortedSet<String> others) {
            return new PackageEntry(
                    platform,
                    name,
                    version,
                    architecture,
                    suite,
                    source,
                    sourceVersion,
                    filename,
                    digest,
                    size,
                    others);
        }
    }

    /** A wheel that the build back-end, or one of its requirements, asks for: of a compiled one, one for each machine that builds. */
    public record BuildRequirementEntry(String name, String version, String file, Digest digest) {}

    /**
     * A wheel whose bytes nobody but this file vouches for.
     *
     * @param platforms whose images it goes into
     * @param name normalised
     */
    public record WheelEntry(
            SortedSet<Platform> platforms, String name, String version, String file, Digest digest, long size) {
        public WheelEntry {
            platforms = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(platforms));
        }

        WheelEntry withPlatforms(SortedSet<Platform> others) {
            return new WheelEntry(others, name, version, file, digest, size);
        }
    }

    public List<PackageEntry> packages(Platform platform) {
        return packages.stream().filter(entry -> entry.platform() == platform).toList();
    }

    /** The same without packages that only other wheels than these ask for: what one of several images needs. */
    public LockFile serving(Set<String> names) {
        List<PackageEntry> needed = packages.stream()
                .filter(entry -> entry.askedBy().stream()
                        .anyMatch(asker ->
                                !asker.startsWith("wheel:") || names.contains(asker.substring("wheel:".length()))))
                .toList();
        return new LockFile(inputs, suites, interpreters, needed, buildRequirements, wheels, grouping, debug);
    }

    public Optional<InterpreterEntry> interpreter(Platform platform) {
        return interpreters.stream()
                .filter(entry -> entry.platform() == platform)
                .findFirst();
    }

    public LockFile withGrouping(SortedMap<String, String> other) {
        return new LockFile(inputs, suites, interpreters, packages, buildRequirements, wheels, other, debug);
    }

    public LockFile withBuildRequirements(List<BuildRequirementEntry> others) {
        return new LockFile(inputs, suites, interpreters, packages, others, wheels, grouping, debug);
    }

    /** Entries of one file for several platforms become one. */
    public LockFile withWheels(List<WheelEntry> others) {
        var byFile = new TreeMap<String, WheelEntry>();
        for (WheelEntry one : others) {
            byFile.merge(one.file() + " " + one.digest(), one, (some, more) -> {
                var platforms = new TreeSet<>(some.platforms());
                platforms.addAll(more.platforms());
                return some.withPlatforms(platforms);
            });
        }
        return new LockFile(
                inputs,
                suites,
                interpreters,
                packages,
                buildRequirements,
                List.copyOf(byFile.values()),
                grouping,
                debug);
    }

    public LockFile withDebug(DebugPins other) {
        return new LockFile(inputs, suites, interpreters, packages, buildRequirements, wheels, grouping, other);
    }

    /**
     * The digest of the canonical text: what an image says about the lock it was made from. Without the pins of its debug twin, which
     * it holds nothing of.
     */
    public Digest digest() {
        return Digest.ofBytes(
                LockText.write(withDebug(DebugPins.NONE)).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
