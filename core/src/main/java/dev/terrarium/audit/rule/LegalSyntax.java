package dev.terrarium.audit.rule;

import dev.terrarium.audit.DockerfileRule;
import dev.terrarium.audit.DockerfileSubject;
import dev.terrarium.audit.Edit;
import dev.terrarium.audit.Findings;
import dev.terrarium.audit.Fix;
import dev.terrarium.dockerfile.Instruction;
import dev.terrarium.dockerfile.Instruction.Pair;

/** What BuildKit refuses or warns of, and the old form of {@code ENV} and {@code LABEL}. */
final class LegalSyntax implements DockerfileRule {
    @Override
    public String practice() {
        return "legal-dockerfile-syntax";
    }

    @Override
    public void check(DockerfileSubject subject, Findings findings) {
        subject.file()
                .problems()
                .forEach(problem -> findings.certain(
                        problem.span(),
                        problem.message(),
                        problem.isError() ? "mend it: a build stops here" : "take the empty line out"));
        if (subject.file().isFragment()) {
            findings.certain(subject.anchor(), "no `FROM` says what the image begins from", "begin with `FROM`");
        }
        for (Instruction.Env env : subject.all(Instruction.Env.class)) {
            if (env.isLegacy()) {
                legacy(env, env.pairs().getFirst(), findings);
            }
        }
        for (Instruction.Label label : subject.all(Instruction.Label.class)) {
            if (label.isLegacy()) {
                legacy(label, label.pairs().getFirst(), findings);
            }
        }
    }

    private static void legacy(Instruction instruction, Pair pair, Findings findings) {
        String value = pair.value().orElseThrow().raw();
        boolean plain = value.matches("[^\\s\"'\\\\]+|\"[^\"\\\\]*\"|'[^']*'");
        String quoted = plain ? value : "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        findings.certain(
                instruction.span(),
                "the form without `=` is the old one, which BuildKit will drop",
                Fix.safe(
                        "write `=`",
                        new Edit(instruction.head().argumentsSpan(), pair.name().raw() + "=" + quoted)));
    }
}
