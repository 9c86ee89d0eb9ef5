package dev.terrarium.cli.terminal;

/** The few colours in use, or none: on a terminal that has them and whose owner did not set {@code NO_COLOR}. */
public enum Palette {
    COLOURED,
    PLAIN;

    String error(String text) {
        return wrapped("1;31", text);
    }

    String warning(String text) {
        return wrapped("1;33", text);
    }

    String hint(String text) {
        return wrapped("36", text);
    }

    String done(String text) {
        return wrapped("32", text);
    }

    String faint(String text) {
        return wrapped("2", text);
    }

    private String wrapped(String code, String text) {
        return switch (this) {
            case COLOURED -> "\u001b[" + code + "m" + text + "\u001b[0m";
            case PLAIN -> text;
        };
    }
}
