package dev.terrarium.testkit.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;

/**
 * A directory that all tests of one run share, so that what they fetch is fetched once: {@code ./check} names one for all modules
 * by {@code TERRARIUM_TEST_SHARED}; a test that is run alone gets one of its own, which goes with the process.
 *
 * <p>Not the user's own store: it would hide what a first build needs. Everybody may pass through, as tests run programs as others.
 */
public final class SharedDirectory {
    private static final String VARIABLE = "TERRARIUM_TEST_SHARED";
    private static final Path ROOT = open();

    private SharedDirectory() {}

    /** The part of one purpose; made when it is missing. */
    public static Path of(String purpose) {
        try {
            return Files.createDirectories(ROOT.resolve(purpose));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path open() {
        try {
            String named = System.getenv(VARIABLE);
            if (named != null && !named.isEmpty()) {
                return Files.createDirectories(Path.of(named));
            }
            Path own = Files.createTempDirectory("terrarium-tests");
            Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxr-xr-x"));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(own)));
            return own;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes a directory with all that is in it, as far as this user may. */
    public static void delete(Path directory) {
        try (var files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            directory.toFile().deleteOnExit();
        }
    }
}
