package dev.terrarium.audit.rule;

import dev.terrarium.audit.DockerfileRule;
import dev.terrarium.audit.DockerfileSubject;
import dev.terrarium.audit.Findings;
import dev.terrarium.audit.rule.Start.Program;

/** Servers that their own documentation keeps for development. */
final class ProductionServer implements DockerfileRule {
    @Override
    public String practice() {
        return "production-server";
    }

    @Override
    public void check(DockerfileSubject subject, Findings findings) {
        Start.of(subject).flatMap(Start::program).ifPresent(program -> {
            String hint = hint(program);
            if (!hint.isEmpty()) {
                findings.certain(
                        program.programWord().span(),
                        "this server is for development: one request at a time, no limits, no promise of security",
                        hint);
            }
        });
    }

    private static String hint(Program program) {
        if (program.is("flask") && program.arguments().contains("run")) {
            return "start it with gunicorn, `[\"gunicorn\", \"--bind\", \"0.0.0.0:8000\", \"module:app\"]`";
        }
        if (program.is("fastapi") && program.arguments().contains("dev")) {
            return "start it with `fastapi run` or uvicorn";
        }
        boolean django =
                program.arguments().contains("runserver") || program.arguments().contains("runserver_plus");
        return django ? "start it with gunicorn, `[\"gunicorn\", \"--bind\", \"0.0.0.0:8000\", \"project.wsgi\"]`" : "";
    }
}
