package dev.terrarium.audit.rule;

import dev.terrarium.audit.DockerfileRule;
import dev.terrarium.audit.DockerfileSubject;
import dev.terrarium.audit.Findings;
import dev.terrarium.audit.Fix;
import dev.terrarium.audit.rule.Start.Program;
import dev.terrarium.audit.tool.Installs;
import dev.terrarium.dockerfile.Command;
import dev.terrarium.dockerfile.Instruction;

/** A plain Python program as the first process, where nothing handles SIGTERM unless it does. */
final class Pid1HandlesSigterm implements DockerfileRule {
    @Override
    public String practice() {
        return "pid1-handles-sigterm";
    }

    @Override
    public void check(DockerfileSubject subject, Findings findings) {
        var start = Start.of(subject);
        if (start.isEmpty()
                || !(start.get().command() instanceof Command.Exec exec)
                || exec.arguments().isEmpty()
                || exec.arguments().getFirst().matches(".*(tini|dumb-init|catatonit|s6-.*|init|supervisord)")
                || !subject.inImage(Instruction.StopSignal.class).isEmpty()) {
            return;
        }
        start.flatMap(Start::program)
                .filter(program -> isPlainPython(program))
                .ifPresent(program -> findings.likely(
                        program.programWord().span(),
                        "as the first process Python ignores SIGTERM unless the program handles it, so every stop takes ten seconds and kills",
                        Fix.suggested(
                                "let it be stopped as Ctrl-C stops it", subject.beforeStart("STOPSIGNAL SIGINT"))));
    }

    /** {@code python app.py}: modules may be servers that handle it. */
    private static boolean isPlainPython(Program program) {
        return Installs.isPython(program.name())
                && program.arguments().stream()
                        .filter(text -> !text.startsWith("-"))
                        .findFirst()
                        .filter(text -> text.endsWith(".py") && !text.endsWith("manage.py"))
                        .isPresent();
    }
}
