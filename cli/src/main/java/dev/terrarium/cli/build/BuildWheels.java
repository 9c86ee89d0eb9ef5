package dev.terrarium.cli.build;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.UserError;
import dev.terrarium.io.Progress;
import dev.terrarium.lock.LockFile.BuildRequirementEntry;
import dev.terrarium.lock.LockFile.PackageEntry;
import dev.terrarium.lock.Locker;
import dev.terrarium.make.WheelTrees;
import dev.terrarium.oci.Platform;
import dev.terrarium.project.Project;
import dev.terrarium.python.Malformed;
import dev.terrarium.python.PackageName;
import dev.terrarium.python.Requirement;
import dev.terrarium.python.Target;
import dev.terrarium.python.Version;
import dev.terrarium.python.resolve.BuildRequirements;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds the wheels that a project's build back-end needs, for every machine that may build: compiled ones differ. */
final class BuildWheels implements Locker.BuildResolver {
    private final Collaborators with;
    private final Project project;

    BuildWheels(Collaborators with, Project project) {
        this.with = with;
        this.project = project;
    }

    @Override
    public List<BuildRequirementEntry> resolve(
            SortedSet<String> requirements, List<BuildRequirementEntry> pinned, List<PackageEntry> packages)
            throws InterruptedException {
        return resolve("build requirements", "[build-system] requires", requirements, pinned, packages);
    }

    /** The same for the wheels of a debug twin. */
    List<BuildRequirementEntry> resolveTwin(
            SortedSet<String> requirements, List<BuildRequirementEntry> pinned, List<PackageEntry> packages)
            throws InterruptedException {
        return resolve("debug twin", "the debug twin", requirements, pinned, packages);
    }

    private List<BuildRequirementEntry> resolve(
            String what,
            String asker,
            SortedSet<String> requirements,
            List<BuildRequirementEntry> pinned,
            List<PackageEntry> packages)
            throws InterruptedException {
        Map<PackageName, Version> pins = new TreeMap<>();
        pinned.forEach(entry -> pins.put(PackageName.of(entry.name()), Version.of(entry.version())));
        try (Progress.Step step = with.progress().begin("resolve", what)) {
            var metadata = IndexWheels.metadata(with);
            List<Requirement> wanted = read(requirements);
            var found = new LinkedHashSet<BuildRequirementEntry>();
            for (Platform machine :
                    new TreeSet<>(packages.stream().map(PackageEntry::platform).toList())) {
                BuildRequirements.resolve(wanted, asker, pins, with.indexes(), metadata, target(machine, packages))
                        .forEach(one -> {
                            pins.putIfAbsent(one.name(), one.version());
                            found.add(new BuildRequirementEntry(
                                    one.name().text(), one.version().toString(), one.filename(), one.sha256()));
                        });
            }
            step.outcome(found.size() + (found.size() == 1 ? " wheel" : " wheels"));
            return List.copyOf(found);
        }
    }

    /** Those entries that this machine can run. */
    static List<BuildRequirementEntry> runningOn(Platform machine, List<BuildRequirementEntry> entries) {
        return entries.stream()
                .filter(entry -> WheelTrees.filename(entry.file()).tags().stream()
                        .anyMatch(tag ->
                                tag.platform().equals("any") || tag.platform().endsWith("_" + machine.machine())))
                .toList();
    }

    private Target target(Platform machine, List<PackageEntry> packages) throws InterruptedException {
        List<PackageEntry> there =
                packages.stream().filter(entry -> entry.platform() == machine).toList();
        return Targets.of(new Interpreters(project, with).of(machine, there), machine, there);
    }

    private static List<Requirement> read(SortedSet<String> texts) {
        var read = new ArrayList<Requirement>();
        for (String text : texts) {
            try {
                read.add(Requirement.read(text));
            } catch (Malformed e) {
                throw new UserError(
                        ErrorCode.PROJECT_INVALID,
                        "`requires` of [build-system] holds `" + text + "`, which is no requirement: "
                                + e.getMessage());
            }
        }
        return read;
    }
}
