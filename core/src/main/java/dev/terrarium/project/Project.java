package dev.terrarium.project;

import dev.terrarium.project.configuration.Configuration;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A Python project as its own files describe it; nothing of it has been run, and nothing fetched.
 *
 * @param directory absolute
 * @param declaredName as written; empty when no file says one
 * @param version empty when its build back-end decides it, or when no file says one
 * @param requiresPython the specifier as written: {@code >=3.12}
 * @param pinnedPython what {@code .python-version} says: {@code 3.13}
 * @param buildSystem present for a package, which is built into a wheel; empty for an application, whose files go in as they are
 * @param lock what was chosen among the lock files
 * @param scripts entries of {@code [project.scripts]}: command to {@code module:function}
 */
public record Project(
        Path directory,
        Optional<String> declaredName,
        Optional<String> version,
        About about,
        Optional<String> requiresPython,
        Optional<String> pinnedPython,
        Dependencies dependencies,
        Optional<BuildSystem> buildSystem,
        ProjectLock lock,
        SortedMap<String, String> scripts,
        Configuration configuration) {

    public Project {
        if (!directory.isAbsolute() || declaredName.filter(String::isBlank).isPresent()) {
            throw new IllegalArgumentException(
                    "a project has a directory, and a name or none: " + directory + ", " + declaredName);
        }
        scripts = Collections.unmodifiableSortedMap(new TreeMap<>(scripts));
    }

    /** What a project says about itself to people. */
    public record About(Optional<String> description, Optional<String> license, Optional<String> url) {
        public static final About NOTHING = new About(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * What a project says it needs, in the form of requirements as written.
     *
     * @param dynamic whether the build back-end decides them, so that a lock cannot be held against them
     * @param optional normalised name of an extra to its requirements
     * @param groups normalised name of a dependency group to its requirements, included groups expanded
     */
    public record Dependencies(
            boolean dynamic,
            List<String> required,
            SortedMap<String, List<String>> optional,
            SortedMap<String, List<String>> groups) {
        public static final Dependencies NONE = new Dependencies(false, List.of(), new TreeMap<>(), new TreeMap<>());

        public Dependencies {
            required = List.copyOf(required);
            optional = Collections.unmodifiableSortedMap(new TreeMap<>(optional));
            groups = Collections.unmodifiableSortedMap(new TreeMap<>(groups));
        }
    }

    /**
     * The name for people and for a place in the store: the directory's where no file says one.
     *
     * <p>Nothing of an image may come from it, because the same project lies in directories of other names elsewhere.
     */
    public String name() {
        Path last = directory.getFileName();
        return declaredName.orElse(last == null ? "app" : last.toString());
    }

    public boolean isPackage() {
        return buildSystem.isPresent();
    }

    /** The project file, which may not be there. */
    public Path pyproject() {
        return directory.resolve("pyproject.toml");
    }

    /** The version for names and labels: {@code 0} where none is known. */
    public String versionText() {
        return version.orElse("0");
    }

    /** The same for another specifier of Python. */
    public Project withRequiresPython(String specifier) {
        return new Project(
                directory,
                declaredName,
                version,
                about,
                Optional.of(specifier),
                pinnedPython,
                dependencies,
                buildSystem,
                lock,
                scripts,
                configuration);
    }

    public Project withConfiguration(Configuration chosen) {
        return new Project(
                directory,
                declaredName,
                version,
                about,
                requiresPython,
                pinnedPython,
                dependencies,
                buildSystem,
                lock,
                scripts,
                chosen);
    }
}
