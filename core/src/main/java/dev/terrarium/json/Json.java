package dev.terrarium.json;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A JSON value.
 *
 * <p>Not gson's tree: that one is mutable, has nulls, and turns numbers into whatever the caller asks for. Six kinds and no
 * more, so that a {@code switch} over them is complete.
 */
public sealed interface Json {
    /** Members in the order in which they were read or added; writers decide whether that order matters. */
    record Members(SequencedMap<String, Json> map) implements Json {
        public static final Members EMPTY = new Members(new LinkedHashMap<>());

        public Members {
            map = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(map));
        }

        /** The same members, and this one; one of the same name is replaced. */
        public Members with(String name, Json value) {
            var more = new LinkedHashMap<>(map);
            more.put(name, value);
            return new Members(more);
        }

        public Members with(String name, String value) {
            return with(name, new Text(value));
        }

        public Members with(String name, long value) {
            return with(name, Json.of(value));
        }

        public Members with(String name, boolean value) {
            return with(name, new Bool(value));
        }

        public Members with(String name, Collection<String> texts) {
            return with(name, Json.of(texts));
        }

        public Members with(String name, Map<String, String> texts) {
            return with(name, Json.of(texts));
        }

        /** The same members, and this one unless the value is absent. */
        public Members withText(String name, Optional<String> value) {
            return value.map(text -> with(name, text)).orElse(this);
        }

        /** The same members, and this one unless there is nothing in it: the specifications leave empty lists out. */
        public Members withUnlessEmpty(String name, Collection<String> texts) {
            return texts.isEmpty() ? this : with(name, texts);
        }

        public Members withUnlessEmpty(String name, Map<String, String> texts) {
            return texts.isEmpty() ? this : with(name, texts);
        }
    }

    /** Values in a row. */
    record Items(List<Json> list) implements Json {
        public Items {
            list = List.copyOf(list);
        }
    }

    record Text(String value) implements Json {}

    /** A number as it was spelled, because {@code 1}, {@code 1.0} and {@code 1e0} are different bytes. */
    record Numeral(String literal) implements Json {}

    record Bool(boolean value) implements Json {}

    /** What Go writes for a list that was never made; readers here take it as absent. */
    record Nothing() implements Json {}

    static Text of(String value) {
        return new Text(value);
    }

    static Numeral of(long value) {
        return new Numeral(Long.toString(value));
    }

    static Items of(Collection<String> texts) {
        return new Items(texts.stream().map(Json::of).map(Json.class::cast).toList());
    }

    static Members of(Map<String, String> texts) {
        var members = new LinkedHashMap<String, Json>();
        texts.forEach((name, value) -> members.put(name, new Text(value)));
        return new Members(members);
    }

    static Items items(Collection<? extends Json> values) {
        return new Items(new ArrayList<>(values));
    }
}
