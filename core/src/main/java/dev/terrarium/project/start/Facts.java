package dev.terrarium.project.start;

import dev.terrarium.project.Project;
import dev.terrarium.project.files.ProjectFiles;
import dev.terrarium.python.interpreter.Layout;
import dev.terrarium.tree.Contents;
import dev.terrarium.tree.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Everything that a start is found out from: the project, its modules and application objects, the locked packages.
 *
 * @param locked normalised names of the packages that go in, and their versions
 * @param procfile its text, where there is one
 * @param alembic whether its configuration is where the program looks for it
 */
record Facts(
        Project project,
        Modules modules,
        ApplicationObjects objects,
        SortedMap<String, String> locked,
        Layout layout,
        Optional<String> procfile,
        Optional<String> managePy,
        boolean alembic) {
    private static final int LARGEST_PROCFILE = 1 << 20;

    static Facts read(
            Project project, ProjectFiles files, Contents contents, SortedMap<String, String> locked, Layout layout)
            throws IOException {
        Modules modules = Modules.read(files, contents);
        Optional<String> procfile = Optional.empty();
        if (files.tree().at("Procfile").orElse(null) instanceof Entry.File file
                && file.content().size() <= LARGEST_PROCFILE) {
            procfile = Optional.of(new String(contents.read(file.content()), StandardCharsets.UTF_8));
        }
        Optional<String> managePy = List.of("manage.py", "src/manage.py").stream()
                .filter(path -> files.tree().at(path).isPresent())
                .findFirst();
        return new Facts(
                project,
                modules,
                ApplicationObjects.of(modules),
                locked,
                layout,
                procfile,
                managePy,
                files.tree().at("alembic.ini").isPresent());
    }

    boolean has(String distribution) {
        return locked.containsKey(distribution);
    }

    String version(String distribution) {
        return locked.getOrDefault(distribution, "");
    }

    /** A program of the environment. */
    String program(String name) {
        return "/" + layout.scripts().resolve(name);
    }

    /** The port that the configuration moves the default to. */
    int port(int otherwise) {
        return Optional.ofNullable(project.configuration().container().env().get("PORT"))
                .map(Integer::parseInt)
                .orElse(otherwise);
    }

    /** Where a file of the project is in the image; of a package only its modules are. */
    String placeOf(Module module) {
        return "/"
                + (project.isPackage()
                        ? layout.sitePackages().resolve(module.path().replaceFirst("^src/", ""))
                        : layout.prefix().resolve("project").resolve(module.path()));
    }

    /** Whether a text of the project's modules matches somewhere. */
    boolean anyModule(java.util.function.Predicate<String> text) {
        return modules.all().stream().map(Module::text).anyMatch(text);
    }
}
