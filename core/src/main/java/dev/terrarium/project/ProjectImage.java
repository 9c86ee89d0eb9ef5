package dev.terrarium.project;

import dev.terrarium.io.Progress;
import dev.terrarium.project.configuration.Configuration;
import dev.terrarium.project.configuration.Configuration.ImageEntry;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The images that a repository describes: each a project of its own, with what the configuration says for it.
 *
 * @param name empty where the project is the one image
 * @param project with this image's configuration
 */
public record ProjectImage(Optional<String> name, Project project) {

    public ProjectImage with(Project other) {
        return new ProjectImage(name, other);
    }

    /** In the order of the configuration; the project itself where that names none. */
    public static List<ProjectImage> of(Project root, Progress progress) {
        List<ImageEntry> entries = root.configuration().images();
        return entries.isEmpty()
                ? List.of(new ProjectImage(Optional.empty(), root))
                : entries.stream()
                        .map(entry -> new ProjectImage(Optional.of(entry.name()), project(root, entry, progress)))
                        .toList();
    }

    private static Project project(Project root, ImageEntry entry, Progress progress) {
        Path directory = entry.project()
                .map(folder -> root.directory().resolve(folder).normalize())
                .or(() -> entry.member().map(name -> Workspaces.member(root.directory(), name)))
                .orElse(root.directory());
        Configuration configuration = root.configuration();
        if (directory.equals(root.directory())) {
            Project same = root.withConfiguration(configuration.forImage(entry));
            Selections.check(same);
            return same;
        }
        Project other = Projects.read(directory, progress);
        Project configured = other.withConfiguration(configuration.forImage(entry, other.configuration()));
        Selections.check(configured);
        return configured;
    }
}
