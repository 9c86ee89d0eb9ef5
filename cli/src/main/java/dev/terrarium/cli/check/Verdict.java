package dev.terrarium.cli.check;

import dev.terrarium.cli.terminal.Figures;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.python.Malformed;
import dev.terrarium.sandbox.Trial;
import dev.terrarium.sandbox.TrialReport;
import dev.terrarium.sandbox.TrialReport.Listening;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Judges what a trial showed: what would not work in production either is a problem.
 *
 * @param web whether something that answers HTTP was found: then a silent connection is none that works
 * @param signal by its name
 */
record Verdict(Trial trial, TrialReport seen, boolean web, String signal) {
    private static final Pattern NETWORK = Pattern.compile(
            "Connection refused|[Nn]ame resolution|Name or service not known|could not translate host name"
                    + "|Network is unreachable|Max retries exceeded|nodename nor servname");
    private static final Pattern READ_ONLY = Pattern.compile("Read-only file system|PermissionError|Permission denied");
    private static final Pattern VARIABLES =
            Pattern.compile("KeyError: '[A-Z][A-Z0-9_]+'|ImproperlyConfigured|environment variable|validation error");
    private static final Pattern MODULE = Pattern.compile("ModuleNotFoundError: No module named .*");

    /** What is wrong, or nothing. */
    Optional<Problem> problem() {
        return switch (seen.phase()) {
            case SANDBOX -> Optional.empty();
            case IMPORT -> Optional.of(hinted(imports()));
            case START -> started().map(this::hinted);
            case STOP -> answered().or(this::stopped);
        };
    }

    private String imports() {
        String what = "`" + trial.module().orElse("") + "` cannot be imported in the image: ";
        return what
                + (seen.killed() ? "it took more than " + time(trial.patience().start()) : lastLine());
    }

    private Optional<String> started() {
        if (seen.killed()) {
            return Optional.of("the image does not start within "
                    + time(trial.patience().start()) + ", and does not end on " + signal);
        }
        if (trial.port().isEmpty() && seen.exitCode() == 0) {
            return Optional.empty();
        }
        String before = trial.port().isPresent()
                ? " before it answers on port " + trial.port().getAsInt()
                : "";
        return Optional.of("the image ends with exit code " + seen.exitCode() + before
                + (seen.output().isEmpty() ? "" : ": " + lastLine()));
    }

    private Optional<Problem> answered() {
        if (seen.answer().isPresent() || trial.port().isEmpty()) {
            return Optional.empty();
        }
        int port = trial.port().getAsInt();
        if (seen.accepted()) {
            return web
                    ? Optional.of(
                            hinted("the image accepts a connection on port " + port + " and does not answer within "
                                    + time(trial.patience().start())))
                    : Optional.empty();
        }
        Optional<Listening> same = seen.listening().stream()
                .filter(listening -> listening.port() == port)
                .findFirst();
        if (same.isPresent() && !same.get().outside()) {
            return Optional.of(failed(
                    "the image listens on port " + port
                            + " of 127.0.0.1, where nobody outside the container reaches it",
                    "let it listen on `0.0.0.0`"));
        }
        Optional<Listening> other =
                seen.listening().stream().filter(Listening::outside).findFirst();
        if (other.isPresent()) {
            return Optional.of(failed(
                    "the image listens on port " + other.get().port() + ", and port " + port + " was expected",
                    "read the port from the variable `PORT`, or write `env = { PORT = \""
                            + other.get().port() + "\" }` in [tool.terrarium]"));
        }
        return Optional.of(hinted("nothing listens on port " + port + " of the image within "
                + time(trial.patience().start())));
    }

    private Optional<Problem> stopped() {
        return seen.killed()
                ? Optional.of(failed(
                        "the image does not end within " + time(trial.patience().stop()) + " of " + signal,
                        "end on " + signal + ": an engine kills what does not, with the requests that it serves"))
                : Optional.empty();
    }

    private Problem hinted(String message) {
        Problem problem = Problem.of(ErrorCode.CHECK_FAILED, message);
        String output = String.join("\n", seen.output());
        if (MODULE.matcher(output).find()) {
            problem = problem.withHint("add what is missing to the project's dependencies, lock, and build again");
        } else if (NETWORK.matcher(output).find()) {
            problem = problem.withHint("the check has no network: connect when the first request comes");
        } else if (READ_ONLY.matcher(output).find()) {
            problem = problem.withHint("only /home/app and /tmp are writable: write there");
        } else if (VARIABLES.matcher(output).find()) {
            problem = problem.withHint("write variables that are no secrets into `env` of [tool.terrarium]");
        }
        return problem.withHint("if it starts only where it is deployed, build with `--no-check`");
    }

    private static Problem failed(String message, String hint) {
        return Problem.of(ErrorCode.CHECK_FAILED, message, hint);
    }

    private String lastLine() {
        List<String> output = seen.output();
        return output.isEmpty()
                ? "exit code " + seen.exitCode()
                : Malformed.shown(output.getLast().strip());
    }

    private static String time(java.time.Duration time) {
        return Figures.duration(time);
    }
}
