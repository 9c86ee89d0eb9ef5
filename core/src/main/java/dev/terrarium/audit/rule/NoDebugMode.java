package dev.terrarium.audit.rule;

import dev.terrarium.audit.DockerfileRule;
import dev.terrarium.audit.DockerfileSubject;
import dev.terrarium.audit.Edit;
import dev.terrarium.audit.Findings;
import dev.terrarium.audit.Fix;
import dev.terrarium.audit.rule.Start.Program;
import dev.terrarium.dockerfile.Instruction;
import dev.terrarium.dockerfile.Instruction.Pair;
import dev.terrarium.dockerfile.Span;
import java.util.List;

/** Reloaders and debuggers in production. */
final class NoDebugMode implements DockerfileRule {
    private static final List<String> VARIABLES =
            List.of("FLASK_DEBUG", "DJANGO_DEBUG", "DEBUG", "APP_DEBUG", "PYTHONDEVMODE");

    @Override
    public String practice() {
        return "no-debug-mode";
    }

    @Override
    public void check(DockerfileSubject subject, Findings findings) {
        Start.of(subject).flatMap(Start::program).ifPresent(program -> program(subject, program, findings));
        for (Instruction.Env env : subject.inImage(Instruction.Env.class)) {
            env.pairs().stream()
                    .filter(NoDebugMode::switchesOn)
                    .forEach(pair -> findings.certain(
                            pair.span(),
                            "`" + pair.name() + "` shows the program's insides to whoever makes it fail",
                            "leave it out: it is set where somebody debugs"));
        }
    }

    private static boolean switchesOn(Pair pair) {
        String value = pair.value().orElseThrow().text();
        return VARIABLES.contains(pair.name().text()) && value.matches("(?i)1|true|yes|on")
                || pair.name().text().equals("FLASK_ENV") && value.equals("development");
    }

    private static void program(DockerfileSubject subject, Program program, Findings findings) {
        for (int i = 0; i < program.arguments().size(); i++) {
            String argument = program.arguments().get(i);
            boolean flags = List.of("--reload", "--debug").contains(argument)
                    && program.is(
                            "uvicorn", "gunicorn", "flask", "fastapi", "hypercorn", "granian", "litestar", "sanic");
            if (flags) {
                Span word = program.word(i).span();
                findings.certain(
                        word,
                        "`" + argument + "` is for the developer's desk",
                        Fix.safe("take it out", new Edit(withSeparator(subject, word), "")));
            }
        }
        boolean development = program.is("fastapi") && program.arguments().contains("dev") || program.is("debugpy");
        if (development) {
            findings.certain(
                    program.programWord().span(),
                    "`" + program.name() + "` runs the application for its developers",
                    "start a production server");
        }
    }

    /** The word with the space, or the comma and space, before it. */
    private static Span withSeparator(DockerfileSubject subject, Span word) {
        String text = subject.file().source().bytes();
        int start = word.start();
        while (start > 0 && " ,".indexOf(text.charAt(start - 1)) >= 0) {
            start--;
        }
        return new Span(start, word.end());
    }
}
