package dev.terrarium.make;

import dev.terrarium.elf.ElfFacts;
import dev.terrarium.elf.ElfScan;
import dev.terrarium.lock.LockFile.PackageEntry;
import dev.terrarium.lock.libraries.NativeLibraries;
import dev.terrarium.lock.libraries.NativeLibraries.Found;
import dev.terrarium.lock.libraries.NativeLibraries.SystemPackage;
import dev.terrarium.lock.libraries.NativeLibraries.WheelFacts;
import dev.terrarium.lock.libraries.PackageSource;
import dev.terrarium.oci.Digest;
import dev.terrarium.plan.Fetch;
import dev.terrarium.plan.Planner.Dependency;
import dev.terrarium.plan.Planner.Shared;
import dev.terrarium.plan.Recipe.WheelFile;
import dev.terrarium.python.PackageName;
import dev.terrarium.python.interpreter.Layout;
import dev.terrarium.python.wheel.InstalledWheel;
import dev.terrarium.python.wheel.WheelInstall;
import dev.terrarium.python.wheel.WheelSet;
import dev.terrarium.store.Records;
import dev.terrarium.store.Store;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What must be known of wheels before an image can be planned: which files several of them carry, and what they need of the
 * operating system.
 *
 * <p>Both follow from the wheels alone, so they are computed once and remembered; a build that changes no dependency opens none.
 */
public final class WheelSurvey {
    private final Fetcher fetcher;
    private final WheelTrees wheels;
    private final DebianTrees debian;
    private final ElfScan scan;
    private final Records sets;

    public WheelSurvey(Store store, Fetcher fetcher, WheelTrees wheels, DebianTrees debian) {
        this.fetcher = fetcher;
        this.wheels = wheels;
        this.debian = debian;
        this.scan = new ElfScan(store);
        this.sets = store.records("wheel-set", 2);
    }

    /**
     * Paths that more than one wheel carries, with equal bytes or with a decision which file stays.
     *
     * @param stays path below site-packages to the package whose file stays
     * @throws dev.terrarium.error.UserError when wheels carry different files at one path and nobody decided
     */
    public SortedMap<String, Shared> shared(
            List<Dependency> dependencies, Layout layout, SortedMap<String, String> stays)
            throws InterruptedException, IOException {
        Digest key = key(dependencies, layout, stays);
        Optional<byte[]> known = sets.find(key);
        if (known.isPresent()) {
            return parse(new String(known.get(), StandardCharsets.UTF_8));
        }
        fetcher.fetch("wheels", dependencies.stream().map(Dependency::fetch).toList());
        List<InstalledWheel> installed = dependencies.stream()
                .map(dependency -> wheels.installed(dependency.wheel(), layout))
                .toList();
        var decided = new TreeMap<TreePath, PackageName>();
        stays.forEach((path, name) -> decided.put(layout.sitePackages().resolve(path), PackageName.of(name)));
        var shared = new TreeMap<String, Shared>();
        for (TreePath path : WheelSet.conflicts(installed, path -> Optional.ofNullable(decided.get(path)))
                .entries()
                .keySet()) {
            Optional<String> from = Optional.ofNullable(decided.get(path)).map(PackageName::text);
            shared.put(path.text(), new Shared(owners(path, installed), from));
        }
        sets.add(key, text(shared).getBytes(StandardCharsets.UTF_8));
        return shared;
    }

    private static SortedSet<String> owners(TreePath path, List<InstalledWheel> installed) {
        return installed.stream()
                .filter(wheel -> wheel.tree().at(path).isPresent())
                .map(wheel -> wheel.metadata().name().text())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Debian packages that the wheels need and these entries do not provide, each with the wheels that asked.
     *
     * @param further binaries that are in no wheel, under the name of what brings them
     * @param system what goes in of the operating system and the interpreter
     * @param locked what is locked because wheels asked for it
     * @throws dev.terrarium.error.UserError when a library is missing that no package is known for, or is too old
     */
    public Found libraries(
            NativeLibraries search,
            List<Dependency> dependencies,
            Layout layout,
            List<WheelFacts> further,
            List<PackageEntry> system,
            List<PackageEntry> locked,
            PackageSource source)
            throws InterruptedException, IOException {
        if (dependencies.isEmpty() && further.isEmpty()) {
            return new Found(new TreeMap<>(), new TreeSet<>());
        }
        var all = new ArrayList<>(system);
        all.addAll(locked);
        fetcher.fetch("packages", unknown(dependencies, layout, all));
        var needs = new ArrayList<>(further);
        for (Dependency dependency : dependencies) {
            WheelFile wheel = dependency.wheel();
            ElfFacts facts = scan.of(
                    key(wheel, layout), () -> wheels.installed(wheel, layout).tree());
            needs.add(new WheelFacts(wheel.name(), facts));
        }
        return search.needed(needs, binaries(system), binaries(locked), source);
    }

    /** Those of files that are nobody's wheel. */
    public ElfFacts binaries(Digest key, Supplier<Tree> tree) throws IOException {
        return scan.of(key, tree);
    }

    private List<SystemPackage> binaries(List<PackageEntry> entries) throws IOException {
        var packages = new ArrayList<SystemPackage>();
        for (PackageEntry entry : entries) {
            Digest key = DebianTrees.key(entry.digest());
            packages.add(new SystemPackage(entry.name(), scan.of(key, () -> debianTree(entry.digest()))));
        }
        return packages;
    }

    /** All that has to be looked into, so that it is fetched at once, and what nobody has is told at once. */
    private List<Fetch> unknown(List<Dependency> dependencies, Layout layout, List<PackageEntry> system)
            throws IOException {
        var fetches = new ArrayList<Fetch>();
        for (PackageEntry entry : system) {
            if (!scan.knows(DebianTrees.key(entry.digest()))) {
                fetches.add(Fetch.of(entry));
            }
        }
        for (Dependency dependency : dependencies) {
            if (!scan.knows(key(dependency.wheel(), layout))) {
                fetches.add(dependency.fetch());
            }
        }
        return fetches;
    }

    private Tree debianTree(Digest deb) {
        try {
            return debian.installed(deb).tree();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Stands for the tree that today's rules make of the wheel. */
    private static Digest key(WheelFile wheel, Layout layout) {
        return digest("wheel " + WheelInstall.INSTALL_RULES + " " + layout.org() + " " + layout.minorVersion() + " "
                + wheel.digest());
    }

    private static Digest key(List<Dependency> dependencies, Layout layout, SortedMap<String, String> stays) {
        return digest(dependencies.stream()
                .map(dependency -> key(dependency.wheel(), layout) + "\n")
                .sorted()
                .collect(Collectors.joining("", "wheel-set\n", stays.isEmpty() ? "" : stays.toString())));
    }

    private static Digest digest(String text) {
        return Digest.ofBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(SortedMap<String, Shared> shared) {
        return shared.entrySet().stream()
                .map(path -> String.join(" ", path.getValue().wheels()) + "\t"
                        + path.getValue().stays().orElse("") + "\t" + path.getKey() + "\n")
                .collect(Collectors.joining());
    }

    private static SortedMap<String, Shared> parse(String text) {
        var shared = new TreeMap<String, Shared>();
        text.lines().forEach(line -> {
            String[] fields = line.split("\t", 3);
            shared.put(
                    fields[2],
                    new Shared(
                            new TreeSet<>(List.of(fields[0].split(" "))),
                            Optional.of(fields[1]).filter(name -> !name.isEmpty())));
        });
        return shared;
    }
}
