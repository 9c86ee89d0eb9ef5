package dev.terrarium.audit.rule;

import dev.terrarium.audit.DockerfileRule;
import dev.terrarium.audit.DockerfileSubject;
import dev.terrarium.audit.Findings;
import dev.terrarium.audit.tool.Installs;
import dev.terrarium.audit.tool.PythonInstall;
import dev.terrarium.audit.tool.SystemInstall;
import dev.terrarium.dockerfile.evaluation.EvaluatedRun;
import dev.terrarium.dockerfile.shell.Invocation;
import java.util.List;

/** One stage that holds both what builds and what runs. */
final class MultiStageBuild implements DockerfileRule {
    @Override
    public String practice() {
        return "multi-stage-build";
    }

    @Override
    public void check(DockerfileSubject subject, Findings findings) {
        if (subject.stages().size() != 1 || subject.file().isFragment()) {
            return;
        }
        for (EvaluatedRun run : subject.runs()) {
            for (Invocation invocation : run.invocations()) {
                if (Installs.system(invocation).filter(MultiStageBuild::builds).isPresent()
                        || Installs.python(invocation)
                                .filter(MultiStageBuild::bringsInstaller)
                                .isPresent()) {
                    findings.certain(
                            invocation.span(),
                            "what only the build needs stays in the image, for there is one stage for both",
                            "build in a stage of its own, and copy the virtual environment into a slim one");
                    return;
                }
            }
        }
    }

    private static boolean builds(SystemInstall install) {
        return install.installs()
                && install.packages().stream()
                        .flatMap(operand -> operand.text().stream())
                        .anyMatch(name -> SystemInstall.isForBuilding(name) || name.equals("git"));
    }

    private static boolean bringsInstaller(PythonInstall install) {
        return install.packages().stream()
                .map(operand -> operand.text().orElseThrow().replaceFirst("[<>=!~\\[ ].*", ""))
                .anyMatch(List.of("poetry", "pdm", "pipenv", "hatch")::contains);
    }
}
