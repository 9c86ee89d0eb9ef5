package dev.terrarium.lock;

import dev.terrarium.lock.Archive.Offer;
import dev.terrarium.lock.Archive.Root;
import dev.terrarium.lock.LockFile.BuildRequirementEntry;
import dev.terrarium.lock.LockFile.Inputs;
import dev.terrarium.lock.LockFile.InterpreterEntry;
import dev.terrarium.lock.LockFile.PackageEntry;
import dev.terrarium.lock.LockFile.SuiteEntry;
import dev.terrarium.oci.Platform;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Brings a lock up to its inputs: adds what is missing, drops what nobody asks for, and moves nothing unless told to.
 *
 * <p>Not a resolver that starts afresh each time: entries that are there are given to the {@link Archive} as facts, so that a
 * new package never brings an update along.
 */
public final class Locker {
    private final Archive archive;
    private final Roots roots;
    private final BuildResolver builds;

    /** What an operating system and an interpreter consist of, as names of packages. */
    public interface Roots {
        /** The packages of every base of the suite. */
        List<String> base(String os);

        /** The packages that the interpreter is laid out from, or needs. */
        List<String> interpreter(Platform platform, String os, String minorVersion) throws InterruptedException;

        /** What {@code shell = true} brings. */
        List<String> shell(String os);

        /** The interpreter that a platform gets; packages that it consists of have entries in {@code packages}. */
        InterpreterEntry describe(Platform platform, String minorVersion, List<PackageEntry> packages)
                throws InterruptedException;
    }

    /** Finds the wheels that a build back-end needs. */
    @FunctionalInterface
    public interface BuildResolver {
        /**
         * @param pinned entries that stay as they are as long as every requirement allows them
         * @param packages what the interpreter and its system are, on every platform
         */
        List<BuildRequirementEntry> resolve(
                SortedSet<String> requirements, List<BuildRequirementEntry> pinned, List<PackageEntry> packages)
                throws InterruptedException;
    }

    public Locker(Archive archive, Roots roots, BuildResolver builds) {
        this.archive = archive;
        this.roots = roots;
        this.builds = builds;
    }

    /** A lock that answers its inputs, and how it came to be from the one before. */
    public record Refreshed(LockFile lock, List<Change> changes) {
        public Refreshed {
            changes = List.copyOf(changes);
        }
    }

    /** Adds and drops; entries that stay are not moved. */
    public Refreshed refresh(LockFile before, Inputs wanted) throws InterruptedException {
        return refresh(before, wanted, name -> false);
    }

    /** The same, and entries whose names are to be moved are taken from the archive as it is now. */
    public Refreshed update(LockFile before, Inputs wanted, Predicate<String> moves) throws InterruptedException {
        return refresh(before, wanted, moves);
    }

    private Refreshed refresh(LockFile before, Inputs wanted, Predicate<String> moves) throws InterruptedException {
        LockFile base = sameSystem(before.inputs(), wanted) ? before : emptied(before);
        Map<String, SuiteEntry> suites = new TreeMap<>();
        base.suites().forEach(suite -> suites.put(suite.suite(), suite));
        var packages = new ArrayList<PackageEntry>();
        var interpreters = new ArrayList<InterpreterEntry>();
        for (Platform platform : wanted.machines()) {
            List<PackageEntry> now = packagesOf(platform, base, wanted, moves, suites);
            packages.addAll(now);
            interpreters.add(roots.describe(platform, wanted.python(), now));
        }
        var lock = new LockFile(
                wanted,
                List.copyOf(suites.values()),
                interpreters,
                packages,
                buildRequirements(base, wanted, moves, packages),
                before.wheels(),
                before.grouping(),
                base.debug());
        return new Refreshed(lock, Changes.between(before, lock));
    }

    private List<PackageEntry> packagesOf(
            Platform platform, LockFile base, Inputs wanted, Predicate<String> moves, Map<String, SuiteEntry> suites)
            throws InterruptedException {
        List<Root> asked = rootsOf(wanted, platform);
        List<PackageEntry> known = base.packages(platform);
        List<PackageEntry> staying =
                known.stream().filter(entry -> !moves.test(entry.name())).toList();
        if (staying.size() == known.size() && answers(base, platform, wanted)) {
            return keepOnly(known, asked);
        }
        Offer offer = archive.close(platform, asked, staying);
        offer.suites().forEach(suite -> suites.put(suite.suite(), suite));
        return offer.packages();
    }

    /** Whether the entries can be had from the old ones by dropping whole askers: no index is needed for that. */
    private boolean answers(LockFile base, Platform platform, Inputs wanted) throws InterruptedException {
        Set<Root> answered = new HashSet<>(rootsOf(base.inputs(), platform));
        List<Root> asked = rootsOf(wanted, platform);
        Set<String> labels = asked.stream().map(Root::askedBy).collect(Collectors.toSet());
        boolean dropsWhole =
                answered.stream().noneMatch(root -> labels.contains(root.askedBy()) && !asked.contains(root));
        return base.interpreter(platform).isPresent() && answered.containsAll(asked) && dropsWhole;
    }

    private static List<PackageEntry> keepOnly(List<PackageEntry> known, List<Root> asked) {
        var labels = new TreeSet<String>();
        asked.forEach(root -> labels.add(root.askedBy()));
        var kept = new ArrayList<PackageEntry>();
        for (PackageEntry entry : known) {
            var still = new TreeSet<>(entry.askedBy());
            still.retainAll(labels);
            if (!still.isEmpty()) {
                kept.add(entry.withAskedBy(still));
            }
        }
        return kept;
    }

    /** What a platform has to have: a machine that only builds needs the interpreter and the system it runs on. */
    private List<Root> rootsOf(Inputs inputs, Platform platform) throws InterruptedException {
        var all = new ArrayList<Root>();
        boolean isForImages = inputs.platforms().contains(platform);
        if (inputs.os().isEmpty() || !(isForImages || inputs.builders().contains(platform))) {
            return all;
        }
        roots.base(inputs.os()).forEach(name -> all.add(new Root("os", name)));
        roots.interpreter(platform, inputs.os(), inputs.python()).forEach(name -> all.add(new Root("python", name)));
        if (!isForImages) {
            return all;
        }
        inputs.packages().forEach(name -> all.add(new Root("package:" + name, name)));
        if (inputs.shell()) {
            roots.shell(inputs.os()).forEach(name -> all.add(new Root("shell", name)));
        }
        inputs.libraries()
                .forEach((name, wheels) -> wheels.forEach(wheel -> all.add(new Root("wheel:" + wheel, name))));
        return all;
    }

    private List<BuildRequirementEntry> buildRequirements(
            LockFile base, Inputs wanted, Predicate<String> moves, List<PackageEntry> packages)
            throws InterruptedException {
        if (wanted.buildRequires().isEmpty()) {
            return List.of();
        }
        List<BuildRequirementEntry> known = base.buildRequirements();
        List<BuildRequirementEntry> staying =
                known.stream().filter(entry -> !moves.test(entry.name())).toList();
        boolean complete = staying.size() == known.size()
                && base.inputs().buildRequires().equals(wanted.buildRequires())
                && base.inputs().machines().containsAll(wanted.machines());
        return complete ? known : builds.resolve(wanted.buildRequires(), staying, packages);
    }

    private static boolean sameSystem(Inputs before, Inputs wanted) {
        return before.os().equals(wanted.os())
                && before.python().equals(wanted.python())
                && before.interpreter().equals(wanted.interpreter());
    }

    /** Another system answers nothing of the old one's; build requirements and grouping are not its. */
    private static LockFile emptied(LockFile before) {
        Inputs nothing = new Inputs(
                "",
                "",
                "",
                new TreeSet<>(),
                new TreeSet<>(before.inputs().machines()),
                new TreeSet<>(),
                false,
                new TreeMap<>(),
                before.inputs().buildRequires());
        return new LockFile(
                nothing,
                List.of(),
                List.of(),
                List.of(),
                before.buildRequirements(),
                before.wheels(),
                before.grouping(),
                DebugPins.NONE);
    }
}
