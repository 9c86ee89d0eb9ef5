package dev.terrarium.cli.build;

import dev.terrarium.interpreter.DebianInterpreter;
import dev.terrarium.interpreter.StandaloneInterpreter;
import dev.terrarium.interpreter.StandaloneInterpreter.Described;
import dev.terrarium.lock.ArchiveRoots;
import dev.terrarium.lock.DebianRoots;
import dev.terrarium.lock.LockFile.ArchiveEntry;
import dev.terrarium.lock.LockFile.InterpreterEntry;
import dev.terrarium.lock.LockFile.PackageEntry;
import dev.terrarium.lock.Locker;
import dev.terrarium.oci.Digest;
import dev.terrarium.oci.Platform;
import dev.terrarium.plan.Fetch;
import dev.terrarium.project.Project;
import dev.terrarium.project.configuration.InterpreterTable;
import dev.terrarium.python.interpreter.CPython;
import dev.terrarium.python.interpreter.Interpreter;
import java.util.List;
import java.util.Optional;

/** Where a project's CPython comes from: packages of the distribution or of a repository, or an archive. */
record Interpreters(Project project, Collaborators with) {
    /** What the lock is made of. */
    Locker.Roots roots() {
        var packages = new DebianRoots(new DebianInterpreter(with.store()));
        return archive(project)
                .<Locker.Roots>map(archive ->
                        new ArchiveRoots(packages, archive, (minor, platform) -> describe(archive, minor, platform)))
                .orElse(packages);
    }

    private Described describe(ArchiveEntry archive, String minor, Platform platform) throws InterruptedException {
        with.fetcher().fetch(List.of(Fetch.of(archive)));
        return new StandaloneInterpreter(with.store()).describe(archive.digest(), minor, platform);
    }

    /** The interpreter that a platform gets. */
    Interpreter of(Platform platform, List<PackageEntry> packages) throws InterruptedException {
        InterpreterEntry entry =
                roots().describe(platform, PythonChoice.of(project).python(), packages);
        return CPython.of(entry.provider(), entry.version(), platform.multiarch());
    }

    /** What tells a lock that it was made for another interpreter; empty for the distribution's own. */
    static String input(Project project) {
        InterpreterTable table = project.configuration().interpreter();
        return table.source()
                .or(() -> archive(project).map(archive -> archive.digest().toString()))
                .orElse("");
    }

    private static Optional<ArchiveEntry> archive(Project project) {
        InterpreterTable table = project.configuration().interpreter();
        return table.archive()
                .map(place -> new ArchiveEntry(
                        place.substring(place.lastIndexOf('/') + 1),
                        new Digest(table.sha256().orElseThrow())));
    }
}
