package dev.terrarium.audit.rule;

import dev.terrarium.audit.DockerfileRule;
import dev.terrarium.audit.DockerfileSubject;
import dev.terrarium.audit.Edit;
import dev.terrarium.audit.Findings;
import dev.terrarium.audit.Fix;
import dev.terrarium.audit.tool.Installs;
import dev.terrarium.audit.tool.PythonInstall;
import dev.terrarium.dockerfile.Span;
import dev.terrarium.dockerfile.evaluation.EvaluatedRun;
import dev.terrarium.dockerfile.shell.ShellWord;
import java.util.List;

/** Installs that make a new lock where the old one does not fit, instead of failing. */
final class LockEnforcedAtInstall implements DockerfileRule {
    @Override
    public String practice() {
        return "lock-enforced-at-install";
    }

    @Override
    public void check(DockerfileSubject subject, Findings findings) {
        for (EvaluatedRun run : subject.runs()) {
            run.invocations().stream()
                    .flatMap(invocation -> Installs.python(invocation).stream())
                    .filter(install -> !install.line().unknown())
                    .forEach(install -> check(run, install, findings));
        }
    }

    private static void check(EvaluatedRun run, PythonInstall install, Findings findings) {
        switch (install.tool()) {
            case UV_SYNC -> {
                boolean enforced = List.of("locked", "frozen", "check").stream().anyMatch(install.line()::has)
                        || run.before().environment().containsKey("UV_LOCKED")
                        || run.before().environment().containsKey("UV_FROZEN");
                if (!enforced) {
                    told(install, "`uv sync` makes a new lock where the old one does not fit", "--locked", findings);
                }
            }
            case PIPENV -> {
                boolean enforced = install.line().has("deploy")
                        || install.line().has("ignore-pipfile")
                        || install.command().equals("sync")
                        || !install.packages().isEmpty()
                        || install.line().has("requirements");
                if (!enforced) {
                    told(
                            install,
                            "`pipenv install` makes a new lock where the old one does not fit",
                            "--deploy",
                            findings);
                }
            }
            case PDM -> {
                boolean enforced =
                        List.of("frozen-lockfile", "check", "no-lock").stream().anyMatch(install.line()::has)
                                || install.command().equals("sync");
                if (!enforced) {
                    told(
                            install,
                            "`pdm install` makes a new lock where the old one does not fit",
                            "--frozen-lockfile",
                            findings);
                }
            }
            case PIP, UV_PIP, POETRY -> {}
        }
    }

    private static void told(PythonInstall install, String message, String flag, Findings findings) {
        List<ShellWord> words = install.invocation().words();
        Span end = words.getLast().span();
        findings.certain(
                install.invocation().span(),
                message,
                Fix.safe("add `" + flag + "`", new Edit(Span.at(end.end()), " " + flag)));
    }
}
