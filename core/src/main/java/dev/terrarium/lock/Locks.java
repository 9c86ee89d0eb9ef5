package dev.terrarium.lock;

import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.store.Publication;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The lock file of a project's directory: read if it is there, replaced whole or not at all. */
public final class Locks {
    private Locks() {}

    /** Empty when the project has none. */
    public static Optional<LockFile> read(Path project) {
        try {
            return Optional.of(LockReader.read(Files.readString(project.resolve(LockFile.NAME)), LockFile.NAME));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failed("read", e);
        }
    }

    /** Writes the lock if it says something else than the file there; answers whether it did. */
    public static boolean write(Path project, LockFile lock) {
        Path file = project.resolve(LockFile.NAME);
        byte[] text = LockText.write(lock).getBytes(StandardCharsets.UTF_8);
        try {
            if (Files.exists(file) && java.util.Arrays.equals(Files.readAllBytes(file), text)) {
                return false;
            }
            Publication.publish(file, text, Publication.temporaryBeside(file));
            return true;
        } catch (IOException e) {
            throw failed("write", e);
        }
    }

    private static EnvironmentError failed(String verb, IOException cause) {
        return new EnvironmentError(
                Problem.of(
                        ErrorCode.DISK_FAILED,
                        "could not " + verb + " `" + LockFile.NAME + "`: " + cause.getMessage(),
                        "check the permissions and the space of the project's directory"),
                cause);
    }
}
