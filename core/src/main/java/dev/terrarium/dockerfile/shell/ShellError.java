package dev.terrarium.dockerfile.shell;

/** Text that this parser does not understand; never leaves the package. */
final class ShellError extends Exception {
    private static final long serialVersionUID = 1L;

    ShellError(String message) {
        super(message, null, false, false);
    }
}
