package dev.terrarium.elf;

import java.io.IOException;

/** A file has the ELF magic, but its headers lead nowhere; packages carry such files as test data, so the caller judges. */
public final class MalformedElf extends IOException {
    private static final long serialVersionUID = 1L;

    public MalformedElf(String message) {
        super(message);
    }
}
