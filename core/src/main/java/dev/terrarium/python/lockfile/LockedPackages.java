package dev.terrarium.python.lockfile;

import java.util.Comparator;
import java.util.List;

/**
 * What a lock selects for one target.
 *
 * @param packages sorted by name, each once
 * @param projects other projects of the repository that go in, sorted by name
 * @param notes what a person should read: markers that ask for the kernel, options without effect
 */
public record LockedPackages(List<LockedPackage> packages, List<LocalProject> projects, List<String> notes) {
    public LockedPackages {
        packages = packages.stream()
                .sorted(Comparator.comparing(LockedPackage::name))
                .toList();
        projects = projects.stream()
                .sorted(Comparator.comparing(LocalProject::name))
                .toList();
        notes = List.copyOf(notes);
    }

    /** A selection of distributions alone. */
    public LockedPackages(List<LockedPackage> packages, List<String> notes) {
        this(packages, List.of(), notes);
    }

    /** Whether names of files have to be asked of an index before wheels can be chosen. */
    public boolean needIndex() {
        return packages.stream().anyMatch(it -> it.offer() instanceof LockedPackage.Offer.Hashes);
    }
}
