package dev.terrarium.python.lockfile;

import dev.terrarium.json.Json;
import dev.terrarium.python.Group;
import dev.terrarium.python.toml.TomlValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What a {@code pyproject.toml} declares to PDM, as the hashes that PDM keeps of it in its lock. */
record PdmProject(TomlValue.Table pyproject) {
    /**
     * With the old and the new place of development groups: which of the two PDM reads has changed with its versions.
     *
     * @return with {@code sha256:} before them
     */
    Set<String> contentHashes() {
        Json.Members none = Json.Members.EMPTY;
        Json old = at("tool", "pdm", "dev-dependencies").orElse(none);
        Json standard = at("dependency-groups").orElse(none);
        var hashes = new HashSet<String>();
        for (Json groups : List.of(old, merged(standard, old))) {
            hashes.add("sha256:" + PythonJson.SPACED.digest(content(groups)));
        }
        return hashes;
    }

    private Json.Members content(Json groups) {
        Json.Members none = Json.Members.EMPTY;
        Json nothing = new Json.Items(List.of());
        return none.with("sources", at("tool", "pdm", "source").orElse(nothing))
                .with("dependencies", at("project", "dependencies").orElse(nothing))
                .with("dev-dependencies", groups)
                .with(
                        "optional-dependencies",
                        at("project", "optional-dependencies").orElse(none))
                .with("requires-python", at("project", "requires-python").orElse(new Json.Text("")))
                .with("resolution", at("tool", "pdm", "resolution").orElse(none));
    }

    /** Under normalised names; a group of both places has what either says. */
    private static Json merged(Json some, Json others) {
        var all = new TreeMap<String, Json>();
        for (Json groups : List.of(some, others)) {
            if (groups instanceof Json.Members(var map)) {
                map.forEach((name, items) ->
                        all.merge(Group.parse(name).map(Group::name).orElse(name), items, PdmProject::concatenated));
            }
        }
        return new Json.Members(new LinkedHashMap<>(all));
    }

    private static Json concatenated(Json some, Json others) {
        var all = new ArrayList<Json>();
        for (Json items : List.of(some, others)) {
            if (items instanceof Json.Items(var list)) {
                all.addAll(list);
            }
        }
        return new Json.Items(all);
    }

    private Optional<Json> at(String... path) {
        Optional<TomlValue> value = Optional.of(pyproject);
        for (String key : path) {
            value = value.flatMap(it -> it instanceof TomlValue.Table table ? table.at(key) : Optional.empty());
        }
        return value.map(PythonJson::of);
    }
}
