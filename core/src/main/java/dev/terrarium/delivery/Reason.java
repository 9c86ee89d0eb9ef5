package dev.terrarium.delivery;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What the operating system said, in words for a line. */
final class Reason {
    private Reason() {}

    static String of(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> "permission denied for `" + denied.getFile() + "`";
            case NoSuchFileException missing -> "`" + missing.getFile() + "` is not there";
            case FileSystemException other
            when other.getReason() != null ->
                other.getReason().toLowerCase(java.util.Locale.ROOT) + " (`" + other.getFile() + "`)";
            default -> Engine.oneLine(String.valueOf(e.getMessage()));
        };
    }
}
