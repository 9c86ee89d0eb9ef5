package dev.terrarium.audit.rule;

import dev.terrarium.audit.DockerfileRule;
import dev.terrarium.audit.DockerfileSubject;
import dev.terrarium.audit.Findings;
import dev.terrarium.dockerfile.evaluation.EvaluatedRun;
import dev.terrarium.dockerfile.shell.Invocation;

/** {@code source …/activate} lasts until the end of its {@code RUN}, and no longer. */
final class VenvOnPath implements DockerfileRule {
    @Override
    public String practice() {
        return "venv-on-path";
    }

    @Override
    public void check(DockerfileSubject subject, Findings findings) {
        for (EvaluatedRun run : subject.runs()) {
            for (int i = 0; i < run.invocations().size(); i++) {
                Invocation invocation = run.invocations().get(i);
                boolean activates = (invocation.is("source") || invocation.is("."))
                        && invocation
                                .argument(0)
                                .filter(path -> path.endsWith("/activate"))
                                .isPresent();
                if (activates && i == run.invocations().size() - 1) {
                    findings.certain(
                            invocation.span(),
                            "the environment is activated for this `RUN` alone, and nothing in it needs it",
                            "write `ENV PATH=\"/path/to/venv/bin:$PATH\"` instead");
                }
            }
        }
    }
}
