package dev.terrarium.store;

import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;

/** What a directory must be before anything is trusted to it: ours to write, and nobody else's. */
final class StoreChecks {
    private StoreChecks() {}

    static void prepare(Path root) {
        try {
            if (!Files.isDirectory(root)) {
                Path parent = root.toAbsolutePath().getParent();
                if (parent != null) {
                    Files.createDirectories(parent);
                }
                Files.createDirectory(
                        root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            if (Files.getPosixFilePermissions(root).contains(PosixFilePermission.OTHERS_WRITE)) {
                throw new EnvironmentError(
                        ErrorCode.STORE_UNUSABLE,
                        "the store `" + root + "` can be written by everybody",
                        "run `chmod 0700 " + root + "`, or name another directory in TERRARIUM_STORE");
            }
        } catch (java.nio.file.FileAlreadyExistsException e) {
            if (!Files.isDirectory(root)) {
                throw unusable(root, e);
            }
        } catch (IOException e) {
            throw unusable(root, e);
        }
    }

    private static EnvironmentError unusable(Path root, IOException cause) {
        return new EnvironmentError(
                Problem.of(
                        ErrorCode.STORE_UNUSABLE,
                        "the store `" + root + "` cannot be used: "
                                + (cause instanceof AccessDeniedException ? "permission denied" : cause.getMessage()),
                        "name a directory that you may write in TERRARIUM_STORE"),
                cause);
    }
}
