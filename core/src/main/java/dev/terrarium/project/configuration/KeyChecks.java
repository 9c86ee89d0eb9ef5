package dev.terrarium.project.configuration;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.python.toml.TomlValue;
import java.util.List;
import java.util.Optional;

/** Holds a table against the list of keys: unknown names, wrong types, strings of a wrong shape. */
final class KeyChecks {
    private static final String HEADER = "[tool.terrarium]";

    private final List<Problem> problems;

    KeyChecks(List<Problem> problems) {
        this.problems = problems;
    }

    /** @param above the path of the table within the configuration; empty for the configuration itself */
    void check(TomlValue.Table table, List<ConfigurationKey> keys, String above) {
        table.values().forEach((name, value) -> {
            Optional<ConfigurationKey> key =
                    keys.stream().filter(one -> one.name().equals(name)).findFirst();
            key.ifPresentOrElse(
                    known -> check(value, known, above), () -> problems.add(unknown(name, value, keys, above)));
        });
    }

    private static Problem unknown(String name, TomlValue value, List<ConfigurationKey> keys, String above) {
        String later = above.isEmpty() ? ConfigurationKeys.LATER.get(name) : null;
        if (later != null) {
            return Problem.of(ErrorCode.NOT_IN_THIS_VERSION, "`" + name + "` is not in this version", later)
                    .at(value.spot().place());
        }
        String where = above.isEmpty() ? HEADER : "`" + above + "` of " + HEADER;
        var problem = Problem.of(
                        ErrorCode.CONFIGURATION_UNKNOWN_KEY, "unknown key `" + printable(name) + "` in " + where)
                .at(value.spot().place());
        return Spelling.nearest(name, keys.stream().map(ConfigurationKey::name).toList())
                .map(meant -> problem.withHint("did you mean `" + meant + "`?"))
                .orElse(problem);
    }

    private void check(TomlValue value, ConfigurationKey key, String above) {
        String name = above.isEmpty() ? key.name() : above + "." + key.name();
        switch (key.type()) {
            case STRING -> string(value, key, name);
            case FLAG -> {
                if (!(value instanceof TomlValue.Flag)) {
                    mistyped(value, key, name);
                }
            }
            case STRINGS -> strings(value, key, name);
            case TEXT_OR_TEXTS -> {
                if (value instanceof TomlValue.Text) {
                    string(value, key, name);
                } else {
                    strings(value, key, name);
                }
            }
            case MAP -> {
                if (value instanceof TomlValue.Table table) {
                    table.values().forEach((member, text) -> string(text, key, name + "." + printable(member)));
                } else {
                    mistyped(value, key, name);
                }
            }
            case LISTS -> {
                if (value instanceof TomlValue.Table table) {
                    table.values().forEach((member, list) -> list(list, key, name + "." + printable(member)));
                } else {
                    mistyped(value, key, name);
                }
            }
            case TABLE -> {
                if (value instanceof TomlValue.Table table) {
                    check(table, key.members(), name);
                } else {
                    mistyped(value, key, name);
                }
            }
            case TABLES -> tables(value, key, name);
            case STRING_OR_TABLES -> {
                if (value instanceof TomlValue.Text) {
                    string(value, key, name);
                } else {
                    tables(value, key, name);
                }
            }
        }
    }

    private void strings(TomlValue value, ConfigurationKey key, String name) {
        if (value instanceof TomlValue.Array array) {
            array.items().forEach(item -> string(item, key, name));
        } else {
            mistyped(value, key, name);
        }
    }

    private void list(TomlValue value, ConfigurationKey key, String name) {
        if (value instanceof TomlValue.Array array) {
            array.items().forEach(item -> string(item, key, name));
        } else {
            mistyped(value, ConfigurationKey.Type.STRINGS.words(), key.example(), name);
        }
    }

    private void tables(TomlValue value, ConfigurationKey key, String name) {
        if (value instanceof TomlValue.Array array) {
            array.items().forEach(item -> {
                if (item instanceof TomlValue.Table table) {
                    check(table, key.members(), name);
                } else {
                    mistyped(item, key, name);
                }
            });
        } else {
            mistyped(value, key, name);
        }
    }

    private void string(TomlValue value, ConfigurationKey key, String name) {
        if (!(value instanceof TomlValue.Text(var text, var spot))) {
            String expected = key.type() == ConfigurationKey.Type.MAP || key.type() == ConfigurationKey.Type.LISTS
                    ? "a string"
                    : key.type().words();
            mistyped(value, expected, key.example(), name);
            return;
        }
        if (text.indexOf('\0') >= 0) {
            problems.add(Problem.of(ErrorCode.CONFIGURATION_INVALID, "`" + name + "` holds a NUL character")
                    .at(spot.place()));
        }
        key.shape()
                .filter(shape -> !shape.fits(text))
                .ifPresent(shape -> problems.add(Problem.of(
                                ErrorCode.CONFIGURATION_INVALID,
                                "`" + name + "`: `" + printable(text) + "` is not " + shape.words())
                        .at(spot.place())));
    }

    private void mistyped(TomlValue value, ConfigurationKey key, String name) {
        mistyped(value, key.type().words(), key.example(), name);
    }

    private void mistyped(TomlValue value, String expected, String example, String name) {
        var problem = Problem.of(
                        ErrorCode.CONFIGURATION_INVALID, "`" + name + "` must be " + expected + ", not " + value.kind())
                .at(value.spot().place());
        problems.add(example.contains("\n") ? problem : problem.withHint("write it like `" + example + "`"));
    }

    /** Foreign text as it may stand in a message: one line, and not longer than it. */
    private static String printable(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", "?");
        return plain.length() <= 80 ? plain : plain.substring(0, 79) + "…";
    }
}
