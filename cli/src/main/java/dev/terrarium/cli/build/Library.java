package dev.terrarium.cli.build;

import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.io.Lazy;
import dev.terrarium.lock.LockFile;
import dev.terrarium.make.FragmentTrees.ProjectTree;
import dev.terrarium.oci.Digest;
import dev.terrarium.plan.Planner.ProjectPart;
import dev.terrarium.project.BuildSystem;
import dev.terrarium.project.Project;
import dev.terrarium.project.configuration.Names;
import dev.terrarium.project.files.ProjectFiles;
import dev.terrarium.project.git.GitFacts;
import dev.terrarium.project.git.GitReader;
import dev.terrarium.tree.Tree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Another project of the repository that goes in: a wheel and a fragment of its own.
 *
 * <p>Nothing of the commit goes into its wheel, not even the time: it stays the same as long as its own files do, whatever else
 * in the repository changes.
 */
final class Library {
    private static final long EPOCH = 315_532_800;

    private final Project project;
    private final BuildSystem system;
    private final PackageBuild build;
    private final List<Path> outside;
    private final Lazy<ProjectFiles> files;

    /**
     * @param files read when they are needed
     * @param outside what is none of its files wherever it lies
     */
    Library(Project project, PackageBuild build, List<Path> outside, Lazy<ProjectFiles> files) {
        this.project = project;
        this.system = project.buildSystem().orElseThrow();
        this.build = build;
        this.outside = outside;
        this.files = files;
    }

    /** Which of the plan's parts it is. */
    static String part(String name) {
        return "library " + Names.normalised(name);
    }

    String part() {
        return part(project.name());
    }

    ProjectFiles files() {
        return files.get();
    }

    Project project() {
        return project;
    }

    ProjectPart planned(LockFile lock) {
        var inputs = new ArrayList<Digest>();
        inputs.add(files.get().digest());
        inputs.addAll(build.inputs(system, EPOCH, lock));
        return new ProjectPart(
                part(), Names.normalised(project.name()) + " " + project.versionText(), inputs, build.fetches(lock));
    }

    ProjectTree tree(LockFile lock) {
        ProjectTree tree = build.tree(project, system, files.get(), EPOCH, lock, Tree.EMPTY);
        return image -> {
            try {
                return tree.make(image);
            } catch (UserError e) {
                throw new UserError(e.problems().stream().map(this::named).toList());
            }
        };
    }

    /** Its problems say which of the projects has them. */
    private Problem named(Problem problem) {
        return new Problem(
                problem.code(), "`" + project.name() + "`: " + problem.message(), problem.place(), problem.hints());
    }

    boolean isDirty() {
        GitFacts facts =
                GitReader.read(project, files.get(), outside, build.with().environment());
        return facts.dirty();
    }
}
