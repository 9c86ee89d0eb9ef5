package dev.terrarium.python.lockfile;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.json.Json;
import dev.terrarium.python.Extra;
import dev.terrarium.python.Group;
import dev.terrarium.python.Malformed;
import dev.terrarium.python.Requirement;
import dev.terrarium.python.toml.TomlValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a {@code pyproject.toml} declares to Poetry: where walks of older locks begin, and what the lock's {@code content-hash} is
 * made of.
 */
final class PoetryProject {
    private static final List<String> LEGACY = List.of("dependencies", "source", "extras", "dev-dependencies");
    private static final List<String> STANDARD = List.of("requires-python", "dependencies", "optional-dependencies");

    private final TomlValue.Table pyproject;
    private final List<Problem> problems = new ArrayList<>();
    private final PoetryEdges edges = new PoetryEdges(problems);

    PoetryProject(TomlValue.Table pyproject) {
        this.pyproject = pyproject;
    }

    /** What Poetry 2.3 hashes, what 2.0 hashed, and what those before hashed. */
    Set<String> contentHashes() {
        return new HashSet<>(List.of(hash(true, true), hash(true, false), hash(false, false)));
    }

    private String hash(boolean withProject, boolean withGroups) {
        Json.Members standard = withProject ? members(table("project"), STANDARD) : Json.Members.EMPTY;
        Json.Members groups = withGroups
                ? table("dependency-groups")
                        .map(it -> (Json.Members) PythonJson.of(it))
                        .orElse(Json.Members.EMPTY)
                : Json.Members.EMPTY;
        boolean nothing = standard.map().isEmpty() && groups.map().isEmpty();
        Json.Members content =
                members(poetry(), List.of("dependencies", "source", "extras", "dev-dependencies", "group"));
        if (nothing) {
            for (String key : LEGACY) {
                content = content.map().containsKey(key) ? content : content.with(key, new Json.Nothing());
            }
            return PythonJson.SPACED.digest(content);
        }
        Json.Members all = Json.Members.EMPTY;
        all = standard.map().isEmpty() ? all : all.with("project", standard);
        all = groups.map().isEmpty() ? all : all.with("dependency-groups", groups);
        return PythonJson.SPACED.digest(all.with("tool", Json.Members.EMPTY.with("poetry", content)));
    }

    private static Json.Members members(Optional<TomlValue.Table> table, List<String> keys) {
        Json.Members members = Json.Members.EMPTY;
        for (String key : keys) {
            Optional<TomlValue> value = table.flatMap(it -> it.at(key));
            members = value.isPresent() ? members.with(key, PythonJson.of(value.get())) : members;
        }
        return members;
    }

    /** The project's own dependencies; those that only an extra switches on are marked so. */
    List<PoetryPackage.Edge> main() {
        boolean standard =
                table("project").filter(it -> it.at("dependencies").isPresent()).isPresent();
        return read(() -> {
            var main = new ArrayList<PoetryPackage.Edge>();
            if (standard) {
                main.addAll(requirements(table("project").orElseThrow().strings("dependencies", problems)));
            } else {
                main.addAll(own(poetry(), "dependencies"));
            }
            return main;
        });
    }

    /** What an extra of {@code [project]} adds. */
    List<PoetryPackage.Edge> extra(Extra extra) {
        return read(() -> {
            var added = new ArrayList<PoetryPackage.Edge>();
            Optional<TomlValue.Table> all = table("project").flatMap(it -> it.table("optional-dependencies", problems));
            for (String key : all.map(TomlValue.Table::keys).orElse(Set.of())) {
                if (Extra.parse(key).filter(extra::equals).isPresent()) {
                    added.addAll(requirements(all.get().strings(key, problems)));
                }
            }
            return added;
        });
    }

    /** What a group adds, with those that it includes. */
    List<PoetryPackage.Edge> group(Group group) {
        var found = new ArrayList<PoetryPackage.Edge>();
        group(group, found, new HashSet<>());
        return found;
    }

    private void group(Group group, List<PoetryPackage.Edge> into, Set<Group> seen) {
        if (!seen.add(group)) {
            return;
        }
        into.addAll(read(() -> {
            var added = new ArrayList<PoetryPackage.Edge>();
            if (group.name().equals("dev")) {
                added.addAll(own(poetry(), "dev-dependencies"));
            }
            Optional<TomlValue.Table> all = poetry().flatMap(it -> it.table("group", problems));
            for (String key : all.map(TomlValue.Table::keys).orElse(Set.of())) {
                if (Group.parse(key).filter(group::equals).isPresent()) {
                    Optional<TomlValue.Table> one = all.get().table(key, problems);
                    added.addAll(own(one, "dependencies"));
                    for (String included : one.map(it -> it.strings("include-groups", problems))
                            .orElse(List.of())) {
                        group(Group.read(included), added, seen);
                    }
                }
            }
            return added;
        }));
    }

    private List<PoetryPackage.Edge> own(Optional<TomlValue.Table> owner, String key) throws Malformed {
        Optional<TomlValue.Table> table = owner.flatMap(it -> it.table(key, problems));
        return table.isPresent() ? edges.read(table.get()) : List.of();
    }

    private static List<PoetryPackage.Edge> requirements(List<String> texts) throws Malformed {
        var edges = new ArrayList<PoetryPackage.Edge>();
        for (String text : texts) {
            edges.add(PoetryEdges.of(Requirement.read(text)));
        }
        return edges;
    }

    private interface Reading {
        List<PoetryPackage.Edge> read() throws Malformed;
    }

    private List<PoetryPackage.Edge> read(Reading reading) {
        try {
            List<PoetryPackage.Edge> found = reading.read();
            if (problems.isEmpty()) {
                return found;
            }
            throw new UserError(problems);
        } catch (Malformed e) {
            throw new UserError(
                    ErrorCode.PROJECT_INVALID,
                    "pyproject.toml cannot be held against its lock: " + e.getMessage(),
                    "run `poetry check`");
        }
    }

    private Optional<TomlValue.Table> table(String key) {
        return pyproject.at(key).orElse(null) instanceof TomlValue.Table table ? Optional.of(table) : Optional.empty();
    }

    private Optional<TomlValue.Table> poetry() {
        return table("tool")
                .flatMap(it -> it.at("poetry").orElse(null) instanceof TomlValue.Table poetry
                        ? Optional.of(poetry)
                        : Optional.empty());
    }
}
