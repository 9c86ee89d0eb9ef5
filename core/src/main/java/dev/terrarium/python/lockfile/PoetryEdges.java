package dev.terrarium.python.lockfile;

import dev.terrarium.error.Problem;
import dev.terrarium.python.Extra;
import dev.terrarium.python.Malformed;
import dev.terrarium.python.Marker;
import dev.terrarium.python.PackageName;
import dev.terrarium.python.Requirement;
import dev.terrarium.python.toml.TomlValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads tables of dependencies in Poetry's own form, which its lock and {@code [tool.poetry]} share. */
record PoetryEdges(List<Problem> problems) {
    /** {@code name = "^1"}, {@code name = {version = …}}, or an array of such tables; {@code python} is none of them. */
    List<PoetryPackage.Edge> read(TomlValue.Table table) throws Malformed {
        var edges = new ArrayList<PoetryPackage.Edge>();
        for (String key : table.keys()) {
            if (key.equals("python")) {
                continue;
            }
            PackageName name = PackageName.read(key);
            switch (table.at(key).orElseThrow()) {
                case TomlValue.Text(var versions, var spot) -> edges.add(plain(name, versions));
                case TomlValue.Table one -> edges.add(edge(name, one));
                case TomlValue.Array several -> {
                    for (TomlValue item : several.items()) {
                        edges.add(
                                item instanceof TomlValue.Table one
                                        ? edge(name, one)
                                        : plain(name, item instanceof TomlValue.Text(var text, var at) ? text : ""));
                    }
                }
                case TomlValue.Whole _, TomlValue.Decimal _, TomlValue.Flag _, TomlValue.Moment _ ->
                    throw new Malformed("the dependency `" + name + "` is neither a version nor a table");
            }
        }
        return edges;
    }

    static PoetryPackage.Edge of(Requirement it) {
        return new PoetryPackage.Edge(
                it.name(),
                new PoetryConstraint(List.of(it.specifiers())),
                PoetryConstraint.ALL,
                Set.copyOf(it.extras()),
                it.marker(),
                false);
    }

    private static PoetryPackage.Edge plain(PackageName name, String versions) throws Malformed {
        return new PoetryPackage.Edge(
                name, PoetryConstraint.read(versions), PoetryConstraint.ALL, Set.of(), Optional.empty(), false);
    }

    private PoetryPackage.Edge edge(PackageName name, TomlValue.Table table) throws Malformed {
        var extras = new LinkedHashSet<Extra>();
        for (String extra : table.strings("extras", problems)) {
            extras.add(Extra.read(extra));
        }
        Optional<String> marker = table.string("markers", problems);
        return new PoetryPackage.Edge(
                name,
                constraint(table, "version"),
                constraint(table, "python"),
                extras,
                marker.isPresent() ? Optional.of(Marker.read(marker.get())) : Optional.empty(),
                table.flag("optional", problems).orElse(false));
    }

    PoetryConstraint constraint(TomlValue.Table table, String key) throws Malformed {
        Optional<String> text = table.string(key, problems);
        return text.isPresent() ? PoetryConstraint.read(text.get()) : PoetryConstraint.ALL;
    }
}
