package dev.terrarium.cli.line;

/**
 * What a command works on: a word of its line that is no option.
 *
 * @param placeholder its name in help, in capitals
 * @param required whether the command cannot do without it
 * @param repeatable whether all remaining words belong to it; only the last operand of a command may say so
 */
public record Operand(String placeholder, boolean required, boolean repeatable, String description) {
    public static Operand required(String placeholder, String description) {
        return new Operand(placeholder, true, false, description);
    }

    public static Operand optional(String placeholder, String description) {
        return new Operand(placeholder, false, false, description);
    }

    public static Operand any(String placeholder, String description) {
        return new Operand(placeholder, false, true, description);
    }

    /** As it stands in a usage line: {@code [PROJECT]}, {@code [PACKAGE]…}. */
    public String usage() {
        return (required ? placeholder : "[" + placeholder + "]") + (repeatable ? "…" : "");
    }
}
