package dev.terrarium.audit;

import dev.terrarium.dockerfile.Source;
import dev.terrarium.dockerfile.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Applies fixes to a file: each whole or not at all, none over another, and no byte outside of them is touched. */
public final class Edits {
    private Edits() {}

    /**
     * @param applied in the order they were given
     * @param skipped those that overlap an applied one; another round may take them
     */
    public record Result(Source source, List<Fix> applied, List<Fix> skipped) {
        public Result {
            applied = List.copyOf(applied);
            skipped = List.copyOf(skipped);
        }
    }

    public static Result apply(Source source, List<Fix> fixes) {
        var applied = new ArrayList<Fix>();
        var skipped = new ArrayList<Fix>();
        var edits = new ArrayList<Edit>();
        for (Fix fix : fixes) {
            boolean free =
                    fix.edits().stream().noneMatch(edit -> edits.stream().anyMatch(other -> collide(edit, other)));
            if (free) {
                applied.add(fix);
                edits.addAll(fix.edits());
            } else {
                skipped.add(fix);
            }
        }
        edits.sort(Comparator.comparing(Edit::span));
        var text = new StringBuilder();
        int at = 0;
        for (Edit edit : edits) {
            text.append(source.bytes(), at, edit.span().start()).append(Source.encoded(edit.text()));
            at = edit.span().end();
        }
        text.append(source.bytes(), at, source.length());
        return new Result(Source.of(Source.bytesOf(text.toString())), applied, skipped);
    }

    /** Two insertions at one place collide as well: which comes first would be chance. */
    private static boolean collide(Edit one, Edit other) {
        Span a = one.span();
        Span b = other.span();
        return a.equals(b)
                || a.overlaps(b)
                || b.length() == 0 && a.contains(b.start())
                || a.length() == 0 && b.contains(a.start());
    }
}
