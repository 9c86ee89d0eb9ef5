package dev.terrarium.audit.rule;

import dev.terrarium.audit.DockerfileRule;
import dev.terrarium.audit.DockerfileSubject;
import dev.terrarium.audit.Edit;
import dev.terrarium.audit.Findings;
import dev.terrarium.audit.Fix;
import dev.terrarium.audit.rule.Start.Program;
import dev.terrarium.dockerfile.Span;
import dev.terrarium.dockerfile.shell.ShellWord;
import java.util.List;
import java.util.regex.Pattern;

/** A server that listens on the loopback address, because it is told so or because nothing else is said. */
final class BindAllInterfaces implements DockerfileRule {
    private static final Pattern LOOPBACK =
            Pattern.compile("(?<![\\d.\\w])(127\\.0\\.0\\.1|localhost)(?=$|:\\d|[\"'])");

    @Override
    public String practice() {
        return "bind-all-interfaces";
    }

    @Override
    public void check(DockerfileSubject subject, Findings findings) {
        Start.of(subject).flatMap(Start::program).ifPresent(program -> {
            if (!told(subject, program, findings)) {
                silent(subject, program, findings);
            }
        });
    }

    /** {@code --host 127.0.0.1}, {@code --bind=localhost:8000}, {@code runserver 127.0.0.1:8000} */
    private static boolean told(DockerfileSubject subject, Program program, Findings findings) {
        boolean serves = program.is(
                        "uvicorn",
                        "hypercorn",
                        "gunicorn",
                        "granian",
                        "daphne",
                        "waitress-serve",
                        "flask",
                        "fastapi",
                        "streamlit",
                        "jupyter")
                || program.name().startsWith("python") && program.arguments().contains("runserver")
                || program.is("manage.py", "django-admin");
        if (!serves) {
            return false;
        }
        for (int i = 0; i < program.arguments().size(); i++) {
            String argument = program.arguments().get(i);
            boolean addresses =
                    isAddress(program, i) || argument.matches("(--host|--bind|--listen|--server\\.address|-b)=.*");
            var matcher = LOOPBACK.matcher(argument);
            if (addresses && matcher.find()) {
                ShellWord word = program.word(i);
                String there = subject.text(word.span());
                findings.certain(
                        word.span(),
                        "`" + program.name() + "` listens on `" + matcher.group(1)
                                + "`, which nobody outside the container reaches",
                        Fix.safe(
                                "listen on all interfaces",
                                new Edit(word.span(), there.replace(matcher.group(1), "0.0.0.0"))));
                return true;
            }
        }
        return false;
    }

    private static boolean isAddress(Program program, int index) {
        String before = index == 0 ? "" : program.arguments().get(index - 1);
        return List.of(
                        "--host",
                        "-h",
                        "--bind",
                        "-b",
                        "--listen",
                        "--server.address",
                        "runserver",
                        "--ip",
                        "--interface")
                .contains(before);
    }

    private static void silent(DockerfileSubject subject, Program program, Findings findings) {
        List<String> arguments = program.arguments();
        boolean known = program.knowsAll();
        if (!known || arguments.stream().anyMatch(text -> text.matches("(--host|-h|--uds|--fd)(=.*)?"))) {
            return;
        }
        switch (program.name()) {
            case "uvicorn" -> option(subject, program, "UVICORN_HOST", "--host", findings);
            case "flask" -> {
                if (arguments.contains("run")) {
                    option(subject, program, "FLASK_RUN_HOST", "--host", findings);
                }
            }
            case "fastapi" -> {
                if (arguments.contains("dev")) {
                    option(subject, program, "UVICORN_HOST", "--host", findings);
                }
            }
            default -> runserver(program, findings);
        }
    }

    private static void option(
            DockerfileSubject subject, Program program, String variable, String flag, Findings findings) {
        if (subject.last().end().environment().containsKey(variable)) {
            return;
        }
        ShellWord word = program.invocation().words().getLast();
        boolean json = subject.text(word.span()).startsWith("\"");
        String added = json ? ", \"" + flag + "\", \"0.0.0.0\"" : " " + flag + " 0.0.0.0";
        findings.certain(
                word.span(),
                "`" + program.name()
                        + "` listens on the loopback address unless told otherwise, which nobody outside the container reaches",
                Fix.safe(
                        "listen on all interfaces", new Edit(Span.at(word.span().end()), added)));
    }

    private static void runserver(Program program, Findings findings) {
        int at = program.arguments().indexOf("runserver");
        boolean address =
                program.arguments().stream().skip(Math.max(0, at + 1)).anyMatch(text -> !text.startsWith("-"));
        if (at >= 0 && !address) {
            findings.certain(
                    program.word(at).span(),
                    "`runserver` listens on the loopback address unless told otherwise, which nobody outside the container reaches",
                    "start a production server on 0.0.0.0 instead");
        }
    }
}
