package dev.terrarium.cli.check;

import dev.terrarium.cli.terminal.Figures;
import dev.terrarium.json.Json;
import dev.terrarium.sandbox.TrialReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the check of one image showed, or why there was none.
 *
 * @param skipped the reason, in a few words
 * @param signal that it was asked to end with: {@code SIGTERM}
 */
public record CheckReport(String platform, Optional<String> skipped, Optional<TrialReport> seen, String signal) {
    static CheckReport skipped(String platform, String reason) {
        return new CheckReport(platform, Optional.of(reason), Optional.empty(), "");
    }

    static CheckReport of(String platform, TrialReport seen, String signal) {
        return new CheckReport(platform, Optional.empty(), Optional.of(seen), signal);
    }

    /** In a few words: {@code answers 200 on port 8000 after 0.4 s, 48.2 MB, SIGTERM ends it in 0.1 s with 0}. */
    public String sentence() {
        return skipped.map(reason -> "skipped: " + reason).orElseGet(() -> sentence(seen.orElseThrow()));
    }

    private String sentence(TrialReport report) {
        var parts = new ArrayList<String>(List.of(beginning(report)));
        if (report.memory() > 0) {
            parts.add(Figures.bytes(report.memory()));
        }
        if (report.phase() == TrialReport.Phase.STOP) {
            parts.add(signal + " ends it in " + Figures.duration(report.stopped()) + " with " + report.exitCode());
        }
        return String.join(", ", parts);
    }

    private static String beginning(TrialReport report) {
        if (report.answer().isPresent()) {
            var answer = report.answer().get();
            return "answers " + (answer.status().isPresent() ? answer.status().getAsInt() + " " : "") + "on port "
                    + answer.port() + " after " + Figures.duration(answer.after());
        }
        if (report.phase() == TrialReport.Phase.START) {
            return "ends by itself with " + report.exitCode();
        }
        return report.accepted() ? "accepts connections" : "stays up and listens nowhere";
    }

    public Json.Members document() {
        Json.Members members = Json.Members.EMPTY.with("platform", platform);
        return skipped.map(reason -> members.with("skipped", reason))
                .orElseGet(() -> document(members, seen.orElseThrow()));
    }

    private Json.Members document(Json.Members platformOnly, TrialReport report) {
        Json.Members members = platformOnly;
        if (report.imported().isPresent()) {
            members = members.with("importMilliseconds", report.imported().get().toMillis());
        }
        if (report.answer().isPresent()) {
            var answer = report.answer().get();
            members = members.with("port", answer.port())
                    .with("answerMilliseconds", answer.after().toMillis());
            if (answer.status().isPresent()) {
                members = members.with("status", answer.status().getAsInt());
            }
        }
        members = members.with("memory", report.memory());
        if (report.phase() == TrialReport.Phase.STOP) {
            members = members.with("signal", signal)
                    .with("stopMilliseconds", report.stopped().toMillis());
        }
        return members.with("exitCode", report.exitCode());
    }
}
