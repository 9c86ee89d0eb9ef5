package dev.terrarium.cli.audit;

import dev.terrarium.audit.Finding;
import dev.terrarium.audit.Practice;
import dev.terrarium.audit.Roadmap;
import dev.terrarium.audit.Severity;
import dev.terrarium.audit.Step;
import dev.terrarium.cli.command.Result;
import dev.terrarium.cli.terminal.ExitCode;
import dev.terrarium.dockerfile.Span;
import dev.terrarium.json.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What was found, and the way on.
 *
 * @param fixed how many findings were mended, by file
 */
record AuditReport(List<AuditedFile> files, List<Fixed> fixed, Roadmap roadmap, Optional<Severity> failOn)
        implements Result {
    AuditReport {
        files = List.copyOf(files);
        fixed = List.copyOf(fixed);
    }

    /** A file that was written anew, with the titles of the fixes. */
    record Fixed(String file, List<String> titles) {
        Fixed {
            titles = List.copyOf(titles);
        }
    }

    /** A finding with the file it is in. */
    record Placed(AuditedFile file, Finding finding) {
        int line() {
            return file.source().line(finding.span().start());
        }

        int column() {
            return file.source().column(finding.span().start());
        }
    }

    static AuditReport of(List<AuditedFile> files, List<Fixed> fixed, Optional<Severity> failOn) {
        List<Finding> all = placed(files).stream().map(Placed::finding).toList();
        return new AuditReport(files, fixed, Roadmap.of(Arrays.asList(Step.values()), all), failOn);
    }

    private static List<Placed> placed(List<AuditedFile> files) {
        var placed = new ArrayList<Placed>();
        files.forEach(file -> file.findings().forEach(finding -> placed.add(new Placed(file, finding))));
        placed.sort(
                Comparator.comparing((Placed one) -> one.finding().practice().step())
                        .thenComparing(one -> one.finding().practice().severity()));
        return placed;
    }

    List<Placed> placed() {
        return placed(files);
    }

    @Override
    public String text() {
        return new AuditText(this).text();
    }

    @Override
    public Json.Members document() {
        return Json.Members.EMPTY
                .with("schema", "terrarium.audit/1")
                .with(
                        "files",
                        Json.items(files.stream()
                                .map(file -> (Json) Json.Members.EMPTY
                                        .with("path", file.name())
                                        .with("findings", file.findings().size())
                                        .with("suppressed", file.suppressed()))
                                .toList()))
                .with(
                        "findings",
                        Json.items(placed().stream().map(AuditReport::json).toList()))
                .with(
                        "fixed",
                        Json.items(fixed.stream()
                                .map(one -> (Json) Json.Members.EMPTY
                                        .with("path", one.file())
                                        .with("fixes", one.titles()))
                                .toList()))
                .with("plan", plan());
    }

    private static Json json(Placed placed) {
        Finding finding = placed.finding();
        Practice practice = finding.practice();
        Span span = finding.span();
        var members = Json.Members.EMPTY
                .with("practice", practice.id())
                .with("step", practice.step().toString())
                .with("severity", practice.severity().toString())
                .with("confidence", finding.confidence() == Finding.Confidence.CERTAIN ? "certain" : "likely")
                .with("path", placed.file().name())
                .with("line", placed.line())
                .with("column", placed.column())
                .with("endLine", placed.file().source().line(span.end()))
                .with("endColumn", placed.file().source().column(span.end()))
                .with("message", finding.message())
                .with("why", practice.why())
                .withText("hint", finding.hint());
        return finding.fix()
                .map(fix -> members.with(
                        "fix",
                        Json.Members.EMPTY
                                .with("title", fix.title())
                                .with("safe", fix.isSafe())
                                .with(
                                        "edits",
                                        Json.items(fix.edits().stream()
                                                .map(edit -> (Json) Json.Members.EMPTY
                                                        .with(
                                                                "start",
                                                                edit.span().start())
                                                        .with("end", edit.span().end())
                                                        .with("text", edit.text()))
                                                .toList()))))
                .orElse(members);
    }

    private Json plan() {
        var steps = roadmap.stages().stream()
                .map(stage -> (Json) Json.Members.EMPTY
                        .with("step", stage.step().toString())
                        .with("whole", stage.isWhole())
                        .with("findings", stage.findings()))
                .toList();
        var members = Json.Members.EMPTY
                .with("steps", Json.items(steps))
                .withText("mayStopAfter", roadmap.mayStopAfter().map(Step::toString));
        return roadmap.next()
                .map(next -> members.with("next", next.practice().id()))
                .orElse(members);
    }

    @Override
    public ExitCode exit() {
        boolean fails = failOn.isPresent()
                && placed().stream()
                        .anyMatch(
                                placed -> placed.finding().practice().severity().isAtLeast(failOn.get()));
        return fails ? ExitCode.FINDINGS : ExitCode.OK;
    }
}
