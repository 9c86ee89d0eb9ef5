package dev.terrarium.audit.rule;

import dev.terrarium.audit.DockerfileRule;
import dev.terrarium.audit.DockerfileSubject;
import dev.terrarium.audit.Edit;
import dev.terrarium.audit.Findings;
import dev.terrarium.audit.Fix;
import dev.terrarium.audit.tool.CommandLine.Option;
import dev.terrarium.audit.tool.Installs;
import dev.terrarium.audit.tool.PythonInstall;
import dev.terrarium.audit.tool.PythonInstall.Tool;
import dev.terrarium.dockerfile.Instruction;
import dev.terrarium.dockerfile.Span;
import dev.terrarium.dockerfile.evaluation.EvaluatedRun;
import dev.terrarium.dockerfile.evaluation.EvaluatedStage;

/** Installs that point back to the sources instead of copying them. */
final class NoEditableInstall implements DockerfileRule {
    @Override
    public String practice() {
        return "no-editable-install";
    }

    @Override
    public void check(DockerfileSubject subject, Findings findings) {
        for (EvaluatedStage stage : subject.stages()) {
            for (EvaluatedRun run : stage.runs()) {
                run.invocations().stream()
                        .flatMap(invocation -> Installs.python(invocation).stream())
                        .forEach(install -> check(subject, stage, install, findings));
            }
        }
    }

    private static void check(
            DockerfileSubject subject, EvaluatedStage stage, PythonInstall install, Findings findings) {
        if (install.isPip()) {
            install.line()
                    .option("editable")
                    .filter(option ->
                            option.value().filter(NoEditableInstall::isHere).isPresent())
                    .ifPresent(option -> editable(subject, option, findings));
        }
        boolean leavesSources = install.tool() == Tool.UV_SYNC
                && !install.line().has("no-editable")
                && !install.line().has("no-install-project")
                && !install.line().unknown()
                && stage.variable("UV_NO_EDITABLE").isEmpty()
                && environmentAloneIsCopied(subject, stage);
        if (leavesSources) {
            Span end = install.invocation().words().getLast().span();
            findings.certain(
                    install.invocation().span(),
                    "`uv sync` installs the project as a pointer to its sources, and only the environment is copied out of this stage",
                    Fix.safe("add `--no-editable`", new Edit(Span.at(end.end()), " --no-editable")));
        }
    }

    /** The project itself: an editable dependency from a repository is another matter. */
    private static boolean isHere(String target) {
        return target.startsWith(".") || target.startsWith("/");
    }

    private static void editable(DockerfileSubject subject, Option option, Findings findings) {
        Span word = option.word().span();
        boolean apart = option.word().isLiteral("-e") || option.word().isLiteral("--editable");
        String message = "an editable install leaves a pointer to the sources in the image instead of the project";
        if (apart) {
            findings.certain(
                    word, message, Fix.suggested("install the project itself", new Edit(subject.withSpaces(word), "")));
        } else {
            findings.certain(word, message, "install the project itself, without `-e`");
        }
    }

    private static boolean environmentAloneIsCopied(DockerfileSubject subject, EvaluatedStage stage) {
        var copies = subject.inImage(Instruction.Copy.class).stream()
                .filter(copy -> copy.head()
                        .flag("from")
                        .flatMap(flag -> flag.value())
                        .flatMap(name -> subject.file().stage(name))
                        .filter(found -> found.index() == stage.stage().index())
                        .isPresent())
                .toList();
        return !copies.isEmpty()
                && copies.stream()
                        .allMatch(copy -> copy.sources().stream()
                                .allMatch(source -> source.text().matches("(.*/)?\\.?venv/?")));
    }
}
