package dev.terrarium.make.layer;

import dev.terrarium.oci.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** A record as it lies in the store: a line for each value, its name before it, in one order. */
final class RecordText {
    private final SequencedMap<String, String> values = new LinkedHashMap<>();

    RecordText with(String name, Object value) {
        values.put(name, value.toString());
        return this;
    }

    byte[] bytes() {
        var text = new StringBuilder();
        values.forEach(
                (name, value) -> text.append(name).append(' ').append(value).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    static RecordText parse(byte[] bytes) {
        var record = new RecordText();
        new String(bytes, StandardCharsets.UTF_8).lines().forEach(line -> {
            int blank = line.indexOf(' ');
            record.values.put(line.substring(0, Math.max(blank, 0)), line.substring(blank + 1));
        });
        return record;
    }

    Digest digest(String name) throws IOException {
        return Digest.parse(value(name)).orElseThrow(() -> damaged(name));
    }

    long number(String name) throws IOException {
        String value = value(name);
        if (value.isEmpty() || value.length() > 18 || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw damaged(name);
        }
        return Long.parseLong(value);
    }

    private String value(String name) {
        return values.getOrDefault(name, "");
    }

    private static IOException damaged(String name) {
        return new IOException("a record without a usable `" + name + "`");
    }
}
