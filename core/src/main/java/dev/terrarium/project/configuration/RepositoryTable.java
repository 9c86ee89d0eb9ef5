package dev.terrarium.project.configuration;

import java.util.List;
import java.util.Optional;

/**
 * One table of {@code [[tool.terrarium.sources.debian]]}: a repository beside the distribution's archive, or without a suite one of
 * Debian's own archives.
 *
 * @param suite empty for Debian's own archive, whose suite is that of {@code os}
 * @param keys paths relative to the project, and fingerprints
 * @param replaces packages that come from there even if the distribution has them
 */
public record RepositoryTable(
        String name,
        String url,
        Optional<String> suite,
        List<String> components,
        List<String> keys,
        List<String> replaces) {
    public RepositoryTable {
        components = List.copyOf(components);
        keys = List.copyOf(keys);
        replaces = List.copyOf(replaces);
    }

    RepositoryTable seenFrom(String folder) {
        List<String> seen = keys.stream()
                .map(key -> key.matches("[0-9A-Fa-f]{40}") ? key : Names.seenFrom(folder, key))
                .toList();
        return new RepositoryTable(name, url, suite, components, seen, replaces);
    }
}
