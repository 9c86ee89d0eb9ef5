package dev.terrarium.json;

import java.io.IOException;

/**
 * A foreign document is not JSON, or not the JSON that its reader needs; the message begins with the member that is wrong.
 *
 * <p>Public although it is an {@code IOException}: only the caller knows whether the document came from a user, a server or
 * somebody who vouched for it, and which of the three errors that makes.
 */
public final class JsonInvalid extends IOException {
    private static final long serialVersionUID = 1L;

    public JsonInvalid(String message) {
        super(message);
    }
}
