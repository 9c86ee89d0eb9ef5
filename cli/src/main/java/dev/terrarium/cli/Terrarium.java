package dev.terrarium.cli;

import dev.terrarium.cli.command.Command;
import dev.terrarium.cli.command.Result;
import dev.terrarium.cli.command.Session;
import dev.terrarium.cli.line.Arguments;
import dev.terrarium.cli.line.Help;
import dev.terrarium.cli.line.Parser;
import dev.terrarium.cli.line.UsageError;
import dev.terrarium.cli.terminal.Console;
import dev.terrarium.cli.terminal.ErrorDocument;
import dev.terrarium.cli.terminal.ExitCode;
import dev.terrarium.cli.terminal.Terminal;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.TerrariumError;
import dev.terrarium.io.Environment;
import dev.terrarium.io.Scope;
import dev.terrarium.json.Json;
import dev.terrarium.json.PrettyJson;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/**
 * One run of the program, from its arguments to its exit code: what {@link Main} calls, and tests too.
 *
 * <p>Here, and nowhere else, failures become text, a document and a number.
 */
final class Terrarium {
    private final Environment environment;
    private final Terminal terminal;
    private final PrintStream out;
    private final PrintStream err;

    /**
     * @param out for results only
     * @param err for everything else
     */
    Terrarium(Environment environment, Terminal terminal, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.terminal = terminal;
        this.out = out;
        this.err = err;
    }

    ExitCode run(List<String> line) {
        var run = new Run(line);
        ExitCode exit = run.outcome();
        out.flush();
        if (out.checkError() && exit == ExitCode.OK) {
            run.console.error("the result could not be written to standard output");
            return ExitCode.ENVIRONMENT;
        }
        return exit;
    }

    /** The state of one run: how to talk about it is known before its line is understood, so that errors in the line obey it. */
    private final class Run {
        private final List<String> line;
        private final boolean json;
        private final boolean trace;
        private final Console console;

        Run(List<String> line) {
            this.line = line;
            this.json = line.contains("--json");
            this.trace = line.contains("--trace");
            boolean quiet = line.contains("--quiet") || line.contains("-q");
            this.console = new Console(err, terminal, quiet, environment.clock());
        }

        ExitCode outcome() {
            try {
                return answer();
            } catch (UsageError e) {
                return failed(e.problems(), ExitCode.USAGE, e);
            } catch (TerrariumError e) {
                return failed(e.problems(), ExitCode.of(e), e);
            } catch (IOException e) {
                return failed(List.of(disk(e)), ExitCode.ENVIRONMENT, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return failed(List.of(Problem.of(ErrorCode.INTERRUPTED, "interrupted")), ExitCode.INTERRUPTED, e);
            } catch (Scope.ScopeFailure e) {
                return e.getCause() instanceof IOException io
                        ? failed(List.of(disk(io)), ExitCode.ENVIRONMENT, e)
                        : bug(e);
            } catch (RuntimeException | Error e) {
                return Thread.currentThread().isInterrupted()
                        ? failed(List.of(Problem.of(ErrorCode.INTERRUPTED, "interrupted")), ExitCode.INTERRUPTED, e)
                        : bug(e);
            }
        }

        private ExitCode answer() throws IOException, InterruptedException {
            if (line.isEmpty()) {
                err.print(Help.overview(Commands.specs()));
                return ExitCode.USAGE;
            }
            if (line.stream().allMatch(word -> word.startsWith("-"))) {
                return withoutCommand();
            }
            Commands.Chosen chosen = Commands.choose(line);
            Command command = chosen.command();
            Arguments arguments = Parser.parse(command.spec(), chosen.words());
            if (arguments.has("help")) {
                out.print(Help.of(command.spec()));
                return ExitCode.OK;
            }
            if (arguments.has("version")) {
                return version();
            }
            Result result = command.run(arguments, new Session(environment, console));
            if (json) {
                print(result.document());
            } else {
                out.print(result.text());
            }
            return result.exit();
        }

        private ExitCode withoutCommand() {
            if (line.contains("--help") || line.contains("-h")) {
                out.print(Help.overview(Commands.specs()));
                return ExitCode.OK;
            }
            if (line.contains("--version") || line.contains("-V")) {
                return version();
            }
            throw new UsageError("which command?", "run `terrarium --help`");
        }

        private ExitCode version() {
            if (json) {
                print(Json.Members.EMPTY.with("schema", "terrarium.version/1").with("version", Version.NUMBER));
            } else {
                out.print("terrarium " + Version.NUMBER + "\n");
            }
            return ExitCode.OK;
        }

        private void print(Json.Members document) {
            out.print(PrettyJson.write(document) + "\n");
        }

        private ExitCode failed(List<Problem> problems, ExitCode exit, Throwable cause) {
            console.problems(problems);
            if (trace) {
                console.trace(cause);
            }
            if (json) {
                print(ErrorDocument.of(problems, exit));
            }
            return exit;
        }

        private ExitCode bug(Throwable failure) {
            String message = Crash.of(failure, line)
                    .written(List.of(
                            new Session(environment, console).storeRoot().resolve("crashes"),
                            environment.hostFile("/tmp")));
            return failed(List.of(Problem.of(ErrorCode.BUG, message)), ExitCode.BUG, failure);
        }

        private static Problem disk(IOException e) {
            String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            String reason = e instanceof java.nio.file.NoSuchFileException
                    ? "`" + message + "` is not there any more"
                    : e instanceof java.nio.file.AccessDeniedException
                            ? "`" + message + "`: permission denied"
                            : message.replaceAll("\\s+", " ");
            return Problem.of(
                    ErrorCode.DISK_FAILED,
                    "a file could not be read or written: " + reason,
                    "see that there is room and permission, then run the same again");
        }
    }
}
