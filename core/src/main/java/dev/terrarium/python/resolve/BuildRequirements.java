package dev.terrarium.python.resolve;

import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.UserError;
import dev.terrarium.oci.Digest;
import dev.terrarium.python.Extra;
import dev.terrarium.python.MarkerEnvironment;
import dev.terrarium.python.Metadata;
import dev.terrarium.python.PackageName;
import dev.terrarium.python.Requirement;
import dev.terrarium.python.Target;
import dev.terrarium.python.Version;
import dev.terrarium.python.index.Indexes;
import dev.terrarium.python.resolve.Candidates.Candidate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The closure of what a build back-end asks for: of each distribution the newest version that everybody known so far allows.
 *
 * <p>Not a resolver: nothing that was chosen is ever taken back. Back-ends have few and loose requirements, and where two of them do
 * not go together a person should know rather than get an old version silently. Breadth first, by name within a level, so the
 * result does not depend on the order of anything. Wheels only; what is pinned already stays, if it is still allowed.
 */
public final class BuildRequirements {
    private static final int MOST = 500;

    private final Indexes indexes;
    private final WheelMetadata metadata;
    private final Target target;
    private final MarkerEnvironment environment;

    private final Map<PackageName, Version> pinned = new TreeMap<>();
    private final Map<PackageName, List<Demand>> demands = new TreeMap<>();
    private final Map<PackageName, Chosen> chosen = new TreeMap<>();

    private record Chosen(Candidate candidate, Metadata metadata, Set<String> extras) {
        String shown() {
            return "`" + metadata.name() + " " + metadata.version() + "`";
        }
    }

    private BuildRequirements(Indexes indexes, WheelMetadata metadata, Target target) {
        this.indexes = indexes;
        this.metadata = metadata;
        this.target = target;
        this.environment = MarkerEnvironment.of(target);
    }

    /**
     * Finds the wheels, sorted by name.
     *
     * @param wanted what {@code build-system.requires} says
     * @param from where that stands, as it is shown: {@code pyproject.toml}
     * @param pinned versions that should not move
     * @throws UserError BUILD_REQUIREMENT_CONFLICT naming both sides; WHEEL_MISSING; NOT_IN_THIS_VERSION
     * @throws EnvironmentError PACKAGE_UNAVAILABLE when no place knows a distribution
     */
    public static List<BuildRequirement> resolve(
            List<Requirement> wanted,
            String from,
            Map<PackageName, Version> pinned,
            Indexes indexes,
            WheelMetadata metadata,
            Target target) {
        var run = new BuildRequirements(indexes, metadata, target);
        run.pinned.putAll(pinned);
        run.run(wanted.stream().map(it -> new Demand(it, from)).toList());
        return run.chosen.values().stream().map(run::requirement).toList();
    }

    private void run(List<Demand> first) {
        List<Demand> level = first;
        while (!level.isEmpty()) {
            var byName = new TreeMap<PackageName, List<Demand>>();
            for (Demand demand : level) {
                if (demand.requirement().appliesTo(environment, Set.of())) {
                    byName.computeIfAbsent(demand.requirement().name(), name -> new ArrayList<>())
                            .add(demand);
                }
            }
            var next = new ArrayList<Demand>();
            byName.forEach((name, news) -> next.addAll(take(name, news)));
            level = next;
        }
    }

    /** Fits the new demands in, and says what follows from them. */
    private List<Demand> take(PackageName name, List<Demand> news) {
        news.forEach(BuildRequirements::checkSupported);
        List<Demand> all = demands.computeIfAbsent(name, it -> new ArrayList<>());
        List<Demand> before = List.copyOf(all);
        all.addAll(news);
        var follow = new ArrayList<Demand>();
        Chosen one = chosen.get(name);
        if (one == null) {
            one = choose(name, all);
            chosen.put(name, one);
            if (chosen.size() > MOST) {
                throw new UserError(ErrorCode.BUILD_REQUIREMENT_CONFLICT, "more than " + MOST + " build requirements");
            }
            follow.addAll(requirementsOf(one, Set.of()));
        } else {
            checkStillAllowed(one, before, news);
        }
        for (Demand demand : news) {
            for (Extra extra : demand.requirement().extras()) {
                if (one.extras().add(extra.name())) {
                    follow.addAll(requirementsOf(one, Set.of(extra.name())));
                }
            }
        }
        return follow;
    }

    private static void checkSupported(Demand demand) {
        if (demand.requirement().url().isPresent()) {
            throw new UserError(
                    ErrorCode.NOT_IN_THIS_VERSION,
                    demand.by() + " needs `" + demand.requirement().name()
                            + "` from an address, which is not in this version",
                    "name a version that an index has");
        }
    }

    private Chosen choose(PackageName name, List<Demand> all) {
        Candidates candidates = Candidates.of(name, indexes, target);
        Optional<Candidate> stays = Optional.ofNullable(pinned.get(name))
                .filter(version -> all.stream()
                        .allMatch(it -> it.requirement().specifiers().contains(version)))
                .flatMap(candidates::at);
        Candidate candidate = stays.or(() -> candidates.newest(all)).orElseThrow(() -> none(name, all, candidates));
        return new Chosen(candidate, metadata.of(candidate.wheel(), candidate.file()), new HashSet<>());
    }

    private RuntimeException none(PackageName name, List<Demand> all, Candidates candidates) {
        if (!candidates.isKnown()) {
            return new EnvironmentError(
                    ErrorCode.PACKAGE_UNAVAILABLE,
                    "no configured index knows `" + name + "`: "
                            + all.getFirst().sentence(),
                    "run `terrarium doctor` to see which indexes are asked");
        }
        for (Demand one : all) {
            if (candidates.newest(List.of(one)).isEmpty()) {
                return new UserError(
                        ErrorCode.WHEEL_MISSING,
                        one.sentence() + ", of which no index has a wheel for " + target,
                        "build requirements must have wheels in this version; ask for another range");
            }
        }
        for (Demand two : all) {
            if (candidates.newest(List.of(all.getFirst(), two)).isEmpty()) {
                return conflict(all.getFirst(), two, "no version is both");
            }
        }
        return conflict(all.getFirst(), all.getLast(), "no version fulfils all");
    }

    private static UserError conflict(Demand one, Demand two, String why) {
        return new UserError(
                ErrorCode.BUILD_REQUIREMENT_CONFLICT,
                one.sentence() + ", " + two.sentence() + ": " + why,
                "narrow `requires` in [build-system] so that the newest versions go together");
    }

    private static void checkStillAllowed(Chosen one, List<Demand> before, List<Demand> news) {
        for (Demand demand : news) {
            if (!demand.requirement().specifiers().contains(one.candidate().version())) {
                throw conflict(
                        before.getFirst(),
                        demand,
                        "the newest version for the first is " + one.candidate().version());
            }
        }
    }

    /** Without extras what always counts; with one what counts only because of it. */
    private List<Demand> requirementsOf(Chosen one, Set<String> extras) {
        return one.metadata().requires().stream()
                .filter(it ->
                        it.appliesTo(environment, extras) && (extras.isEmpty() || !it.appliesTo(environment, Set.of())))
                .map(it -> new Demand(
                        new Requirement(it.name(), it.extras(), it.specifiers(), it.url(), Optional.empty()),
                        one.shown()))
                .toList();
    }

    private BuildRequirement requirement(Chosen one) {
        Candidate candidate = one.candidate();
        Digest digest = candidate.file().sha256().orElseGet(() -> metadata.digest(candidate.file()));
        return new BuildRequirement(
                candidate.wheel().name(),
                candidate.version(),
                candidate.wheel().text(),
                digest,
                List.of(candidate.file().location()));
    }
}
