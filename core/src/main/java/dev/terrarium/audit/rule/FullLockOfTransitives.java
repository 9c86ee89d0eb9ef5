package dev.terrarium.audit.rule;

import dev.terrarium.audit.DockerfileRule;
import dev.terrarium.audit.DockerfileSubject;
import dev.terrarium.audit.Findings;
import dev.terrarium.audit.tool.CommandLine.Operand;
import dev.terrarium.audit.tool.Installs;
import dev.terrarium.audit.tool.PythonInstall;
import dev.terrarium.dockerfile.evaluation.EvaluatedRun;
import java.util.List;

/** Packages that are installed in whatever version the day brings. */
final class FullLockOfTransitives implements DockerfileRule {
    @Override
    public String practice() {
        return "full-lock-of-transitives";
    }

    @Override
    public void check(DockerfileSubject subject, Findings findings) {
        for (EvaluatedRun run : subject.runs()) {
            run.invocations().stream()
                    .flatMap(invocation -> Installs.python(invocation).stream())
                    .filter(install -> install.isPip() && !install.isOfInstallersAlone())
                    .forEach(install -> check(run, install, findings));
        }
    }

    private static void check(EvaluatedRun run, PythonInstall install, Findings findings) {
        boolean constrained = install.line().has("constraint")
                || install.line().has("no-deps")
                || install.line().has("require-hashes")
                || install.line().has("no-index")
                || run.before().environment().containsKey("PIP_CONSTRAINT");
        if (constrained || install.line().unknown()) {
            return;
        }
        List<Operand> open = install.packages().stream()
                .filter(operand -> !operand.text().orElseThrow().matches("[^=<>~! ]+(===?[^*]+)|.*(@|git\\+).*"))
                .toList();
        if (!open.isEmpty()) {
            findings.certain(
                    open.getFirst().word().span(),
                    "`" + open.getFirst().text().orElseThrow()
                            + "` and all it needs come in whatever version the day brings",
                    "lock them with `uv lock` or `pip-compile --generate-hashes`, and install from the lock");
            return;
        }
        install.paths().stream()
                .filter(path -> path.text().orElseThrow().matches("\\.(\\[.*\\])?|\\./?"))
                .filter(path -> install.requirementFiles().isEmpty() && !precededByLock(run, install))
                .findFirst()
                .ifPresent(path -> findings.likely(
                        path.word().span(),
                        "what the project needs comes in whatever version the day brings",
                        "install the locked dependencies first, and the project with `--no-deps`"));
    }

    /** Whether the same {@code RUN} installed a requirements file before. */
    private static boolean precededByLock(EvaluatedRun run, PythonInstall install) {
        return run.invocations().stream()
                .flatMap(invocation -> Installs.python(invocation).stream())
                .anyMatch(other -> !other.requirementFiles().isEmpty()
                        && other.invocation().span().start()
                                < install.invocation().span().start());
    }
}
