package dev.terrarium.cli.init;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A file as it will be, before anything is written: of several either all are written or none.
 *
 * @param text the whole file
 * @param added the part of it that is new
 */
record PlannedFile(Path path, Action action, String text, String added) {
    enum Action {
        CREATED,
        EXTENDED,
        REPLACED
    }

    /** Names under which compose looks for the same thing. */
    private static final List<String> COMPOSE =
            List.of("compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml");

    /** A file of ours alone; if it is there, that is a problem unless it may be replaced. */
    static PlannedFile whole(Path directory, String name, String text, boolean force, List<Problem> problems) {
        Path path = directory.resolve(name);
        boolean there = Files.exists(path, LinkOption.NOFOLLOW_LINKS);
        List<String> same = COMPOSE.contains(name) ? COMPOSE : List.of(name);
        if (!force) {
            same.stream()
                    .filter(other -> Files.exists(directory.resolve(other), LinkOption.NOFOLLOW_LINKS))
                    .map(PlannedFile::refused)
                    .forEach(problems::add);
        }
        return new PlannedFile(path, there ? Action.REPLACED : Action.CREATED, text, text);
    }

    static Problem refused(String name) {
        return Problem.of(
                ErrorCode.OUTPUT_REFUSED,
                "`" + name + "` is there already",
                "look at what would be written with `--dry-run`, or replace it with `--force`");
    }

    /** Writes it beside its place first, so that nobody sees half of it; a link's target is what changes. */
    void write() throws IOException {
        Path place = Files.exists(path) ? path.toRealPath() : path;
        Path temporary = Files.createTempFile(place.toAbsolutePath().getParent(), ".terrarium-", ".new");
        try {
            Files.writeString(temporary, text);
            var rights = Files.exists(place)
                    ? Files.getPosixFilePermissions(place)
                    : java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--");
            Files.setPosixFilePermissions(temporary, rights);
            Files.move(temporary, place, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
