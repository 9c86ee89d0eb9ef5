package dev.terrarium.project;

import java.util.List;

/**
 * What turns a project's sources into a wheel.
 *
 * @param backend {@code hatchling.build}; with an object after a colon where the back-end is not the module itself
 * @param requires requirements as written
 * @see <a href="https://packaging.python.org/en/latest/specifications/pyproject-toml/">pyproject.toml specification</a>
 */
public record BuildSystem(String backend, List<String> requires) {
    /** What a project has that says nothing, by the specification. */
    static final BuildSystem LEGACY =
            new BuildSystem("setuptools.build_meta:__legacy__", List.of("setuptools>=40.8.0"));

    public BuildSystem {
        requires = List.copyOf(requires);
    }
}
