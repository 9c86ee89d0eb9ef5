package dev.terrarium.cli.command;

import dev.terrarium.cli.check.CheckMode;
import dev.terrarium.cli.line.Arguments;
import dev.terrarium.cli.line.Operand;
import dev.terrarium.cli.line.Option;
import dev.terrarium.cli.line.UsageError;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code lock} was asked for.
 *
 * @param project the folder, absolute
 * @param member the package of the workspace that is meant, by its name
 * @param update whether entries may move
 * @param packages the only ones that may; empty for all
 * @param debug whether what a debug twin holds is pinned, even if it was not before
 */
public record LockOptions(
        Path project,
        Optional<String> member,
        boolean update,
        List<String> packages,
        boolean debug,
        Optional<URI> debian) {
    public LockOptions {
        packages = List.copyOf(packages);
    }

    /** The words of a line are packages, since {@code lock --update curl} should read as it sounds. */
    public static List<Operand> operands() {
        return List.of(Operand.any("PACKAGE", "with --update, the packages of the OS that may move (default: all)"));
    }

    public static List<Option> table() {
        return List.of(
                Option.flag("update", "move entries to what the sources have now"),
                BuildOptions.DEBUG,
                Option.value(
                        "project", "DIR", "services/shop", "the project's folder (default: the working directory)"),
                Option.value("package", "NAME", "shop-api", "the package of a uv workspace that is meant"),
                Option.value(
                        "source",
                        "debian=URL",
                        "debian=https://debian.example/debian",
                        "where Debian's packages come from"));
    }

    /** The build whose lock it is. */
    public BuildOptions forBuild() {
        return new BuildOptions(
                project,
                member,
                List.of(),
                Set.of(),
                Set.of(),
                Optional.empty(),
                Set.of(),
                Destinations.NONE,
                LockMode.COMPLETE,
                false,
                false,
                debug,
                false,
                debian,
                CheckMode.NEVER);
    }

    public static LockOptions of(Arguments line, Session session) {
        if (!line.operands().isEmpty() && !line.has("update")) {
            throw new UsageError(
                    "`lock` moves `" + line.operands().getFirst() + "` only when it is told to",
                    "write `terrarium lock --update " + String.join(" ", line.operands()) + "`",
                    "or name the project's folder with `--project`");
        }
        return new LockOptions(
                session.resolve(line.value("project").orElse(".")),
                line.value("package"),
                line.has("update"),
                line.operands(),
                line.has("debug"),
                line.value("source").map(SourceOption::archive));
    }
}
