package dev.terrarium.audit;

import dev.terrarium.dockerfile.Directive;
import dev.terrarium.dockerfile.Dockerfile;
import dev.terrarium.dockerfile.Source;
import dev.terrarium.dockerfile.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Comments that excuse findings: {@code # terrarium ignore=PRACTICE reason}, and those of hadolint, BuildKit and tally.
 *
 * <p>A comment counts for the instruction below it; {@code # terrarium global ignore=…}, hadolint's {@code global ignore} and BuildKit's
 * {@code # check=skip=…} for the file. Ours demand a reason; the others' comments have no place for one.
 */
public final class Suppressions {
    private static final Pattern COMMENT = Pattern.compile(
            "#\\s*(terrarium|hadolint|tally)\\s+(global\\s+)?ignore\\s*=\\s*([A-Za-z0-9_,\\- ]*?[A-Za-z0-9_-])(?:\\s*[;:]\\s*(?:reason\\s*=\\s*)?(.*))?\\s*");

    private final List<Suppression> all;

    private Suppressions(List<Suppression> all) {
        this.all = all;
    }

    /**
     * @param practices ids of what it excuses
     * @param scope the instruction it counts for; empty for the whole file
     * @param hasReason whether it says why, or comes from a tool whose comments cannot
     */
    public record Suppression(Span span, Set<String> practices, Optional<Span> scope, boolean hasReason) {
        public Suppression {
            practices = Set.copyOf(practices);
        }

        boolean excuses(Finding finding) {
            return practices.contains(finding.practice().id())
                    && scope.map(range -> range.overlaps(finding.span())
                                    || range.contains(finding.span().start()))
                            .orElse(true);
        }
    }

    static Suppressions of(Dockerfile file) {
        var all = new ArrayList<Suppression>();
        for (Directive directive : file.directives()) {
            if (directive.key().equals("check")) {
                checks(directive).ifPresent(all::add);
            }
        }
        Source source = file.source();
        for (int line = 1; line <= source.lines(); line++) {
            Span span = source.lineSpan(line);
            Matcher matcher = COMMENT.matcher(source.slice(span).strip());
            if (matcher.matches()) {
                all.add(comment(file, span, matcher));
            }
        }
        return new Suppressions(all);
    }

    /** {@code skip=JSONArgsRecommended,StageNameCasing;error=true} */
    private static Optional<Suppression> checks(Directive directive) {
        for (String part : directive.value().split(";")) {
            if (part.strip().startsWith("skip=")) {
                Set<String> practices = practices(part.strip().substring("skip=".length()));
                return Optional.of(new Suppression(directive.span(), practices, Optional.empty(), true));
            }
        }
        return Optional.empty();
    }

    private static Suppression comment(Dockerfile file, Span span, Matcher matcher) {
        boolean ours = matcher.group(1).equals("terrarium");
        boolean global = matcher.group(2) != null;
        Optional<Span> scope = global ? Optional.empty() : Optional.of(below(file, span));
        boolean hasReason =
                !ours || matcher.group(4) != null && !matcher.group(4).isBlank();
        return new Suppression(span, practices(matcher.group(3)), scope, hasReason);
    }

    /** The instruction that begins next, or the place of the comment where none does. */
    private static Span below(Dockerfile file, Span comment) {
        return file.stages().stream()
                .flatMap(stage -> {
                    var spans = new ArrayList<Span>();
                    stage.from().ifPresent(from -> spans.add(from.span()));
                    stage.instructions().forEach(instruction -> spans.add(instruction.span()));
                    return spans.stream();
                })
                .filter(span -> span.end() > comment.end())
                .findFirst()
                .orElse(comment);
    }

    private static Set<String> practices(String list) {
        var ids = new HashSet<String>();
        for (String word : list.split("[,\\s]+")) {
            if (Catalogue.find(word).isPresent()) {
                ids.add(word);
            } else {
                Catalogue.ofCode(word).forEach(practice -> ids.add(practice.id()));
            }
        }
        return ids;
    }

    Audit.Outcome apply(List<Finding> findings) {
        var left = new ArrayList<Finding>();
        var excused = new ArrayList<Finding>();
        for (Finding finding : findings) {
            boolean hit = all.stream().anyMatch(one -> one.hasReason() && one.excuses(finding));
            (hit ? excused : left).add(finding);
        }
        return new Audit.Outcome(
                left, excused, all.stream().filter(one -> !one.hasReason()).toList());
    }
}
