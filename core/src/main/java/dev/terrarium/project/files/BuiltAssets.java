package dev.terrarium.project.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Guesses whether an ignored directory holds what the application serves: a bundler's or {@code collectstatic}'s output. */
final class BuiltAssets {
    private static final Set<String> DIRECTORIES = Set.of(
            "dist",
            "build",
            "static",
            "staticfiles",
            "assets",
            "public",
            "out",
            "bundle",
            "bundles",
            "generated",
            "locale");
    private static final Set<String> SIGNS =
            Set.of("index.html", "manifest.json", "asset-manifest.json", "staticfiles.json", "webpack-stats.json");

    private BuiltAssets() {}

    static boolean looksLike(Path directory) {
        if (!DIRECTORIES.contains(directory.getFileName().toString())) {
            return false;
        }
        try (var files = Files.walk(directory, 3)) {
            return files.limit(2_000)
                    .map(file -> file.getFileName().toString())
                    .anyMatch(name -> SIGNS.contains(name)
                            || name.endsWith(".js")
                            || name.endsWith(".css")
                            || name.endsWith(".mo"));
        } catch (IOException | java.io.UncheckedIOException e) {
            return false;
        }
    }
}
