package dev.terrarium.python.resolve;

import dev.terrarium.python.CompatibleTags;
import dev.terrarium.python.Malformed;
import dev.terrarium.python.PackageName;
import dev.terrarium.python.Specifiers;
import dev.terrarium.python.Target;
import dev.terrarium.python.Version;
import dev.terrarium.python.WheelFilename;
import dev.terrarium.python.index.IndexFile;
import dev.terrarium.python.index.Indexes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The versions of a distribution that can be installed on a target, each with its best wheel. */
final class Candidates {
    /** A wheel that fits. */
    record Candidate(WheelFilename wheel, IndexFile file) {
        Version version() {
            return wheel.version();
        }
    }

    private final TreeMap<Version, Candidate> byVersion = new TreeMap<>();
    private final boolean isKnown;

    private Candidates(boolean isKnown) {
        this.isKnown = isKnown;
    }

    static Candidates of(PackageName name, Indexes indexes, Target target) {
        List<IndexFile> files = indexes.files(name);
        var candidates = new Candidates(!files.isEmpty());
        CompatibleTags tags = CompatibleTags.of(target);
        Comparator<Candidate> better = Comparator.comparingInt(
                        (Candidate it) -> -tags.rank(it.wheel()).orElseThrow())
                .thenComparing(Candidate::wheel);
        for (IndexFile file : files) {
            candidate(name, file)
                    .filter(it -> tags.rank(it.wheel()).isPresent()
                            && file.acceptedPythons().contains(target.python()))
                    .ifPresent(it -> candidates.byVersion.merge(
                            it.version(), it, (one, two) -> better.compare(one, two) >= 0 ? one : two));
        }
        return candidates;
    }

    private static Optional<Candidate> candidate(PackageName name, IndexFile file) {
        if (!file.isWheel()) {
            return Optional.empty();
        }
        try {
            WheelFilename wheel = WheelFilename.read(file.filename());
            return wheel.name().equals(name) ? Optional.of(new Candidate(wheel, file)) : Optional.empty();
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    /** Whether any place has files of this name at all. */
    boolean isKnown() {
        return isKnown;
    }

    Optional<Candidate> at(Version version) {
        return Optional.ofNullable(byVersion.get(version));
    }

    /** The newest that fulfils all demands; a withdrawn one only if it is pinned. */
    Optional<Candidate> newest(List<Demand> demands) {
        var all = new Specifiers(demands.stream()
                .flatMap(it -> it.requirement().specifiers().all().stream())
                .toList());
        var offered = new ArrayList<Version>();
        byVersion.forEach((version, candidate) -> {
            if (candidate.file().yanked().isEmpty()
                    || all.pin().filter(version::equals).isPresent()) {
                offered.add(version);
            }
        });
        return all.filter(offered).stream().max(Comparator.naturalOrder()).map(byVersion::get);
    }
}
