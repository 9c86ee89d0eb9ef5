package dev.terrarium.cli.audit;

import dev.terrarium.audit.Catalogue;
import dev.terrarium.audit.Finding;
import dev.terrarium.audit.Practice;
import dev.terrarium.audit.Severity;
import dev.terrarium.audit.Step;
import dev.terrarium.cli.line.Arguments;
import dev.terrarium.cli.line.Operand;
import dev.terrarium.cli.line.Option;
import dev.terrarium.cli.line.UsageError;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.Similar;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a line of {@code terrarium audit} asks for.
 *
 * @param fix nothing is written unless it says so
 * @param steps those to look at; all where none is named
 * @param select ids of practices; all where none is named
 * @param failOn findings at least as severe make the exit code 1; none do where it is empty
 */
record AuditOptions(
        List<String> paths,
        FixMode fix,
        List<Step> steps,
        List<String> select,
        List<String> ignore,
        Optional<Severity> failOn,
        Map<String, String> buildArguments) {
    /** What is done with fixes. */
    enum FixMode {
        /** They are shown below their findings. */
        SHOW,
        /** The safe ones are made. */
        APPLY,
        /** All of them become one patch on standard output, and no file is touched. */
        SUGGEST
    }

    static List<Operand> operands() {
        return List.of(
                Operand.any("PATH", "Dockerfiles, or directories that are searched for them; this one by default"));
    }

    static List<Option> table() {
        return List.of(
                Option.optional(
                        "fix",
                        "MODE",
                        "suggest",
                        "make the safe fixes; `--fix=suggest` prints all fixes as a patch instead"),
                Option.list("step", "STEP", "security", "look at these steps of the process alone"),
                Option.list("select", "PRACTICE", "non-root-user", "look for these practices alone"),
                Option.list("ignore", "PRACTICE", "revision-label", "leave these practices out"),
                Option.value(
                        "fail-on",
                        "SEVERITY",
                        "high",
                        "exit with 1 only when a finding is at least this severe; `none` for never"),
                Option.value(
                                "build-arg",
                                "NAME=VALUE",
                                "VERSION=3.13",
                                "a build argument, where the file has no default")
                        .repeated(),
                Option.value(
                        "explain",
                        "PRACTICE",
                        "non-root-user",
                        "tell about one practice instead: why, examples, sources"),
                Option.flag("list", "list all practices instead"));
    }

    static AuditOptions of(Arguments arguments) {
        List<String> paths = arguments.operands().isEmpty() ? List.of(".") : arguments.operands();
        return new AuditOptions(
                paths,
                fixMode(arguments.value("fix")),
                arguments.values("step").stream().map(AuditOptions::step).toList(),
                arguments.values("select").stream().map(id -> practice(id).id()).toList(),
                arguments.values("ignore").stream().map(id -> practice(id).id()).toList(),
                failOn(arguments.value("fail-on")),
                buildArguments(arguments.values("build-arg")));
    }

    boolean wants(Finding finding) {
        String id = finding.practice().id();
        return (steps.isEmpty() || steps.contains(finding.practice().step()))
                && (select.isEmpty() || select.contains(id))
                && !ignore.contains(id);
    }

    private static FixMode fixMode(Optional<String> value) {
        if (value.isEmpty()) {
            return FixMode.SHOW;
        }
        return switch (value.get()) {
            case "" -> FixMode.APPLY;
            case "suggest" -> FixMode.SUGGEST;
            default -> throw wrong("`--fix` knows no mode `" + value.get() + "`", "write `--fix` or `--fix=suggest`");
        };
    }

    private static Step step(String name) {
        List<String> names = Arrays.stream(Step.values()).map(Step::toString).toList();
        return Arrays.stream(Step.values())
                .filter(step -> step.toString().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> wrong("there is no step `" + name + "`", "the steps are " + String.join(", ", names)));
    }

    /** The practice of that id. */
    static Practice practice(String id) {
        return Catalogue.find(id).orElseThrow(() -> {
            List<String> known = Catalogue.all().stream().map(Practice::id).toList();
            return wrong(
                    "there is no practice `" + id + "`",
                    Similar.to(id, known)
                            .map(near -> "did you mean `" + near + "`?")
                            .orElse("run `terrarium audit --list`"));
        });
    }

    private static Optional<Severity> failOn(Optional<String> value) {
        if (value.filter("none"::equals).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(value.map(name -> Arrays.stream(Severity.values())
                        .filter(severity -> severity.toString().equals(name))
                        .findFirst()
                        .orElseThrow(() -> wrong(
                                "there is no severity `" + name + "`", "write critical, high, medium, low or none")))
                .orElse(Severity.LOW));
    }

    private static Map<String, String> buildArguments(List<String> pairs) {
        Map<String, String> arguments = new LinkedHashMap<>();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals <= 0) {
                throw wrong("`" + pair + "` is no build argument", "write `--build-arg NAME=VALUE`");
            }
            arguments.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return arguments;
    }

    private static UsageError wrong(String message, String hint) {
        return new UsageError(List.of(Problem.of(ErrorCode.USAGE, message, hint)));
    }
}
