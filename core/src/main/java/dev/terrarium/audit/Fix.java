package dev.terrarium.audit;

import java.util.List;

/**
 * A way to mend a finding by edits of its file, all of them or none.
 *
 * @param title what it does, an imperative: "add `-y`"
 * @param isSafe whether it keeps the meaning of everything else, and may be made without a person who reads it
 */
public record Fix(String title, boolean isSafe, List<Edit> edits) {
    public Fix {
        edits = List.copyOf(edits);
        if (edits.isEmpty()) {
            throw new IllegalArgumentException("a fix edits something");
        }
    }

    public static Fix safe(String title, Edit... edits) {
        return new Fix(title, true, List.of(edits));
    }

    public static Fix suggested(String title, Edit... edits) {
        return new Fix(title, false, List.of(edits));
    }
}
