package dev.terrarium.project.image;

import dev.terrarium.oci.Digest;
import dev.terrarium.project.Project;
import dev.terrarium.project.git.GitFacts;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The labels that every tool knows, from the project and from git.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/annotations.md">image-spec, annotations</a>
 */
public final class ImageLabels {
    private static final String PREFIX = "org.opencontainers.image.";

    private ImageLabels() {}

    /**
     * The labels, the configured ones winning.
     *
     * @param created the image's own time of creation
     * @param baseName what the operating system was made from: {@code debian:trixie}
     * @param baseDigest what identifies it, if anything does
     */
    public static SortedMap<String, String> of(
            Project project, GitFacts git, Instant created, String baseName, Optional<Digest> baseDigest) {
        var labels = new TreeMap<String, String>();
        project.declaredName().ifPresent(name -> labels.put(PREFIX + "title", name));
        labels.put(PREFIX + "version", project.versionText());
        labels.put(PREFIX + "created", created.toString());
        project.about()
                .description()
                .filter(text -> !text.isBlank())
                .ifPresent(text -> labels.put(PREFIX + "description", text));
        project.about().license().ifPresent(license -> labels.put(PREFIX + "licenses", license));
        project.about().url().or(git::remote).ifPresent(url -> labels.put(PREFIX + "source", url));
        git.revision().ifPresent(revision -> labels.put(PREFIX + "revision", revision));
        labels.put(PREFIX + "base.name", baseName);
        baseDigest.ifPresent(digest -> labels.put(PREFIX + "base.digest", digest.toString()));
        labels.putAll(project.configuration().container().labels());
        return Collections.unmodifiableSortedMap(labels);
    }
}
