package dev.terrarium.cli;

import dev.terrarium.cli.audit.AuditCommand;
import dev.terrarium.cli.build.BuildCommand;
import dev.terrarium.cli.build.LockCommand;
import dev.terrarium.cli.build.PlanCommand;
import dev.terrarium.cli.command.CacheInfoCommand;
import dev.terrarium.cli.command.CachePruneCommand;
import dev.terrarium.cli.command.Command;
import dev.terrarium.cli.command.CopyCommand;
import dev.terrarium.cli.command.HelpCommand;
import dev.terrarium.cli.command.InspectCommand;
import dev.terrarium.cli.completion.CompletionCommand;
import dev.terrarium.cli.doctor.DoctorCommand;
import dev.terrarium.cli.init.InitCommand;
import dev.terrarium.cli.line.Spec;
import dev.terrarium.cli.line.UsageError;
import dev.terrarium.error.Similar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All commands by name, in the order of help.
 *
 * <p>A {@code switch} and not a map: only the class of the command that is asked for is ever loaded, which is most of the time
 * that a start takes.
 */
final class Commands {
    static final List<String> NAMES = List.of(
            "build",
            "plan",
            "lock",
            "init",
            "copy",
            "inspect",
            "audit",
            "cache info",
            "cache prune",
            "doctor",
            "completion",
            "help");

    private Commands() {}

    /** A command and the words of the line that belong to it. */
    record Chosen(Command command, List<String> words) {}

    static Optional<Command> named(String name) {
        return switch (name) {
            case "build" -> Optional.of(new BuildCommand());
            case "plan" -> Optional.of(new PlanCommand());
            case "lock" -> Optional.of(new LockCommand());
            case "init" -> Optional.of(new InitCommand());
            case "copy" -> Optional.of(new CopyCommand());
            case "inspect" -> Optional.of(new InspectCommand());
            case "audit" -> Optional.of(new AuditCommand());
            case "cache info" -> Optional.of(new CacheInfoCommand());
            case "cache prune" -> Optional.of(new CachePruneCommand());
            case "doctor" -> Optional.of(new DoctorCommand());
            case "completion" -> Optional.of(new CompletionCommand(Commands::specs));
            case "help" -> Optional.of(new HelpCommand(Commands::specs));
            default -> Optional.empty();
        };
    }

    /** The tables of all commands, for help and the documentation. */
    static List<Spec> specs() {
        var specs = new ArrayList<Spec>();
        NAMES.forEach(name -> specs.add(named(name).orElseThrow().spec()));
        return specs;
    }

    /**
     * Finds the command that a line names. Options in front of its name are handed to it as well.
     *
     * @throws UsageError when there is no such command
     */
    static Chosen choose(List<String> line) {
        int first = 0;
        while (first < line.size() && line.get(first).startsWith("-")) {
            first++;
        }
        if (first == line.size()) {
            throw new UsageError("which command?", "run `terrarium --help`");
        }
        for (int words = 2; words > 0; words--) {
            int end = Math.min(first + words, line.size());
            Optional<Command> found = named(String.join(" ", line.subList(first, end)));
            if (found.isPresent()) {
                var rest = new ArrayList<>(line.subList(0, first));
                rest.addAll(line.subList(end, line.size()));
                return new Chosen(found.get(), rest);
            }
        }
        throw unknown(line.get(first), first + 1 < line.size() ? line.get(first + 1) : "");
    }

    private static UsageError unknown(String word, String next) {
        List<String> below =
                NAMES.stream().filter(name -> name.startsWith(word + " ")).toList();
        if (!below.isEmpty()) {
            String hint = Similar.to(word + " " + next, below)
                    .map(name -> "did you mean `terrarium " + name + "`?")
                    .orElse("write one of `" + String.join("`, `", below) + "`");
            return new UsageError(
                    next.isEmpty() || next.startsWith("-")
                            ? "`" + word + "` needs a second word"
                            : "there is no command `" + word + " " + next + "`",
                    hint);
        }
        List<String> firstWords = NAMES.stream()
                .map(name -> name.replaceFirst(" .*", ""))
                .distinct()
                .toList();
        return new UsageError(
                "there is no command `" + word + "`",
                Similar.to(word, firstWords)
                        .map(name -> "did you mean `terrarium " + name + "`?")
                        .orElse("run `terrarium --help`"));
    }
}
