package dev.terrarium.audit.rule;

import dev.terrarium.audit.DockerfileRule;
import dev.terrarium.audit.DockerfileSubject;
import dev.terrarium.audit.Findings;
import dev.terrarium.audit.tool.Installs;
import dev.terrarium.audit.tool.PythonInstall;
import dev.terrarium.dockerfile.Instruction;
import dev.terrarium.dockerfile.evaluation.EvaluatedRun;
import dev.terrarium.dockerfile.evaluation.EvaluatedStage;

/** Dependencies installed after the sources were copied: every change of a line installs them again. */
final class DepsBeforeSource implements DockerfileRule {
    @Override
    public String practice() {
        return "deps-before-source";
    }

    @Override
    public void check(DockerfileSubject subject, Findings findings) {
        subject.stages().forEach(stage -> stage(stage, findings));
    }

    private static void stage(EvaluatedStage stage, Findings findings) {
        int copied = Integer.MAX_VALUE;
        for (Instruction instruction : stage.stage().instructions()) {
            if (instruction instanceof Instruction.Copy copy && Contexts.copiesAll(copy)) {
                copied = Math.min(copied, copy.span().start());
            }
        }
        boolean before = false;
        for (EvaluatedRun run : stage.runs()) {
            var installs = run.invocations().stream()
                    .flatMap(invocation -> Installs.python(invocation).stream())
                    .filter(DepsBeforeSource::bringsDependencies)
                    .toList();
            if (run.span().start() < copied) {
                before |= !installs.isEmpty();
            } else if (!before && !installs.isEmpty()) {
                findings.certain(
                        installs.getFirst().invocation().span(),
                        "dependencies are installed after all sources were copied, so every change of a line installs them again",
                        "copy the lock or the requirements file alone, install, and copy the sources after that");
                return;
            }
        }
    }

    private static boolean bringsDependencies(PythonInstall install) {
        return !install.isOfInstallersAlone()
                && !install.line().has("no-deps")
                && !install.line().has("only-root");
    }
}
