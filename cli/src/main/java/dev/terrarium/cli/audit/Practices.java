package dev.terrarium.cli.audit;

import dev.terrarium.audit.Catalogue;
import dev.terrarium.audit.Practice;
import dev.terrarium.audit.Step;
import dev.terrarium.cli.command.Result;
import dev.terrarium.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** What the catalogue says: of all practices a line each, or of one everything. */
record Practices(List<Practice> shown, boolean inFull) implements Result {
    Practices {
        shown = List.copyOf(shown);
    }

    static Practices all() {
        return new Practices(Catalogue.all(), false);
    }

    static Practices one(Practice practice) {
        return new Practices(List.of(practice), true);
    }

    @Override
    public String text() {
        return inFull ? explained(shown.getFirst()) : listed();
    }

    private String listed() {
        var text = new StringBuilder();
        Optional<Step> step = Optional.empty();
        for (Practice practice : shown) {
            if (step.filter(practice.step()::equals).isEmpty()) {
                text.append(text.isEmpty() ? "" : "\n").append(practice.step()).append('\n');
                step = Optional.of(practice.step());
            }
            text.append(String.format(
                    Locale.ROOT, "  %-34s %-9s %s\n", practice.id(), practice.severity(), practice.statement()));
        }
        return text.toString();
    }

    private static String explained(Practice practice) {
        var text = new StringBuilder();
        text.append(practice.id())
                .append(" (")
                .append(practice.step())
                .append(", ")
                .append(practice.severity())
                .append(")\n\n");
        text.append(practice.statement())
                .append("\n\nwhy: ")
                .append(practice.why())
                .append('\n');
        if (!practice.fix().isBlank()) {
            text.append("fix: ").append(practice.fix()).append('\n');
        }
        if (!practice.guarantee().isBlank()) {
            text.append("terrarium build: ").append(practice.guarantee()).append('\n');
        }
        if (!practice.equivalents().isEmpty()) {
            text.append("elsewhere: ")
                    .append(String.join(", ", practice.equivalents()))
                    .append('\n');
        }
        practice.sources().forEach(source -> text.append("see ").append(source).append('\n'));
        return text.toString();
    }

    @Override
    public Json.Members document() {
        return Json.Members.EMPTY
                .with("schema", "terrarium.practices/1")
                .with(
                        "practices",
                        Json.items(shown.stream().map(Practices::json).toList()));
    }

    private static Json json(Practice practice) {
        return Json.Members.EMPTY
                .with("id", practice.id())
                .with("step", practice.step().toString())
                .with("severity", practice.severity().toString())
                .with("statement", practice.statement())
                .with("why", practice.why())
                .with("detects", new TreeSet<>(practice.detects()))
                .with("fix", practice.fix())
                .with("guaranteed", practice.isGuaranteed())
                .with("equivalents", practice.equivalents())
                .with("sources", practice.sources());
    }
}
