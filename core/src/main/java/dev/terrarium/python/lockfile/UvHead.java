package dev.terrarium.python.lockfile;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.python.Extra;
import dev.terrarium.python.Group;
import dev.terrarium.python.Malformed;
import dev.terrarium.python.Marker;
import dev.terrarium.python.MarkerEnvironment;
import dev.terrarium.python.PackageName;
import dev.terrarium.python.Specifiers;
import dev.terrarium.python.Target;
import dev.terrarium.python.toml.TomlValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What stands above the packages of {@code uv.lock}: for which Pythons and environments it was resolved, and which extras and groups
 * exclude each other.
 *
 * <p>uv shortens the markers below to what these leave open, so a walk for anything else would find something, and the wrong thing.
 *
 * @param project whose extras and groups are asked for
 */
record UvHead(TomlValue.Table root, PackageName project) {
    private static final String REPAIR = "run `uv lock`";

    void check(ProjectLock.Wanted wanted, Target target) {
        var problems = new ArrayList<Problem>();
        try {
            checkPython(target, problems);
            checkEnvironment(target, problems);
            for (List<TomlValue.Table> set : conflicts()) {
                checkConflict(set, wanted, problems);
            }
        } catch (Malformed e) {
            problems.add(root.spot().problem(String.valueOf(e.getMessage()), REPAIR));
        }
        if (!problems.isEmpty()) {
            throw new UserError(problems);
        }
    }

    private void checkPython(Target target, List<Problem> problems) throws Malformed {
        Optional<String> text = root.string("requires-python", problems);
        if (text.isPresent() && !Specifiers.read(text.get()).contains(target.python())) {
            problems.add(root.at("requires-python")
                    .orElse(root)
                    .spot()
                    .problem(
                            "the lock is for Python `" + Malformed.shown(text.get()) + "`, and the image gets "
                                    + target.python(),
                            "choose another Python with --python, or change `requires-python` and " + REPAIR));
        }
    }

    private void checkEnvironment(Target target, List<Problem> problems) throws Malformed {
        List<String> supported = root.strings("supported-markers", problems);
        MarkerEnvironment environment = MarkerEnvironment.of(target);
        boolean fits = supported.isEmpty();
        for (String marker : supported) {
            fits |= Marker.read(marker).holds(environment, Set.of());
        }
        if (!fits) {
            problems.add(root.at("supported-markers")
                    .orElse(root)
                    .spot()
                    .problem(
                            "the lock is for other environments than " + target + ": "
                                    + String.join(
                                            ", ",
                                            supported.stream()
                                                    .map(it -> "`" + Malformed.shown(it) + "`")
                                                    .toList()),
                            "add this one to `environments` of [tool.uv] and " + REPAIR));
        }
    }

    private List<List<TomlValue.Table>> conflicts() {
        var sets = new ArrayList<List<TomlValue.Table>>();
        if (root.at("conflicts").orElse(null) instanceof TomlValue.Array(var items, var spot)) {
            for (TomlValue item : items) {
                if (item instanceof TomlValue.Array(var members, var place)) {
                    sets.add(members.stream()
                            .filter(TomlValue.Table.class::isInstance)
                            .map(TomlValue.Table.class::cast)
                            .toList());
                }
            }
        }
        return sets;
    }

    private void checkConflict(List<TomlValue.Table> set, ProjectLock.Wanted wanted, List<Problem> problems)
            throws Malformed {
        var chosen = new LinkedHashSet<String>();
        for (TomlValue.Table member : set) {
            boolean own = member.string("package", problems)
                    .flatMap(PackageName::parse)
                    .filter(project::equals)
                    .isPresent();
            Optional<String> extra = member.string("extra", problems);
            Optional<String> group = member.string("group", problems);
            if (own && extra.isPresent() && wanted.extras().contains(Extra.read(extra.get()))) {
                chosen.add("the extra `" + extra.get() + "`");
            }
            if (own && group.isPresent() && wanted.groups().contains(Group.read(group.get()))) {
                chosen.add("the group `" + group.get() + "`");
            }
        }
        if (chosen.size() > 1) {
            problems.add(Problem.of(
                            ErrorCode.CONFIGURATION_INVALID,
                            String.join(" and ", chosen) + " of `" + project
                                    + "` exclude each other: the project declares them to conflict",
                            "choose one of them for an image")
                    .at(root.at("conflicts").orElse(root).spot().place()));
        }
    }
}
