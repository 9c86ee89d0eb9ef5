package dev.terrarium.io;

import java.io.IOException;

/** A foreign document or archive is larger, deeper or longer than its reader was told to bear. */
public final class LimitExceeded extends IOException {
    private static final long serialVersionUID = 1L;

    public LimitExceeded(String message) {
        super(message);
    }
}
