package dev.terrarium.cli.doctor;

import dev.terrarium.cli.build.Surroundings;
import dev.terrarium.cli.command.Command;
import dev.terrarium.cli.command.Result;
import dev.terrarium.cli.command.Session;
import dev.terrarium.cli.doctor.Check.Finding;
import dev.terrarium.cli.doctor.Check.Status;
import dev.terrarium.cli.line.Arguments;
import dev.terrarium.cli.line.Spec;
import dev.terrarium.cli.terminal.ExitCode;
import dev.terrarium.delivery.Engine;
import dev.terrarium.delivery.EngineProbe;
import dev.terrarium.json.Json;
import java.util.ArrayList;
import java.util.List;

/** {@code terrarium doctor}: what this machine has of all that a build may use, and what to do about the rest. */
public final class DoctorCommand implements Command {
    @Override
    public Spec spec() {
        return new Spec(
                "doctor",
                "show what this machine has and what is missing",
                "A line for each thing that a build in this folder may use, with what to do about what is missing. What is"
                        + " marked – is not there and not needed for every build; what is marked ✗ must be mended first,"
                        + " and the exit code is then 1.",
                List.of(),
                List.of(),
                List.of(
                        new Spec.Example("before the first build", "doctor"),
                        new Spec.Example("for a report", "doctor --json")));
    }

    @Override
    public Result run(Arguments arguments, Session session) throws InterruptedException {
        var findings = new ArrayList<Finding>();
        for (Check check : checks(session)) {
            findings.addAll(check.findings());
        }
        return new Examination(findings);
    }

    private static List<Check> checks(Session session) {
        var surroundings = Surroundings.of(session);
        var host = new HostChecks(session);
        var sources = new SourceChecks(surroundings);
        var sandbox = new SandboxCheck(session, surroundings);
        return List.of(
                host::host,
                host::java,
                host::store,
                host::git,
                () -> project(surroundings),
                sources::debian,
                sources::python,
                sandbox,
                () -> engine(session, Engine.Kind.DOCKER),
                () -> engine(session, Engine.Kind.PODMAN));
    }

    private static List<Finding> project(Surroundings surroundings) {
        if (!surroundings.problems().isEmpty()) {
            return surroundings.problems().stream()
                    .map(problem -> new Finding("project", Status.NEEDED, problem.message(), problem.hints()))
                    .toList();
        }
        return List.of(surroundings
                .project()
                .map(name -> Finding.ok("project", name + ", whose configuration counts below"))
                .orElseGet(() -> Finding.missing("project", "none in this folder: what follows is for any project")));
    }

    private static List<Finding> engine(Session session, Engine.Kind kind) {
        EngineProbe.Finding found = new EngineProbe(session.environment()).ask(kind);
        return List.of(new Finding(
                "engine",
                found.works() ? Status.OK : Status.MISSING,
                found.works() ? kind + " answers, on " + found.answer() : found.answer(),
                found.fixes()));
    }

    /** All answers. */
    record Examination(List<Finding> findings) implements Result {
        private static final int WIDTH = 9;

        @Override
        public String text() {
            var text = new StringBuilder();
            for (Finding finding : findings) {
                text.append(finding.status().mark()).append(' ').append(finding.topic());
                text.append(" ".repeat(Math.max(1, WIDTH - finding.topic().length())));
                text.append(finding.text()).append('\n');
                for (String fix : finding.fixes()) {
                    text.append(" ".repeat(WIDTH + 2)).append("→ ").append(fix).append('\n');
                }
            }
            return text.toString();
        }

        @Override
        public Json.Members document() {
            return Json.Members.EMPTY
                    .with("schema", "terrarium.doctor/1")
                    .with(
                            "findings",
                            Json.items(findings.stream().map(Finding::toJson).toList()));
        }

        @Override
        public ExitCode exit() {
            boolean broken = findings.stream().anyMatch(finding -> finding.status() == Status.NEEDED);
            return broken ? ExitCode.FINDINGS : ExitCode.OK;
        }
    }
}
