package dev.terrarium.delivery;

import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.oci.ImageReference;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A running engine that takes and gives images as docker archives, streamed. */
public sealed interface Engine permits SocketEngine, CommandEngine {
    /** Which engine a person means. */
    enum Kind {
        DOCKER,
        PODMAN;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Who reads what an engine saves. */
    @FunctionalInterface
    interface Reader<T> {
        T read(InputStream archive) throws IOException;
    }

    /** Hands over an archive; its names are in it. */
    void load(Scratch.Content archive);

    <T> T save(ImageReference reference, Reader<T> reader);

    /** What its images should be made for, as in image configs: {@code amd64}. */
    String architecture();

    static EnvironmentError failed(String message, @Nullable Throwable cause, String... hints) {
        return new EnvironmentError(Problem.of(ErrorCode.ENGINE_FAILED, message, hints), cause);
    }

    /** Somebody else's words as part of a line of ours. */
    static String oneLine(String text) {
        String line = text.strip().replaceAll("\\s+", " ").replaceAll("\\p{Cntrl}", "?");
        return line.isEmpty() ? "it said nothing" : line.length() > 300 ? line.substring(0, 297) + "..." : line;
    }
}
