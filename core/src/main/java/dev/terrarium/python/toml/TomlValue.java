package dev.terrarium.python.toml;

import dev.terrarium.error.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A value of a TOML file and where it stands. */
public sealed interface TomlValue {
    TomlSpot spot();

    /** What it is, as it is called in messages: {@code a string}. */
    default String kind() {
        return switch (this) {
            case Text text -> "a string";
            case Whole whole -> "an integer";
            case Decimal decimal -> "a float";
            case Flag flag -> "a boolean";
            case Moment moment -> "a date or time";
            case Array array -> "an array";
            case Table table -> "a table";
        };
    }

    record Text(String value, TomlSpot spot) implements TomlValue {}

    record Whole(long value, TomlSpot spot) implements TomlValue {}

    record Decimal(double value, TomlSpot spot) implements TomlValue {}

    record Flag(boolean value, TomlSpot spot) implements TomlValue {}

    /** @param text a date, a time or both, as RFC 3339 writes them */
    record Moment(String text, TomlSpot spot) implements TomlValue {}

    record Array(List<TomlValue> items, TomlSpot spot) implements TomlValue {
        public Array {
            items = List.copyOf(items);
        }

        /** The items as strings; each that is none is a problem and left out. */
        public List<Text> texts(String name, List<Problem> problems) {
            return only(Text.class, "strings", name, problems);
        }

        /** The items as tables; each that is none is a problem and left out. */
        public List<Table> tables(String name, List<Problem> problems) {
            return only(Table.class, "tables", name, problems);
        }

        private <T extends TomlValue> List<T> only(Class<T> type, String kind, String name, List<Problem> problems) {
            var found = new ArrayList<T>(items.size());
            for (TomlValue item : items) {
                if (type.isInstance(item)) {
                    found.add(type.cast(item));
                } else {
                    problems.add(item.spot()
                            .problem("`" + name + "` is an array of " + kind + ", and holds " + item.kind()));
                }
            }
            return found;
        }
    }

    /** @param values in the order of the file */
    record Table(Map<String, TomlValue> values, TomlSpot spot) implements TomlValue {
        public Table {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }

        public Set<String> keys() {
            return values.keySet();
        }

        public Optional<TomlValue> at(String key) {
            return Optional.ofNullable(values.get(key));
        }

        /** A string; empty when it is missing or, with a problem told, something else. */
        public Optional<String> string(String key, List<Problem> problems) {
            return typed(key, Text.class, "a string", problems).map(Text::value);
        }

        public Optional<Boolean> flag(String key, List<Problem> problems) {
            return typed(key, Flag.class, "a boolean", problems).map(Flag::value);
        }

        public Optional<Long> whole(String key, List<Problem> problems) {
            return typed(key, Whole.class, "an integer", problems).map(Whole::value);
        }

        public Optional<Table> table(String key, List<Problem> problems) {
            return typed(key, Table.class, "a table", problems);
        }

        public Optional<Array> array(String key, List<Problem> problems) {
            return typed(key, Array.class, "an array", problems);
        }

        /** An array of strings; empty when it is missing. */
        public List<String> strings(String key, List<Problem> problems) {
            return array(key, problems).map(array -> array.texts(key, problems)).orElse(List.of()).stream()
                    .map(Text::value)
                    .toList();
        }

        /** An array of tables; empty when it is missing. */
        public List<Table> tables(String key, List<Problem> problems) {
            return array(key, problems)
                    .map(array -> array.tables(key, problems))
                    .orElse(List.of());
        }

        private <T extends TomlValue> Optional<T> typed(
                String key, Class<T> type, String expected, List<Problem> problems) {
            TomlValue value = values.get(key);
            if (value == null) {
                return Optional.empty();
            }
            if (!type.isInstance(value)) {
                problems.add(value.spot().problem("`" + key + "` must be " + expected + ", not " + value.kind()));
                return Optional.empty();
            }
            return Optional.of(type.cast(value));
        }
    }
}
