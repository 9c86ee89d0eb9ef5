package dev.terrarium.cli.build;

import dev.terrarium.cli.command.Command;
import dev.terrarium.cli.command.LockOptions;
import dev.terrarium.cli.command.Result;
import dev.terrarium.cli.command.Session;
import dev.terrarium.cli.line.Arguments;
import dev.terrarium.cli.line.Spec;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.Similar;
import dev.terrarium.error.UserError;
import dev.terrarium.json.Json;
import dev.terrarium.lock.Change;
import dev.terrarium.lock.LockFile;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** {@code terrarium lock}: pins what the project's own lock does not, and moves pins on when asked to. */
public final class LockCommand implements Command {
    @Override
    public Spec spec() {
        return new Spec(
                "lock",
                "pin the OS packages, the interpreter and the build requirements in terrarium.lock",
                "Makes terrarium.lock or brings it up to what the project asks for. Entries that are there stay; only"
                        + " `--update` moves them on, all of them or those that are named.",
                LockOptions.operands(),
                LockOptions.table(),
                List.of(
                        new Spec.Example("make or complete the lock", "lock"),
                        new Spec.Example("take today's packages, with all security updates", "lock --update"),
                        new Spec.Example("move on one package", "lock --update libssl3t64")));
    }

    @Override
    public Result run(Arguments arguments, Session session) throws IOException, InterruptedException {
        LockOptions options = LockOptions.of(arguments, session);
        var workflow = new Workflow(options.forBuild(), session);
        Set<String> names = Set.copyOf(options.packages());
        Preparation.Outcome outcome =
                workflow.relock(name -> options.update() && (names.isEmpty() || names.contains(name)));
        requireLocked(names, outcome.lock());
        boolean written = workflow.write(outcome);
        List<String> pending = workflow.pendingSecurityUpdates(outcome.lock());
        if (!pending.isEmpty()) {
            session.progress().note("`terrarium lock --update` takes the pending security updates");
        }
        return new Locked(outcome.lock(), outcome.changes(), written, pending);
    }

    private static void requireLocked(Set<String> names, LockFile lock) {
        var locked = new TreeSet<String>();
        lock.packages().forEach(entry -> locked.add(entry.name()));
        lock.buildRequirements().forEach(entry -> locked.add(entry.name()));
        lock.debug().packages().forEach(entry -> locked.add(entry.name()));
        lock.debug().wheels().forEach(entry -> locked.add(entry.wheel().name()));
        lock.wheels().forEach(entry -> locked.add(entry.name()));
        List<Problem> problems = new TreeSet<>(names)
                .stream()
                        .filter(name -> !locked.contains(name))
                        .map(name -> Problem.of(
                                ErrorCode.USAGE,
                                "`" + name + "` is not in terrarium.lock, so it cannot move",
                                Similar.to(name, locked).stream()
                                        .map(similar -> "did you mean `" + similar + "`?")
                                        .toArray(String[]::new)))
                        .toList();
        if (!problems.isEmpty()) {
            throw new UserError(problems);
        }
    }

    /** The lock, and what is different in it. */
    record Locked(LockFile lock, List<Change> changes, boolean written, List<String> pending) implements Result {
        Locked {
            changes = List.copyOf(changes);
            pending = List.copyOf(pending);
        }

        @Override
        public String text() {
            return LockFile.NAME + "  " + lock.digest() + "  "
                    + (written ? changes.size() + (changes.size() == 1 ? " change" : " changes") : "unchanged") + "\n"
                    + pending.stream()
                            .map(update -> "security update pending  " + update + "\n")
                            .collect(Collectors.joining());
        }

        @Override
        public Json.Members document() {
            return Json.Members.EMPTY
                    .with("schema", "terrarium.lock/1")
                    .with("digest", lock.digest().toString())
                    .with("written", written)
                    .with("packages", lock.packages().size())
                    .with("changes", changes.stream().map(Change::sentence).toList())
                    .with("pendingSecurityUpdates", pending);
        }
    }
}
