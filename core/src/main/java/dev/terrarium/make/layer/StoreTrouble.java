package dev.terrarium.make.layer;

import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.TrustError;
import dev.terrarium.oci.Digest;
import dev.terrarium.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** What a person is told when the store cannot be read or written, or does not hold what it should. */
final class StoreTrouble {
    private StoreTrouble() {}

    /** Work on the store. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    static <T> T translated(Store store, Work<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw failed(store, e);
        }
    }

    static EnvironmentError failed(Store store, IOException e) {
        return e instanceof NoSuchFileException gone
                ? new EnvironmentError(
                        Problem.of(
                                ErrorCode.STORE_UNUSABLE,
                                "`" + gone.getFile() + "` went out of the store while it was needed",
                                "build again: what is missing is made or fetched anew"),
                        e)
                : new EnvironmentError(
                        Problem.of(
                                ErrorCode.DISK_FAILED,
                                "could not use the store: " + e.getMessage(),
                                "check the space and the permissions of " + store.root()),
                        e);
    }

    /** A blob is not what its name says; found out when what is made from it made no sense. */
    static TrustError damaged(Store store, Digest blob, Throwable cause) {
        return new TrustError(
                Problem.of(
                        ErrorCode.DIGEST_MISMATCH,
                        "the store's blob " + blob + " is damaged",
                        "delete `" + store.pathOf(blob) + "`, then build again"),
                cause);
    }

    static boolean isDamaged(Store store, Digest blob) {
        return translated(store, () -> {
            Optional<InputStream> opened = store.open(blob);
            if (opened.isEmpty()) {
                return false;
            }
            try (InputStream in = opened.get()) {
                return !Digest.ofStream(in).equals(blob);
            }
        });
    }
}
