package dev.terrarium.audit.rule;

import dev.terrarium.audit.DockerfileRule;
import dev.terrarium.audit.DockerfileSubject;
import dev.terrarium.audit.Edit;
import dev.terrarium.audit.Findings;
import dev.terrarium.audit.Fix;
import dev.terrarium.audit.rule.Start.Program;
import dev.terrarium.dockerfile.shell.ShellWord;
import java.util.List;

/** Logs written to a file of the container, where nobody reads them. */
final class LogsToStdout implements DockerfileRule {
    private static final List<String> OPTIONS =
            List.of("--access-logfile", "--error-logfile", "--log-file", "--access-logformat-file", "--logto");

    @Override
    public String practice() {
        return "logs-to-stdout";
    }

    @Override
    public void check(DockerfileSubject subject, Findings findings) {
        Start.of(subject).flatMap(Start::program).ifPresent(program -> check(subject, program, findings));
    }

    private static void check(DockerfileSubject subject, Program program, Findings findings) {
        if (!program.is("gunicorn", "uwsgi", "celery", "hypercorn")) {
            return;
        }
        for (int i = 0; i < program.arguments().size(); i++) {
            String argument = program.arguments().get(i);
            int equals = argument.indexOf('=');
            String option = equals < 0 ? argument : argument.substring(0, equals);
            int at = equals < 0 ? i + 1 : i;
            if (!OPTIONS.contains(option) || at >= program.arguments().size()) {
                continue;
            }
            String path = equals < 0 ? program.arguments().get(at) : argument.substring(equals + 1);
            if (path.contains("/") && !path.startsWith("/dev/std") && !path.startsWith("/proc/")) {
                told(subject, program, program.word(at), path, findings);
            }
        }
    }

    private static void told(
            DockerfileSubject subject, Program program, ShellWord word, String path, Findings findings) {
        String message =
                "`" + program.name() + "` logs into `" + path + "`, which nobody sees and which fills the container";
        String there = subject.text(word.span());
        if (program.is("gunicorn") && there.contains(path)) {
            findings.certain(
                    word.span(),
                    message,
                    Fix.safe("log to standard output", new Edit(word.span(), there.replace(path, "-"))));
        } else {
            findings.certain(word.span(), message, "log to standard output");
        }
    }
}
