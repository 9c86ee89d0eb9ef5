package dev.terrarium.cli.command;

import dev.terrarium.cli.check.CheckMode;
import dev.terrarium.cli.line.Arguments;
import dev.terrarium.cli.line.Operand;
import dev.terrarium.cli.line.Option;
import dev.terrarium.cli.line.UsageError;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.oci.Platform;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code build} and {@code plan} were asked for, read from a line that fits their table.
 *
 * <p>Values are checked as far as a line can be: whether an extra exists, only the project knows.
 *
 * @param project the folder, absolute
 * @param member the package of the workspace that is meant, by its name
 * @param images those of the configuration that are built; empty for all
 * @param platforms empty for the one of this machine
 * @param files whether the files of the project that go in are listed
 * @param lock what may be done with {@code terrarium.lock}
 * @param debug whether the debug twin is wanted as well
 * @param check whether the image is started before it is delivered
 */
public record BuildOptions(
        Path project,
        Optional<String> member,
        List<String> images,
        Set<String> extras,
        Set<String> groups,
        Optional<String> python,
        Set<Platform> platforms,
        Destinations destinations,
        LockMode lock,
        boolean offline,
        boolean dryRun,
        boolean debug,
        boolean files,
        Optional<URI> debian,
        CheckMode check) {
    private static final Operand PROJECT =
            Operand.optional("PROJECT", "the project's folder (default: the working directory)");

    /** Of {@code build}, {@code plan} and {@code lock}. */
    static final Option DEBUG =
            Option.flag("debug", "a debug twin as well: the same layers and one with a shell, debugpy and py-spy");

    private static final List<Option> CONTENT = List.of(
            Option.value("package", "NAME", "shop-api", "the package of a uv workspace that is meant"),
            Option.value("image", "NAME", "worker", "build this image of the configuration (default: all of them)")
                    .repeated(),
            Option.value("extra", "NAME", "postgres", "install this extra of the project as well")
                    .repeated(),
            Option.value("group", "NAME", "tracing", "install this dependency group as well; no group goes in unasked")
                    .repeated(),
            Option.value("python", "VERSION", "3.13", "the Python that goes in"),
            Option.list("platform", "PLATFORM", "amd64,arm64", "what the image runs on (default: this machine's)"),
            DEBUG);

    private static final List<Option> DELIVERY = List.of(
            Option.value(
                            "tag",
                            "NAME",
                            "shop:1.2",
                            "a name for the image, at every destination; `{image}` stands for the name of each of several")
                    .repeated(),
            Option.value(
                            "output",
                            "TYPE:PATH",
                            "oci:out",
                            "write `oci:DIR`, `oci-archive:FILE` or `docker-archive:FILE` instead of a name in the store")
                    .repeated(),
            Option.flag("load", "load the image into the running Docker or Podman engine"),
            Option.flag("check", "start the image here before it is delivered, and fail when it does not work"),
            Option.flag("no-check", "do not start it; the default, except before a push to a registry"));

    private static final List<Option> INPUTS = List.of(
            Option.flag("locked", "fail when terrarium.lock is missing or stale; write nothing"),
            Option.flag("frozen", "take terrarium.lock as it is; write nothing"),
            Option.flag("files", "list the project's files that go in"),
            Option.flag("offline", "use only what is in the store"),
            Option.value(
                    "source",
                    "debian=URL",
                    "debian=https://debian.example/debian",
                    "where Debian's packages come from"));

    public BuildOptions {
        images = List.copyOf(new LinkedHashSet<>(images));
        extras = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(extras));
        groups = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(groups));
        platforms = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(platforms));
    }

    /** What both commands work on. */
    public static List<Operand> operands() {
        return List.of(PROJECT);
    }

    /** The table of {@code build}. */
    public static List<Option> table() {
        var all = new ArrayList<>(planTable());
        all.addAll(CONTENT.size(), DELIVERY);
        all.add(Option.flag("dry-run", "say what would be made, and make nothing"));
        return all;
    }

    /** The table of {@code plan}: nothing is delivered. */
    public static List<Option> planTable() {
        var all = new ArrayList<>(CONTENT);
        all.addAll(INPUTS);
        return all;
    }

    /**
     * Reads the line of either command.
     *
     * @throws UsageError when options contradict each other or a value cannot mean anything
     * @throws UserError when a value means something that cannot be done
     */
    public static BuildOptions of(Arguments line, Session session) {
        boolean delivers = line.spec().option("output").isPresent();
        return new BuildOptions(
                session.resolve(line.operand(0).orElse(".")),
                line.value("package"),
                line.values("image"),
                new LinkedHashSet<>(line.values("extra")),
                new LinkedHashSet<>(line.values("group")),
                line.value("python").map(BuildOptions::python),
                platforms(line.values("platform")),
                delivers ? destinations(line) : Destinations.NONE,
                lockMode(line),
                line.has("offline"),
                !delivers || line.has("dry-run"),
                line.has("debug"),
                line.has("files"),
                line.value("source").map(SourceOption::archive),
                delivers ? check(line) : CheckMode.NEVER);
    }

    private static CheckMode check(Arguments line) {
        if (line.has("check") && line.has("no-check")) {
            throw new UsageError("`--check` and `--no-check` exclude each other", "leave one of them out");
        }
        return line.has("check") ? CheckMode.ALWAYS : line.has("no-check") ? CheckMode.NEVER : CheckMode.BEFORE_PUSH;
    }

    private static String python(String version) {
        if (!version.matches("3\\.[0-9]{1,2}(\\.[0-9]{1,2})?")) {
            throw new UsageError("`--python " + version + "` is no version of Python", "write `3.13` or `3.13.5`");
        }
        return version;
    }

    private static Set<Platform> platforms(List<String> names) {
        var platforms = new LinkedHashSet<Platform>();
        var problems = new ArrayList<Problem>();
        for (String name : names) {
            Platform.parse(name)
                    .ifPresentOrElse(
                            platforms::add,
                            () -> problems.add(Problem.of(
                                    ErrorCode.PLATFORM_UNSUPPORTED,
                                    "`" + name + "` is no platform that images are made for",
                                    "write `linux/amd64`, `linux/arm64`, or both with a comma")));
        }
        if (!problems.isEmpty()) {
            throw new UserError(problems);
        }
        return platforms;
    }

    private static Destinations destinations(Arguments line) {
        return new Destinations(line.values("tag"), line.values("output"), line.has("load"));
    }

    private static LockMode lockMode(Arguments line) {
        if (line.has("locked") && line.has("frozen")) {
            throw new UsageError(
                    "`--locked` and `--frozen` exclude each other",
                    "write `--locked` to fail when terrarium.lock does not fit, `--frozen` to take it as it is");
        }
        return line.has("locked") ? LockMode.LOCKED : line.has("frozen") ? LockMode.FROZEN : LockMode.COMPLETE;
    }
}
