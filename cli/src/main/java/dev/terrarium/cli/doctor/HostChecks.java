package dev.terrarium.cli.doctor;

import dev.terrarium.cli.command.Session;
import dev.terrarium.cli.doctor.Check.Finding;
import dev.terrarium.cli.terminal.Figures;
import dev.terrarium.error.EnvironmentError;
import dev.terrarium.io.Environment;
import dev.terrarium.oci.Platform;
import dev.terrarium.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The machine itself: system, Java, store, git. */
final class HostChecks {
    private static final long LITTLE = 2_000_000_000L;

    private final Session session;
    private final Environment environment;

    HostChecks(Session session) {
        this.session = session;
        this.environment = session.environment();
    }

    List<Finding> host() {
        Optional<Platform> platform = session.hostPlatform();
        if (platform.isEmpty()) {
            return List.of(Finding.needed(
                    "host",
                    "no Linux with glibc on amd64 or arm64",
                    "run terrarium there; images for other machines are built with --platform"));
        }
        return List.of(Finding.ok("host", platform.get() + " with glibc"));
    }

    List<Finding> java() {
        return List.of(Finding.ok("java", Runtime.version().toString()));
    }

    List<Finding> store() {
        try {
            Store store = session.store();
            long free = Files.getFileStore(store.root()).getUsableSpace();
            String text = store.root() + ", " + Figures.bytes(free) + " free";
            return List.of(
                    free < LITTLE
                            ? Finding.needed(
                                    "store",
                                    text,
                                    "run `terrarium cache prune`, or name a bigger disk in TERRARIUM_STORE")
                            : Finding.ok("store", text));
        } catch (EnvironmentError e) {
            var problem = e.problems().getFirst();
            return List.of(new Finding("store", Check.Status.NEEDED, problem.message(), problem.hints()));
        } catch (IOException e) {
            return List.of(Finding.needed(
                    "store", "its disk does not answer: " + e.getMessage(), "name another in TERRARIUM_STORE"));
        }
    }

    List<Finding> git() {
        Optional<Path> git = onPath("git");
        return List.of(
                git.isPresent()
                        ? Finding.ok("git", git.get().toString())
                        : Finding.missing(
                                "git",
                                "no `git` on PATH: images carry no commit",
                                "install the package `git` if the project is a repository"));
    }

    private Optional<Path> onPath(String program) {
        for (String directory : environment.variable("PATH").orElse("").split(":", -1)) {
            if (directory.startsWith("/") && Files.isExecutable(Path.of(directory, program))) {
                return Optional.of(Path.of(directory, program));
            }
        }
        return Optional.empty();
    }
}
