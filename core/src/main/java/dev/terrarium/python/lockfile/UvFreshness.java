package dev.terrarium.python.lockfile;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.oci.Platform;
import dev.terrarium.python.Extra;
import dev.terrarium.python.Malformed;
import dev.terrarium.python.Marker;
import dev.terrarium.python.MarkerEnvironment;
import dev.terrarium.python.Requirement;
import dev.terrarium.python.Specifiers;
import dev.terrarium.python.Version;
import dev.terrarium.python.toml.TomlValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares what a project declares with what it declared when {@code uv.lock} was written.
 *
 * <p>Not text by text: uv rewrites markers and leaves out what {@code requires-python} decides. Two lists are equal when in every
 * environment that an image can have, of any Python that the project allows, the same requirements count. Where the lock names a
 * source of its own (git, path, workspace), only name and extras are compared: uv replaces the version by it.
 */
final class UvFreshness {
    private static final int NEWEST_MINOR = 30;
    private static final int[] PATCHES = {0, 1, 5, 30};

    private final TomlValue.Table lock;
    private final UvPackage root;
    private final Declared declared;
    private final Set<String> differences = new LinkedHashSet<>();

    /** @param text name, extras and specifiers in one spelling; without the specifiers for one with a source of its own */
    private record Needed(String text, String bare, boolean hasSource, Optional<Marker> marker) {
        boolean counts(MarkerEnvironment environment, Set<String> extras) {
            return marker.map(it -> it.holds(environment, extras)).orElse(true);
        }

        boolean answers(Needed other) {
            return hasSource || other.hasSource ? bare.equals(other.bare) : text.equals(other.text);
        }
    }

    UvFreshness(TomlValue.Table lock, UvPackage root, Declared declared) {
        this.lock = lock;
        this.root = root;
        this.declared = declared;
    }

    void check() {
        var problems = new ArrayList<Problem>();
        pythons(problems);
        try {
            TomlValue.Table metadata = root.metadata().orElse(new TomlValue.Table(java.util.Map.of(), root.spot()));
            List<Needed> locked = locked(metadata.tables("requires-dist", problems));
            compare("", needed(declared.dependencies()), locked, Set.of());
            for (Extra extra : declared.optional().keySet()) {
                var all = new ArrayList<>(declared.dependencies());
                all.addAll(declared.optional().get(extra));
                compare(" in the extra `" + extra + "`", needed(all), locked, Set.of(extra.name()));
            }
            groups(metadata.table("requires-dev", problems), problems);
        } catch (Malformed e) {
            problems.add(root.spot().problem(String.valueOf(e.getMessage())));
        }
        differences.forEach(text -> problems.add(stale(text)));
        if (!problems.isEmpty()) {
            throw new UserError(problems);
        }
    }

    private Problem stale(String difference) {
        return Problem.of(
                ErrorCode.LOCK_STALE,
                "the lock file does not fit the project: " + difference,
                "run `uv lock`, then build again");
    }

    private void pythons(List<Problem> problems) {
        Optional<String> text = lock.string("requires-python", problems);
        try {
            Specifiers locked = text.isPresent() ? Specifiers.read(text.get()) : Specifiers.ANY;
            boolean same = declared.requiresPython().isAny()
                    || pythonVersions()
                            .allMatch(it -> locked.contains(it)
                                    == declared.requiresPython().contains(it));
            if (!same) {
                differences.add("it was locked for Python `" + locked + "`, the project requires `"
                        + declared.requiresPython() + "`");
            }
        } catch (Malformed e) {
            problems.add(lock.spot().problem(String.valueOf(e.getMessage())));
        }
    }

    private static java.util.stream.Stream<Version> pythonVersions() {
        return java.util.stream.IntStream.range(0, NEWEST_MINOR * 40)
                .mapToObj(it -> Version.of("3." + it / 40 + "." + it % 40));
    }

    private void groups(Optional<TomlValue.Table> locked, List<Problem> problems) throws Malformed {
        var names = new TreeSet<String>();
        declared.groups().keySet().forEach(group -> names.add(group.name()));
        locked.ifPresent(table -> names.addAll(table.keys()));
        for (String name : names) {
            List<Requirement> ours = declared.groups().entrySet().stream()
                    .filter(it -> it.getKey().name().equals(name))
                    .flatMap(it -> it.getValue().stream())
                    .toList();
            List<Needed> theirs = locked.isPresent() ? locked(locked.get().tables(name, problems)) : List.of();
            compare(" in the group `" + name + "`", needed(ours), theirs, Set.of());
        }
    }

    private void compare(String where, List<Needed> ours, List<Needed> theirs, Set<String> extras) {
        for (MarkerEnvironment environment : environments()) {
            List<Needed> now =
                    ours.stream().filter(it -> it.counts(environment, extras)).toList();
            List<Needed> then =
                    theirs.stream().filter(it -> it.counts(environment, extras)).toList();
            now.stream()
                    .filter(it -> then.stream().noneMatch(it::answers))
                    .forEach(it -> differences.add(
                            "`" + it.text() + "` is required by pyproject.toml" + where + " but not locked"));
            then.stream()
                    .filter(it -> now.stream().noneMatch(it::answers))
                    .forEach(it -> differences.add(
                            "`" + it.text() + "` is locked" + where + " but not required by pyproject.toml"));
        }
    }

    private List<MarkerEnvironment> environments() {
        var environments = new ArrayList<MarkerEnvironment>();
        for (int minor = 8; minor < NEWEST_MINOR; minor++) {
            for (int patch : PATCHES) {
                if (declared.requiresPython().contains(Version.of("3." + minor + "." + patch))) {
                    for (Platform platform : Platform.values()) {
                        environments.add(MarkerEnvironment.of(minor, patch, platform));
                    }
                }
            }
        }
        return environments;
    }

    private static List<Needed> needed(List<Requirement> requirements) {
        return requirements.stream().map(UvFreshness::needed).toList();
    }

    private static Needed needed(Requirement it) {
        var bare = new Requirement(it.name(), it.extras(), Specifiers.ANY, Optional.empty(), Optional.empty());
        return new Needed(
                bare + spelled(it.specifiers()), bare.toString(), it.url().isPresent(), it.marker());
    }

    /** uv sorts conditions and writes versions in normal form. */
    private static String spelled(Specifiers specifiers) {
        var sorted = new TreeSet<String>();
        specifiers
                .all()
                .forEach(it -> sorted.add(it.operator()
                        + it.version().map(Version::toString).orElse(it.text())
                        + (it.isPrefix() ? ".*" : "")));
        return String.join(",", sorted);
    }

    private List<Needed> locked(List<TomlValue.Table> tables) throws Malformed {
        var needed = new ArrayList<Needed>();
        var problems = new ArrayList<Problem>();
        for (TomlValue.Table table : tables) {
            String extras = String.join(",", table.strings("extras", problems));
            String marker =
                    table.string("marker", problems).map(it -> "; " + it).orElse("");
            Requirement read = Requirement.read(table.string("name", problems).orElse("")
                    + (extras.isEmpty() ? "" : "[" + extras + "]")
                    + table.string("specifier", problems).orElse("")
                    + marker);
            Needed plain = needed(read);
            boolean hasSource = UvSource.of(table).isPresent();
            needed.add(new Needed(plain.text(), plain.bare(), hasSource, plain.marker()));
        }
        if (!problems.isEmpty()) {
            throw new UserError(problems);
        }
        return needed;
    }
}
