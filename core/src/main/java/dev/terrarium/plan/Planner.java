package dev.terrarium.plan;

import dev.terrarium.lock.LockFile;
import dev.terrarium.lock.LockFile.ArchiveEntry;
import dev.terrarium.lock.LockFile.BuildRequirementEntry;
import dev.terrarium.lock.LockFile.PackageEntry;
import dev.terrarium.oci.Digest;
import dev.terrarium.oci.Platform;
import dev.terrarium.oci.record.Segment;
import dev.terrarium.plan.Plan.FragmentPlan;
import dev.terrarium.plan.Plan.ImagePlan;
import dev.terrarium.plan.Plan.LayerPlan;
import dev.terrarium.plan.Plan.Tools;
import dev.terrarium.plan.Recipe.WheelFile;
import dev.terrarium.python.interpreter.Interpreter;
import dev.terrarium.python.interpreter.Layout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Turns locked inputs into the plan of one image. A pure function: it reads no file and asks nobody.
 *
 * <p>The order of layers is the order in which things change, slowest first: the base that all images of a suite share, further
 * packages of the operating system, CPython, dependencies by {@link Grouping}, the project.
 */
public final class Planner {
    /** The layer that holds only what the suite's base holds in every project. */
    public static final String BASE = "base";

    private static final String FURTHER = "packages";

    /** Not the name of any package: those have no spaces. */
    private static final String OWN = "own packages";

    private final Platform platform;
    private final Platform builder;
    private final LockFile lock;
    private final Interpreter interpreter;
    private final Layout layout;
    private final Rules rules;
    private final FragmentKeys keys;

    /** @param builder what the machine is that makes the image; the lock has an interpreter for it */
    public Planner(
            Platform platform, Platform builder, LockFile lock, Interpreter interpreter, Layout layout, Rules rules) {
        this.platform = platform;
        this.builder = builder;
        this.lock = lock;
        this.interpreter = interpreter;
        this.layout = layout;
        this.rules = rules;
        this.keys = new FragmentKeys(rules, layout, interpreter, compilingArtifacts());
    }

    /**
     * An image among those of its repository.
     *
     * @param name empty where it is the only one
     * @param common names of the packages that all of them have
     */
    public record Among(Optional<String> name, Set<String> common) {
        public Among {
            common = Set.copyOf(common);
        }
    }

    /** A wheel that goes in, and where it may be had. */
    public record Dependency(WheelFile wheel, Fetch fetch) {}

    /**
     * A path that several wheels carry.
     *
     * @param wheels their normalised names
     * @param stays whose file it is to be; empty when all of them carry the same
     */
    public record Shared(SortedSet<String> wheels, Optional<String> stays) {
        public Shared {
            wheels = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(wheels));
        }

        private String from() {
            return stays.isPresent() ? stays.get() : wheels.first();
        }
    }

    /**
     * What a fragment of the project's segment depends on.
     *
     * @param part {@link Recipe.Project#ITSELF}, or what tells its maker which other part it is
     * @param name for people
     * @param inputs digests of its sources, settings and build requirements, in an order that their maker defines
     * @param fetches the build requirements
     */
    public record ProjectPart(String part, String name, List<Digest> inputs, List<Fetch> fetches) {
        public ProjectPart {
            inputs = List.copyOf(inputs);
            fetches = List.copyOf(fetches);
        }
    }

    /**
     * @param dependencies in any order
     * @param shared paths that several wheels carry, from the root of the image
     * @param pruned directories and files that a wheel, by its normalised name, is installed without
     * @param project the fragments of its segment, in their order
     * @param among which image of the repository it is
     */
    public ImagePlan plan(
            List<Dependency> dependencies,
            SortedMap<String, Shared> shared,
            Map<String, List<String>> pruned,
            List<ProjectPart> project,
            Among among) {
        List<LayerPlan> layers = system();
        layers.addAll(dependencyLayers(dependencies, shared, pruned, among));
        List<FragmentPlan> parts = project.stream().map(this::projectFragment).toList();
        layers.add(new LayerPlan(Segment.Name.PROJECT, "project", parts));
        return new ImagePlan(among.name(), platform, interpreter, layout, layers, tools(layers));
    }

    private Tools tools(List<LayerPlan> layers) {
        return new Tools(
                builder,
                builder == platform
                        ? layers
                        : new Planner(builder, builder, lock, interpreter, layout, rules).system());
    }

    /** The operating system and CPython. */
    private List<LayerPlan> system() {
        var layers = new ArrayList<LayerPlan>();
        List<PackageEntry> base = debs("os");
        List<PackageEntry> further = furtherDebs(base);
        layers.add(osLayer(BASE, base, systemOf(base)));
        if (!further.isEmpty()) {
            layers.add(osLayer(FURTHER, further, systemOf(base, further)));
        }
        layers.add(new LayerPlan(Segment.Name.CPYTHON, "cpython", List.of(cpython())));
        return layers;
    }

    /**
     * What the one layer of a debug twin consists of: everything that the lock pins for it and the image has not got.
     *
     * @param dependencies of the image
     */
    public List<FragmentPlan> debug(List<Dependency> dependencies) {
        List<PackageEntry> base = debs("os");
        var beneath = new ArrayList<>(base);
        beneath.addAll(furtherDebs(base));
        Set<String> there =
                lock.packages(platform).stream().map(PackageEntry::name).collect(Collectors.toSet());
        List<PackageEntry> debs = lock.debug().packages(platform).stream()
                .filter(entry -> !there.contains(entry.name()))
                .toList();
        var fragments =
                new ArrayList<>(osLayer("debug", debs, systemOf(beneath, debs)).fragments());
        Set<String> installed = dependencies.stream()
                .map(dependency -> dependency.wheel().name())
                .collect(Collectors.toSet());
        lock.debug().wheels(platform).stream()
                .filter(entry -> !installed.contains(entry.name()))
                .forEach(entry -> fragments.add(wheel(dependency(entry), new TreeMap<>(), List.of())));
        return fragments;
    }

    private static Dependency dependency(BuildRequirementEntry entry) {
        return new Dependency(
                new WheelFile(entry.name(), entry.version(), entry.file(), entry.digest(), 0),
                new Fetch(entry.file(), entry.digest(), 0, new Fetch.Origin.PackageIndex(entry.name(), List.of())));
    }

    private List<PackageEntry> debs(String askedBy) {
        return lock.packages(platform).stream()
                .filter(entry -> entry.askedBy().contains(askedBy))
                .toList();
    }

    private List<PackageEntry> furtherDebs(List<PackageEntry> base) {
        List<String> cpython = interpreterArtifacts(platform);
        return lock.packages(platform).stream()
                .filter(entry -> !base.contains(entry) && !cpython.contains(entry.name()))
                .toList();
    }

    private List<String> interpreterArtifacts(Platform machine) {
        return lock.interpreter(machine)
                .map(LockFile.InterpreterEntry::artifacts)
                .orElse(List.of());
    }

    private LayerPlan osLayer(String name, List<PackageEntry> debs, FragmentPlan system) {
        var fragments = new ArrayList<FragmentPlan>();
        debs.forEach(deb -> fragments.add(new FragmentPlan(
                deb.name() + " " + deb.version(),
                keys.plain("deb", List.of(deb.digest()), List.of(), rules.debian()),
                new Recipe.DebianPackage(deb.digest()),
                List.of(Fetch.of(deb)))));
        fragments.add(system);
        return new LayerPlan(Segment.Name.OS, name, fragments);
    }

    private FragmentPlan systemOf(List<PackageEntry> base) {
        return new FragmentPlan(
                "base system",
                keys.plain("base-system", digests(base), List.of(), rules.debian()),
                new Recipe.BaseSystem(digests(base)),
                fetches(base));
    }

    private FragmentPlan systemOf(List<PackageEntry> base, List<PackageEntry> further) {
        var all = new ArrayList<>(base);
        all.addAll(further);
        return new FragmentPlan(
                "package system",
                keys.plain("further-system", digests(all), List.of(Integer.toString(base.size())), rules.debian()),
                new Recipe.FurtherSystem(digests(base), digests(further)),
                fetches(all));
    }

    private FragmentPlan cpython() {
        Optional<ArchiveEntry> archive = interpreterArchive(platform);
        if (archive.isPresent()) {
            return standalone(archive.get());
        }
        List<PackageEntry> debs = interpreterDebs(platform);
        return new FragmentPlan(
                "cpython " + interpreter.fullVersion(),
                keys.compiled("cpython", digests(debs), List.of(), rules.interpreter()),
                new Recipe.Cpython(interpreter, layout, digests(debs)),
                fetches(debs));
    }

    private FragmentPlan standalone(ArchiveEntry archive) {
        return new FragmentPlan(
                "cpython " + interpreter.fullVersion(),
                keys.compiled("cpython-archive", List.of(archive.digest()), List.of(), rules.interpreter()),
                new Recipe.StandaloneCpython(interpreter, layout, archive.digest()),
                List.of(Fetch.of(archive)));
    }

    private Optional<ArchiveEntry> interpreterArchive(Platform machine) {
        return lock.interpreter(machine).flatMap(LockFile.InterpreterEntry::archive);
    }

    private List<PackageEntry> interpreterDebs(Platform machine) {
        List<String> artifacts = interpreterArtifacts(machine);
        return lock.packages(machine).stream()
                .filter(entry -> artifacts.contains(entry.name()))
                .toList();
    }

    private List<LayerPlan> dependencyLayers(
            List<Dependency> dependencies,
            SortedMap<String, Shared> shared,
            Map<String, List<String>> pruned,
            Among among) {
        SortedMap<String, List<FragmentPlan>> layers = new TreeMap<>();
        dependencies.stream()
                .sorted(Comparator.comparing(dependency -> dependency.wheel().name()))
                .forEach(dependency -> layers.computeIfAbsent(
                                layerOf(dependency.wheel().name(), among), layer -> new ArrayList<>())
                        .add(wheel(
                                dependency,
                                shared,
                                pruned.getOrDefault(dependency.wheel().name(), List.of()))));
        List<FragmentPlan> rest = new ArrayList<>(List.of(environment()));
        Optional.ofNullable(layers.remove(Grouping.REST)).ifPresent(rest::addAll);
        List<FragmentPlan> own =
                new ArrayList<>(Optional.ofNullable(layers.remove(OWN)).orElse(List.of()));
        if (!shared.isEmpty()) {
            (own.isEmpty() ? rest : own).add(sharedFiles(dependencies, shared));
        }
        var all = new ArrayList<LayerPlan>();
        layers.forEach((name, fragments) -> all.add(new LayerPlan(Segment.Name.DEPENDENCIES, name, fragments)));
        all.add(new LayerPlan(Segment.Name.DEPENDENCIES, Grouping.REST, rest));
        if (!own.isEmpty()) {
            all.add(new LayerPlan(Segment.Name.DEPENDENCIES, OWN, own));
        }
        return all;
    }

    /** The rest is one layer for all images of a repository; what only some of them have stands beside it. */
    private String layerOf(String name, Among among) {
        String layer = lock.grouping().getOrDefault(name, Grouping.REST);
        return layer.equals(Grouping.REST) && !among.common().contains(name) ? OWN : layer;
    }

    private FragmentPlan environment() {
        return new FragmentPlan(
                "environment",
                keys.plain(
                        "environment",
                        List.of(),
                        List.of(layout.prefix().text(), layout.minorVersion()),
                        rules.interpreter()),
                new Recipe.VirtualEnvironment(layout),
                List.of());
    }

    private FragmentPlan wheel(Dependency dependency, SortedMap<String, Shared> shared, List<String> pruned) {
        WheelFile wheel = dependency.wheel();
        List<String> left = shared.entrySet().stream()
                .filter(path -> path.getValue().wheels().contains(wheel.name()))
                .map(Map.Entry::getKey)
                .toList();
        var parameters = new ArrayList<>(left);
        pruned.forEach(path -> parameters.add("without " + path));
        return new FragmentPlan(
                wheel.name() + " " + wheel.version(),
                keys.compiled("wheel", List.of(wheel.digest()), parameters, rules.wheel()),
                new Recipe.Wheel(wheel, layout, left, pruned),
                List.of(dependency.fetch()));
    }

    private FragmentPlan sharedFiles(List<Dependency> dependencies, SortedMap<String, Shared> shared) {
        var names = new TreeSet<String>();
        shared.values().forEach(one -> names.addAll(one.wheels()));
        List<Dependency> owners = dependencies.stream()
                .filter(dependency -> names.contains(dependency.wheel().name()))
                .sorted(Comparator.comparing(dependency -> dependency.wheel().name()))
                .toList();
        List<WheelFile> wheels = owners.stream().map(Dependency::wheel).toList();
        var from = new TreeMap<String, String>();
        var parameters = new ArrayList<String>();
        shared.forEach((path, one) -> {
            from.put(path, one.from());
            parameters.add(path + one.stays().map(name -> " of " + name).orElse(""));
        });
        return new FragmentPlan(
                "shared files",
                keys.compiled(
                        "shared-files", wheels.stream().map(WheelFile::digest).toList(), parameters, rules.wheel()),
                new Recipe.SharedFiles(wheels, layout, from),
                owners.stream().map(Dependency::fetch).toList());
    }

    private FragmentPlan projectFragment(ProjectPart project) {
        return new FragmentPlan(
                project.name(),
                keys.compiled("project", project.inputs(), List.of(), rules.wheel()),
                new Recipe.Project(layout, project.part()),
                project.fetches());
    }

    /** The digests of what compiles on the machine that makes the image. */
    private Digest compilingArtifacts() {
        var text = new StringBuilder();
        interpreterDebs(builder).forEach(deb -> text.append(deb.digest()).append('\n'));
        interpreterArchive(builder)
                .ifPresent(archive -> text.append(archive.digest()).append('\n'));
        return Digest.ofBytes(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static List<Digest> digests(List<PackageEntry> debs) {
        return debs.stream().map(PackageEntry::digest).toList();
    }

    private static List<Fetch> fetches(List<PackageEntry> debs) {
        return debs.stream().map(Fetch::of).toList();
    }
}
