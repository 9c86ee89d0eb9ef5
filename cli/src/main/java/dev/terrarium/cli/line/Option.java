package dev.terrarium.cli.line;

/**
 * One option of a command.
 *
 * @param name without the dashes
 * @param letter a one-letter form without the dash, or empty
 * @param kind whether a value follows
 * @param placeholder what the value is called in help; empty for a flag
 * @param example a value as somebody would write it; empty for a flag
 * @param repeatable whether it may stand more than once
 * @param description a sentence without its full stop
 */
public record Option(
        String name,
        String letter,
        Kind kind,
        String placeholder,
        String example,
        boolean repeatable,
        String description) {
    /** What stands after an option's name. */
    public enum Kind {
        /** Nothing: it is there or it is not. */
        FLAG,
        /** Nothing, or one value behind {@code =}. */
        OPTIONAL,
        /** One value. */
        VALUE,
        /** One or several values with commas between them; given again it adds more. */
        LIST
    }

    public Option {
        if (!name.matches("[a-z][a-z-]+")
                || description.endsWith(".")
                || (kind == Kind.FLAG) != placeholder.isEmpty()) {
            throw new IllegalArgumentException("not an option as help shows it: " + name);
        }
    }

    public static Option flag(String name, String description) {
        return new Option(name, "", Kind.FLAG, "", "", false, description);
    }

    /** A flag that may have a value, {@code --fix} and {@code --fix=suggest}. */
    public static Option optional(String name, String placeholder, String example, String description) {
        return new Option(name, "", Kind.OPTIONAL, placeholder, example, false, description);
    }

    public static Option value(String name, String placeholder, String example, String description) {
        return new Option(name, "", Kind.VALUE, placeholder, example, false, description);
    }

    public static Option list(String name, String placeholder, String example, String description) {
        return new Option(name, "", Kind.LIST, placeholder, example, true, description);
    }

    public Option withLetter(String character) {
        return new Option(name, character, kind, placeholder, example, repeatable, description);
    }

    public Option repeated() {
        return new Option(name, letter, kind, placeholder, example, true, description);
    }

    /** Whether the word behind it is its value. */
    public boolean takesNextWord() {
        return kind == Kind.VALUE || kind == Kind.LIST;
    }

    /** As it stands in help: {@code --tag NAME}, {@code --platform P,…}. */
    public String usage() {
        return switch (kind) {
            case FLAG -> "--" + name;
            case OPTIONAL -> "--" + name + "[=" + placeholder + "]";
            case VALUE -> "--" + name + " " + placeholder;
            case LIST -> "--" + name + " " + placeholder + ",…";
        };
    }
}
