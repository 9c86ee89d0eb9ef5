package dev.terrarium.cli.build;

import dev.terrarium.cli.build.Preparation.Prepared;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.lock.LockFile;
import dev.terrarium.lock.LockFile.Inputs;
import dev.terrarium.lock.LockFile.PackageEntry;
import dev.terrarium.lock.libraries.NativeLibraries;
import dev.terrarium.lock.libraries.NativeLibraries.Found;
import dev.terrarium.lock.libraries.NativeLibraries.WheelFacts;
import dev.terrarium.lock.libraries.PackageSource;
import dev.terrarium.make.WheelSurvey;
import dev.terrarium.oci.Platform;
import dev.terrarium.project.Project;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/** What the wheels of a project, and binaries among its own files, need of the operating system, over all images of a run. */
final class Libraries {
    private final Project project;
    private final Machines machines;
    private final WheelSurvey survey;
    private final Binaries own;
    private final Function<Platform, PackageSource> packages;
    private final SortedSet<String> notes = new TreeSet<>();

    /** Reads the binaries that the project itself brings. */
    @FunctionalInterface
    interface Binaries {
        List<WheelFacts> read(Prepared image) throws IOException;
    }

    /** @param packages knows the suite; asked only for what the lock does not answer */
    Libraries(
            Project project,
            Machines machines,
            WheelSurvey survey,
            Binaries own,
            Function<Platform, PackageSource> packages) {
        this.project = project;
        this.machines = machines;
        this.survey = survey;
        this.own = own;
        this.packages = packages;
    }

    /** What a lock has to have for wheels' sake. Libraries of platforms whose wheels were not looked at stay as they are. */
    SortedMap<String, SortedSet<String>> wanted(LockFile lock, List<Prepared> images)
            throws InterruptedException, IOException {
        SortedMap<String, SortedSet<String>> found = needed(lock, images, Libraries::isOwn, packages);
        Inputs inputs = lock.inputs();
        if (machines.areFewerThan(inputs)) {
            inputs.libraries()
                    .forEach((name, wheels) ->
                            found.computeIfAbsent(name, key -> new TreeSet<>()).addAll(wheels));
        }
        return found;
    }

    /** @throws UserError when what is locked leaves something missing, or does not have the versions of symbols */
    void requireIn(LockFile lock, List<Prepared> images) throws InterruptedException, IOException {
        var missing = needed(lock, images, entry -> true, platform -> PackageSource.NOBODY);
        if (!missing.isEmpty()) {
            throw new UserError(missing.entrySet().stream()
                    .map(library -> Problem.of(
                            ErrorCode.LOCK_STALE,
                            "terrarium.lock lacks `" + library.getKey() + "`, which `"
                                    + String.join("`, `", library.getValue())
                                    + (library.getValue().size() == 1 ? "` needs" : "` need"),
                            "run `terrarium lock`"))
                    .toList());
        }
    }

    /** What the wheels of all images need besides the entries that {@code counts} lets count. */
    private SortedMap<String, SortedSet<String>> needed(
            LockFile lock,
            List<Prepared> images,
            Predicate<PackageEntry> counts,
            Function<Platform, PackageSource> sources)
            throws InterruptedException, IOException {
        var all = new TreeMap<String, SortedSet<String>>();
        for (Prepared image : images) {
            List<PackageEntry> packages = lock.packages(image.platform());
            Set<String> forWheels = lock.inputs().libraries().keySet();
            var search = new NativeLibraries(
                    lock.inputs().os(),
                    image.platform(),
                    Set.copyOf(project.configuration().os().withoutLibraries()));
            Found found = survey.libraries(
                    search,
                    image.dependencies(),
                    image.layout(),
                    own.read(image),
                    packages.stream().filter(counts).toList(),
                    packages.stream()
                            .filter(entry -> forWheels.contains(entry.name()))
                            .toList(),
                    sources.apply(image.platform()));
            found.packages()
                    .forEach((name, wheels) ->
                            all.computeIfAbsent(name, key -> new TreeSet<>()).addAll(wheels));
            notes.addAll(found.notes());
        }
        return all;
    }

    /** Whether an entry is there for another reason than the wheels, whose needs are just being found out. */
    private static boolean isOwn(PackageEntry entry) {
        return entry.askedBy().stream().anyMatch(asker -> !asker.startsWith("wheel:"));
    }

    /** Sentences about packages that wheels brought and did not bring before, then about those that they could. */
    List<String> told(LockFile before, LockFile after) {
        var told = new ArrayList<String>();
        after.inputs().libraries().forEach((name, wheels) -> {
            if (!wheels.equals(before.inputs().libraries().get(name))) {
                told.add("`" + name + "` goes in for `" + String.join("`, `", wheels) + "`");
            }
        });
        told.addAll(notes);
        return told;
    }
}
