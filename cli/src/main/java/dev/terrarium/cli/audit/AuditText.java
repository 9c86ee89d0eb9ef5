package dev.terrarium.cli.audit;

import dev.terrarium.audit.Finding;
import dev.terrarium.audit.Fix;
import dev.terrarium.audit.Roadmap;
import dev.terrarium.audit.Step;
import dev.terrarium.cli.audit.AuditReport.Placed;
import dev.terrarium.dockerfile.Source;
import dev.terrarium.dockerfile.Span;
import java.util.List;
import java.util.Optional;

/** A report as a person reads it: findings step by step, each with its place and its way out, then the plan. */
final class AuditText {
    private static final int LONGEST_EXCERPT = 160;

    private final AuditReport report;
    private final StringBuilder text = new StringBuilder();

    AuditText(AuditReport report) {
        this.report = report;
    }

    String text() {
        report.fixed().forEach(fixed -> {
            text.append("fixed ").append(fixed.file()).append('\n');
            fixed.titles().forEach(title -> text.append("  ✓ ").append(title).append('\n'));
        });
        Optional<Step> step = Optional.empty();
        for (Placed placed : report.placed()) {
            Step own = placed.finding().practice().step();
            if (step.filter(own::equals).isEmpty()) {
                text.append(text.isEmpty() ? "" : "\n").append(own).append('\n');
                step = Optional.of(own);
            }
            finding(placed);
        }
        notes();
        plan();
        return text.toString();
    }

    private void finding(Placed placed) {
        Finding finding = placed.finding();
        text.append("\n  ")
                .append(finding.practice().severity())
                .append(": ")
                .append(finding.message())
                .append("  [")
                .append(finding.practice().id())
                .append("]\n");
        excerpt(placed);
        line("why:", finding.practice().why());
        finding.hint().ifPresent(hint -> line("do:", hint));
        finding.fix().ifPresent(fix -> fix(placed.file().source(), fix));
    }

    private void excerpt(Placed placed) {
        Source source = placed.file().source();
        Span span = placed.finding().span();
        Span line = source.lineSpan(placed.line());
        String number = String.valueOf(placed.line());
        String margin = " ".repeat(number.length());
        text.append("   ")
                .append(margin)
                .append("--> ")
                .append(placed.file().name())
                .append(':')
                .append(number)
                .append(':')
                .append(placed.column())
                .append('\n');
        String shown = printable(source.text(line));
        text.append("    ")
                .append(number)
                .append(" | ")
                .append(shortened(shown))
                .append('\n');
        int before = printable(source.text(new Span(line.start(), Math.min(span.start(), line.end()))))
                .length();
        int marked = printable(
                        source.text(new Span(Math.min(span.start(), line.end()), Math.min(span.end(), line.end()))))
                .length();
        if (before < LONGEST_EXCERPT) {
            text.append("    ")
                    .append(margin)
                    .append(" | ")
                    .append(" ".repeat(before))
                    .append("^".repeat(Math.clamp(marked, 1, LONGEST_EXCERPT - before)))
                    .append('\n');
        }
    }

    private static String shortened(String line) {
        return line.length() <= LONGEST_EXCERPT ? line : line.substring(0, LONGEST_EXCERPT - 1) + "…";
    }

    /** Tabs as spaces, and nothing that would move the cursor. */
    private static String printable(String line) {
        return line.replace("\t", "    ").replaceAll("\\p{Cntrl}", "?");
    }

    private void line(String title, String sentence) {
        text.append("    ").append(title).append(' ').append(sentence).append('\n');
    }

    private void fix(Source source, Fix fix) {
        line(fix.isSafe() ? "fix:" : "fix (look at it first):", fix.title());
        FixDiff.of(source, List.of(fix))
                .signed()
                .forEach(changed -> text.append("      ")
                        .append(shortened(printable(changed)))
                        .append('\n'));
    }

    private void notes() {
        int suppressed =
                report.files().stream().mapToInt(AuditedFile::suppressed).sum();
        if (suppressed > 0) {
            text.append("\n")
                    .append(suppressed)
                    .append(suppressed == 1 ? " finding is" : " findings are")
                    .append(" excused by comments\n");
        }
        report.files()
                .forEach(file -> file.unexplained()
                        .forEach(line -> text.append("\nthe comment in ")
                                .append(file.name())
                                .append(':')
                                .append(line)
                                .append(" excuses nothing without a reason: `# terrarium ignore=PRACTICE: why`\n")));
    }

    private void plan() {
        text.append(text.isEmpty() ? "" : "\n").append("plan\n");
        for (Roadmap.Stage stage : report.roadmap().stages()) {
            String name = stage.step().toString();
            text.append("  ")
                    .append(stage.isWhole() ? '✓' : '✗')
                    .append(' ')
                    .append(name)
                    .append(" ".repeat(14 - name.length()));
            text.append(
                    stage.isWhole()
                            ? "nothing found"
                            : stage.findings() + (stage.findings() == 1 ? " finding" : " findings"));
            boolean stop =
                    report.roadmap().mayStopAfter().filter(stage.step()::equals).isPresent();
            text.append(stop ? "; you may stop here: " + stage.step().claim() : "")
                    .append('\n');
        }
        report.roadmap().next().ifPresent(next -> {
            Placed placed = report.placed().stream()
                    .filter(one -> one.finding().equals(next))
                    .findFirst()
                    .orElseThrow();
            text.append("next: ")
                    .append(next.hint().or(() -> next.fix().map(Fix::title)).orElseThrow())
                    .append(" (")
                    .append(placed.file().name())
                    .append(':')
                    .append(placed.line())
                    .append(", ")
                    .append(next.practice().id())
                    .append(")\n");
        });
    }
}
