package dev.terrarium.cli.check;

import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.io.Progress;
import dev.terrarium.oci.ContainerConfig;
import dev.terrarium.oci.Image;
import dev.terrarium.oci.Platform;
import dev.terrarium.python.Malformed;
import dev.terrarium.python.interpreter.Layout;
import dev.terrarium.sandbox.SandboxProbe;
import dev.terrarium.sandbox.Trial;
import dev.terrarium.sandbox.Trial.Patience;
import dev.terrarium.sandbox.TrialReport;
import dev.terrarium.sandbox.Trials;
import dev.terrarium.tree.TreePath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Starts a finished image as production would, and says what came of it.
 *
 * <p>From the image's own config, not from the project: what is checked is what is delivered. Where it cannot run, it is passed over
 * with a line that says why; that is no fault of the image.
 */
public final class ImageCheck {
    private static final int LINES_TOLD = 20;
    private static final int SIGTERM = 15;
    private static final Map<String, Integer> SIGNALS =
            Map.of("SIGHUP", 1, "SIGINT", 2, "SIGQUIT", 3, "SIGTERM", SIGTERM);

    private final Platform host;
    private final SandboxProbe probe;
    private final Patience patience;
    private final Progress progress;

    /**
     * An image and what its config does not say.
     *
     * @param scripts entries of the project's {@code [project.scripts]}: name and target
     * @param web whether it serves HTTP, as far as was found out
     */
    public record Subject(Image image, Platform platform, Layout layout, Map<String, String> scripts, boolean web) {}

    /** @param host what this machine runs */
    public ImageCheck(Platform host, SandboxProbe probe, Patience patience, Progress progress) {
        this.host = host;
        this.probe = probe;
        this.patience = patience;
        this.progress = progress;
    }

    /** @throws UserError when it does not start, answer or end as it should; what it wrote last is told before */
    public CheckReport check(Subject subject) throws InterruptedException {
        Platform platform = subject.platform();
        if (platform != host) {
            return skipped(platform, platform + " does not run on " + host);
        }
        Optional<Trials> trials = Trials.open(probe);
        if (trials.isEmpty()) {
            return skipped(platform, "no sandbox works here, and `terrarium doctor` says why");
        }
        try (var step = progress.begin("check", platform.toString())) {
            Trial trial = trial(subject);
            TrialReport seen = trials.get().run(trial);
            if (seen.phase() == TrialReport.Phase.SANDBOX) {
                String why = seen.output().isEmpty()
                        ? "exit code " + seen.exitCode()
                        : seen.output().getLast();
                return skipped(platform, "the sandbox cannot start it: " + Malformed.shown(why));
            }
            String signal = config(subject).stopSignal().orElse("SIGTERM");
            var problem = new Verdict(trial, seen, subject.web(), signal).problem();
            if (problem.isPresent()) {
                throw failed(seen, problem.get());
            }
            var report = CheckReport.of(platform.toString(), seen, signal);
            step.outcome(report.sentence());
            warn(trial, seen, signal);
            return report;
        }
    }

    private CheckReport skipped(Platform platform, String reason) {
        progress.note("not checked: " + reason);
        return CheckReport.skipped(platform.toString(), reason);
    }

    private UserError failed(TrialReport seen, Problem problem) {
        List<String> lines = seen.output();
        lines.stream().skip(Math.max(0, lines.size() - LINES_TOLD)).forEach(line -> progress.warn(printable(line)));
        return new UserError(problem);
    }

    private void warn(Trial trial, TrialReport seen, String signal) {
        boolean asked = seen.phase() == TrialReport.Phase.STOP;
        if (asked && seen.exitCode() != 0 && seen.exitCode() != 128 + trial.stopSignal()) {
            progress.warn("the image ends with exit code " + seen.exitCode() + " on " + signal
                    + ", which looks like a failure to whoever runs it");
        }
        seen.answer()
                .filter(answer -> answer.status().orElse(0) >= 500)
                .ifPresent(answer -> progress.warn(
                        "the image answers `/` with " + answer.status().getAsInt()));
    }

    private static ContainerConfig config(Subject subject) {
        return subject.image().config().value().config();
    }

    private Trial trial(Subject subject) {
        ContainerConfig config = config(subject);
        var argv = new ArrayList<>(config.entrypoint());
        argv.addAll(config.cmd());
        var environment = new LinkedHashMap<String, String>();
        for (String variable : config.env()) {
            int equals = variable.indexOf('=');
            environment.put(variable.substring(0, equals), variable.substring(equals + 1));
        }
        OptionalInt port = config.exposedPorts().stream()
                .mapToInt(text -> Integer.parseInt(text.replaceFirst("/.*", "")))
                .findFirst();
        return new Trial(
                subject.image().layers(),
                argv,
                environment,
                TreePath.of(config.workingDir().orElseThrow().substring(1)),
                "/" + subject.layout().scripts().resolve("python"),
                EntryModule.of(config.cmd(), subject.scripts()),
                port,
                SIGNALS.getOrDefault(config.stopSignal().orElse("SIGTERM"), SIGTERM),
                patience);
    }

    private static String printable(String line) {
        return line.replaceAll("\\p{Cntrl}", "?");
    }
}
