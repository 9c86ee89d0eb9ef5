package dev.terrarium.delivery;

import dev.terrarium.archive.ArchiveException;
import dev.terrarium.archive.tar.TarReader;
import dev.terrarium.io.LimitExceeded;
import dev.terrarium.io.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What a tar of an image is, known by what is in it; its name tells nothing. */
enum ArchiveKind {
    LAYOUT,
    DOCKER;

    /** Reads names only; empty when the file is no archive of an image. */
    static Optional<ArchiveKind> of(Path file) throws IOException {
        Optional<ArchiveKind> kind = Optional.empty();
        try (InputStream in = Files.newInputStream(file)) {
            var tar = new TarReader(ArchiveContents.decompressed(in, Limits.LAYER), Limits.LAYER);
            for (var member = tar.next(); member.isPresent(); member = tar.next()) {
                String path = member.get().entry().path();
                if (path.equals(LayoutFolder.MARKER)) {
                    return Optional.of(LAYOUT);
                }
                if (path.equals(DockerManifest.FILE)) {
                    kind = Optional.of(DOCKER);
                }
            }
        } catch (ArchiveException | LimitExceeded e) {
            return kind;
        }
        return kind;
    }
}
