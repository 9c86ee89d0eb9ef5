package dev.terrarium.cli.build;

import dev.terrarium.lock.LockFile;
import dev.terrarium.lock.LockFile.BuildRequirementEntry;
import dev.terrarium.make.Compilation;
import dev.terrarium.make.FragmentTrees.ProjectTree;
import dev.terrarium.make.ProjectTrees;
import dev.terrarium.make.WheelTrees;
import dev.terrarium.make.backend.BackendRequest;
import dev.terrarium.oci.Digest;
import dev.terrarium.plan.Fetch;
import dev.terrarium.plan.Recipe.WheelFile;
import dev.terrarium.project.BuildSystem;
import dev.terrarium.project.Project;
import dev.terrarium.project.files.ProjectFiles;
import dev.terrarium.sandbox.Sandbox;
import dev.terrarium.tree.Tree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** How packages of the repository become wheels: what each depends on besides its files, and how it is made. */
record PackageBuild(Collaborators with, WheelTrees wheels, Sandbox sandbox, Compilation compilation) {

    List<Digest> inputs(BuildSystem system, long epoch, LockFile lock) {
        var inputs = new ArrayList<Digest>();
        inputs.add(Digest.ofBytes((system.backend() + " " + epoch).getBytes(StandardCharsets.UTF_8)));
        lock.buildRequirements().forEach(entry -> inputs.add(entry.digest()));
        return inputs;
    }

    List<Fetch> fetches(LockFile lock) {
        return requirements(lock).stream().map(PackageBuild::fetch).toList();
    }

    private List<BuildRequirementEntry> requirements(LockFile lock) {
        return BuildWheels.runningOn(with.platform(), lock.buildRequirements());
    }

    private static Fetch fetch(BuildRequirementEntry entry) {
        return new Fetch(entry.file(), entry.digest(), 0, new Fetch.Origin.PackageIndex(entry.name(), List.of()));
    }

    /** @param beside what goes in besides, at its place in the image */
    ProjectTree tree(Project project, BuildSystem system, ProjectFiles files, long epoch, LockFile lock, Tree beside) {
        List<WheelFile> requirements = requirements(lock).stream()
                .map(entry -> new WheelFile(entry.name(), entry.version(), entry.file(), entry.digest(), 0))
                .toList();
        var request =
                new BackendRequest(files.tree(), system.backend(), List.of(), List.of(), epoch, project.version());
        return new ProjectTrees.Built(
                with.store(), sandbox, compilation, wheels, requirements, request, beside, with.progress());
    }
}
