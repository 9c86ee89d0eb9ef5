package dev.terrarium.project.configuration;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One key of {@code [tool.terrarium]}: enough to read it, to document it and to describe it to an editor.
 *
 * @param defaultText the default as a person would write it, or in words
 * @param description one or two sentences for the reference
 * @param example a line of TOML, or several
 * @param shape what each of its strings must look like, where that can be said by a pattern
 * @param members the keys of a table or of each table in an array
 */
record ConfigurationKey(
        String name,
        Type type,
        String defaultText,
        String description,
        String example,
        Optional<Shape> shape,
        List<ConfigurationKey> members) {

    ConfigurationKey {
        members = List.copyOf(members);
    }

    /** The types that TOML values of the configuration have. */
    enum Type {
        STRING("a string"),
        STRINGS("an array of strings"),
        FLAG("a boolean"),
        MAP("a table of strings"),
        LISTS("a table of arrays of strings"),
        TABLE("a table"),
        TABLES("an array of tables"),
        TEXT_OR_TEXTS("a string or an array of strings"),
        STRING_OR_TABLES("a string or an array of tables");

        private final String words;

        Type(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /**
     * What a string must look like.
     *
     * @param words what to tell who wrote something else: {@code a version like `3.13`}
     */
    record Shape(Pattern pattern, String words) {
        static Shape of(String pattern, String words) {
            return new Shape(Pattern.compile(pattern), words);
        }

        boolean fits(String text) {
            return pattern.matcher(text).matches();
        }
    }

    static ConfigurationKey of(String name, Type type, String defaultText, String description, String example) {
        return new ConfigurationKey(name, type, defaultText, description, example, Optional.empty(), List.of());
    }

    /** Whether a table is incomplete without it; the page of reference says the same word. */
    boolean isRequired() {
        return defaultText.equals("required");
    }

    ConfigurationKey shaped(Shape required) {
        return new ConfigurationKey(name, type, defaultText, description, example, Optional.of(required), members);
    }

    ConfigurationKey holding(ConfigurationKey... keys) {
        return new ConfigurationKey(name, type, defaultText, description, example, shape, List.of(keys));
    }
}
