package dev.terrarium.python.lockfile;

import dev.terrarium.python.Malformed;
import dev.terrarium.python.Marker;
import dev.terrarium.python.PackageName;
import dev.terrarium.python.toml.TomlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a Pipfile says about when a package is wanted.
 *
 * <p>Asked only where the lock does not say it: Pipenv writes a package that its own machine does not need as {@code "*"}, without
 * version, hashes and marker.
 */
record Pipfile(Optional<TomlValue.Table> table) {
    private static final List<String> VARIABLES = List.of(
            "os_name",
            "sys_platform",
            "platform_machine",
            "platform_python_implementation",
            "platform_release",
            "platform_system",
            "platform_version",
            "python_version",
            "python_full_version",
            "implementation_name",
            "implementation_version");

    /** The conditions of a package, all of which must hold; none where nothing is said. */
    List<Marker> conditions(String category, PackageName name) throws Malformed {
        var markers = new ArrayList<Marker>();
        Optional<TomlValue> packages = table.flatMap(it -> it.at(section(category)));
        if (packages.orElse(null) instanceof TomlValue.Table all) {
            for (String key : all.keys()) {
                boolean same = PackageName.parse(key).filter(name::equals).isPresent();
                if (same && all.at(key).orElse(null) instanceof TomlValue.Table one) {
                    for (String text : texts(one)) {
                        markers.add(Marker.read(text));
                    }
                }
            }
        }
        return markers;
    }

    /** {@code sys_platform = "== 'win32'"} is a marker that has its variable before the equals sign. */
    private static List<String> texts(TomlValue.Table one) {
        var texts = new ArrayList<String>();
        one.string("markers", new ArrayList<>()).ifPresent(texts::add);
        for (String variable : VARIABLES) {
            one.string(variable, new ArrayList<>()).ifPresent(text -> texts.add(variable + " " + text));
        }
        return texts;
    }

    private static String section(String category) {
        return switch (category) {
            case "default" -> "packages";
            case "develop" -> "dev-packages";
            default -> category;
        };
    }
}
