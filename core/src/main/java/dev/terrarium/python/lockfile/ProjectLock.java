package dev.terrarium.python.lockfile;

import dev.terrarium.python.Extra;
import dev.terrarium.python.Group;
import dev.terrarium.python.PackageName;
import dev.terrarium.python.Target;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The file in which a project says which distributions it runs with. */
public sealed interface ProjectLock
        permits UvLock, Pylock, PoetryLock, PdmLock, PipfileLock, PinnedRequirements, NothingLocked {
    /**
     * What somebody wants of it.
     *
     * @param root the project, where a lock may hold several; empty for the only one
     */
    record Wanted(Optional<PackageName> root, SortedSet<Extra> extras, SortedSet<Group> groups) {
        public Wanted {
            extras = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(extras));
            groups = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(groups));
        }

        /** The project and what it cannot do without. */
        public static final Wanted PLAIN = new Wanted(Optional.empty(), new TreeSet<>(), new TreeSet<>());
    }

    /**
     * The distributions that go in for a target, without the project itself.
     *
     * @throws dev.terrarium.error.UserError with everything that is wrong with the lock or cannot be installed from it
     */
    LockedPackages select(Wanted wanted, Target target);

    /** Every other project of the repository that could go in for some target, each once. */
    default List<LocalProject> projects(Wanted wanted) {
        return List.of();
    }
}
