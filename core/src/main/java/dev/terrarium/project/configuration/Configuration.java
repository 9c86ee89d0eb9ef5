package dev.terrarium.project.configuration;

import dev.terrarium.json.CanonicalJson;
import dev.terrarium.json.Json;
import dev.terrarium.oci.Digest;
import dev.terrarium.oci.Platform;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a project chose, defaults filled in.
 *
 * <p>What is empty here is decided later from the project and the host: the suite from the Python that fits, the platforms from
 * the machine, the sources from the host's own configuration.
 *
 * @param org the directory below {@code /opt}
 * @param interpreter where CPython comes from if not from the distribution
 * @param images the images of a repository that has several; empty where the project is the one image
 */
public record Configuration(
        OperatingSystem os,
        Optional<String> python,
        List<Platform> platforms,
        String org,
        Selection selection,
        Container container,
        Sources sources,
        InterpreterTable interpreter,
        List<ImageEntry> images) {

    public static final Configuration DEFAULT = new Configuration(
            new OperatingSystem(Optional.empty(), List.of(), List.of(), false, true, false),
            Optional.empty(),
            List.of(),
            "app",
            new Selection(List.of(), List.of(), List.of(), List.of(), List.of(), new TreeMap<>(), List.of()),
            new Container(List.of(), new TreeMap<>(), Health.DEFAULT, new TreeMap<>(), new TreeMap<>()),
            new Sources(List.of(), DistributionSources.NONE, DistributionSources.NONE, List.of(), List.of()),
            InterpreterTable.NONE,
            List.of());

    public Configuration {
        images = List.copyOf(images);
        platforms = List.copyOf(new TreeSet<>(platforms));
    }

    /**
     * The part below Python.
     *
     * @param suite {@code trixie}; the names of all distributions' suites differ
     * @param packages sorted, each once
     * @param withoutLibraries sonames and programs that no package is added for; sorted, each once
     * @param shell whether a shell goes in
     * @param security whether security updates are required
     */
    public record OperatingSystem(
            Optional<String> suite,
            List<String> packages,
            List<String> withoutLibraries,
            boolean shell,
            boolean security,
            boolean allowExpiredIndex) {
        public OperatingSystem {
            withoutLibraries = List.copyOf(new TreeSet<>(withoutLibraries));
            packages = List.copyOf(new TreeSet<>(packages));
        }
    }

    /**
     * What goes in and what stays out.
     *
     * @param extras normalised, sorted, each once
     * @param groups normalised, sorted, each once
     * @param include patterns as in {@code .gitignore}, in their order
     * @param exclude patterns as in {@code .gitignore}, in their order
     * @param allowSecrets files that may go in although secrets are in them; no input of the image but by what they let in
     * @param wheelConflicts path below site-packages to the package whose file stays
     * @param prune what of packages nobody reaches stays out: {@code tests}; sorted, each once
     */
    public record Selection(
            List<String> extras,
            List<String> groups,
            List<String> include,
            List<String> exclude,
            List<AllowedSecret> allowSecrets,
            SortedMap<String, String> wheelConflicts,
            List<String> prune) {
        public Selection {
            prune = List.copyOf(new TreeSet<>(prune));
            extras = Names.normalised(extras);
            groups = Names.normalised(groups);
            include = List.copyOf(include);
            exclude = List.copyOf(exclude);
            allowSecrets = List.copyOf(allowSecrets);
            wheelConflicts = frozen(wheelConflicts);
        }

        /** Both: what either asks for, and the other's word where files conflict. */
        Selection plus(Selection more) {
            var conflicts = new TreeMap<>(wheelConflicts);
            conflicts.putAll(more.wheelConflicts);
            return new Selection(
                    Names.both(extras, more.extras),
                    Names.both(groups, more.groups),
                    joined(include, more.include),
                    joined(exclude, more.exclude),
                    joined(allowSecrets, more.allowSecrets),
                    conflicts,
                    joined(prune, more.prune));
        }

        private static <T> List<T> joined(List<T> first, List<T> second) {
            return Stream.concat(first.stream(), second.stream()).distinct().toList();
        }
    }

    /**
     * That the secrets in a file may be in the image.
     *
     * @param path a pattern as in {@code .gitignore}
     * @param reason for whoever reads the configuration
     */
    public record AllowedSecret(String path, String reason) {}

    /**
     * What the image says to whoever runs it.
     *
     * @param command empty when it is to be found in the project
     * @param commands further ones by name, besides those that are found
     */
    public record Container(
            List<String> command,
            SortedMap<String, List<String>> commands,
            Health health,
            SortedMap<String, String> env,
            SortedMap<String, String> labels) {
        public Container {
            command = List.copyOf(command);
            var copies = new TreeMap<String, List<String>>();
            commands.forEach((name, argv) -> copies.put(name, List.copyOf(argv)));
            commands = Collections.unmodifiableSortedMap(copies);
            env = frozen(env);
            labels = frozen(labels);
        }

        /** The other's word where it says something, else this. */
        Container under(Container other) {
            var variables = new TreeMap<>(env);
            variables.putAll(other.env);
            var all = new TreeMap<>(labels);
            all.putAll(other.labels);
            var more = new TreeMap<>(commands);
            more.putAll(other.commands);
            return new Container(
                    other.command.isEmpty() ? command : other.command,
                    more,
                    other.health.equals(Health.DEFAULT) ? health : other.health,
                    variables,
                    all);
        }
    }

    /**
     * How an engine finds out whether a container is well.
     *
     * @param check whether it asks at all
     * @param path answered with a status below 400 when all is well; empty when it is enough that the port answers
     * @param command to run instead
     */
    public record Health(boolean check, Optional<String> path, List<String> command) {
        public static final Health DEFAULT = new Health(true, Optional.empty(), List.of());

        public Health {
            command = List.copyOf(command);
        }
    }

    /**
     * Where packages come from, as far as the project says.
     *
     * @param python index URLs in the order in which they are asked
     * @param repositories those of others, beside the distribution's own archives
     */
    public record Sources(
            List<String> python,
            DistributionSources debian,
            DistributionSources ubuntu,
            List<RepositoryTable> repositories,
            List<Mirror> mirrors) {
        public Sources {
            python = List.copyOf(python);
            repositories = List.copyOf(repositories);
            mirrors = List.copyOf(mirrors);
        }

        /** The same for a project in another folder, from which this one is to be reached by this path. */
        Sources seenFrom(String folder) {
            return new Sources(
                    python,
                    debian.seenFrom(folder),
                    ubuntu.seenFrom(folder),
                    repositories.stream().map(one -> one.seenFrom(folder)).toList(),
                    mirrors);
        }
    }

    /** A recorded URL that begins with {@code from} is asked for at {@code to}. */
    public record Mirror(String from, String to) {}

    /**
     * One of several images: which project it holds, and what it has besides what is said for all.
     *
     * @param project the folder of its project, relative to the configuration's; empty where it is the same one
     * @param member the name of a workspace's member instead
     */
    public record ImageEntry(
            String name, Optional<String> project, Optional<String> member, Selection selection, Container container) {}

    /** What one of the images has when it holds this very project. */
    public Configuration forImage(ImageEntry entry) {
        return new Configuration(
                os,
                python,
                platforms,
                org,
                selection.plus(entry.selection),
                container.under(entry.container),
                sources,
                interpreter,
                List.of());
    }

    /**
     * What one of the images has when it holds another project of the repository: the system, Python and sources that are said here,
     * and that project's own word on what goes in and how it starts.
     */
    public Configuration forImage(ImageEntry entry, Configuration own) {
        return new Configuration(
                os,
                python,
                platforms,
                org,
                own.selection.plus(entry.selection),
                container.under(own.container).under(entry.container),
                sources,
                interpreter,
                List.of());
    }

    /**
     * What a member of a workspace has that says nothing itself: the system, Python, sources and what is on every image.
     *
     * @param folder of this configuration, seen from the member's
     */
    public Configuration forMembers(String folder) {
        var shared = new Container(List.of(), new TreeMap<>(), Health.DEFAULT, container.env, container.labels);
        return new Configuration(
                os,
                python,
                platforms,
                org,
                DEFAULT.selection,
                shared,
                sources.seenFrom(folder),
                interpreter.seenFrom(folder),
                List.of());
    }

    public Configuration withPython(String version) {
        return new Configuration(
                os, Optional.of(version), platforms, org, selection, container, sources, interpreter, images);
    }

    public Configuration withPlatforms(List<Platform> chosen) {
        return new Configuration(os, python, chosen, org, selection, container, sources, interpreter, images);
    }

    public Configuration withOs(OperatingSystem chosen) {
        return new Configuration(chosen, python, platforms, org, selection, container, sources, interpreter, images);
    }

    public Configuration withSources(Sources chosen) {
        return new Configuration(os, python, platforms, org, selection, container, chosen, interpreter, images);
    }

    /** These extras and groups besides the configured ones, as {@code --extra} and {@code --group} ask. */
    public Configuration plus(List<String> extras, List<String> groups) {
        var more = new Selection(extras, groups, List.of(), List.of(), List.of(), new TreeMap<>(), List.of());
        return new Configuration(
                os, python, platforms, org, selection.plus(more), container, sources, interpreter, images);
    }

    /**
     * What identifies a configuration in an image: everything that can change its bytes, as canonical JSON.
     *
     * <p>Sources and mirrors are left out: they say where bytes are fetched, and the locks say which. Platforms are left out too,
     * since each image of an index would otherwise name the others.
     */
    public Digest digest() {
        return Digest.ofBytes(CanonicalJson.write(document()).getBytes(StandardCharsets.UTF_8));
    }

    Json.Members document() {
        Json.Members without = os.withoutLibraries.isEmpty()
                ? Json.Members.EMPTY
                : Json.Members.EMPTY.with("without-libraries", os.withoutLibraries);
        Json.Members document = without.withText("os", os.suite)
                .withText("python", python)
                .with("org", org)
                .with("command", container.command)
                .with("commands", commands())
                .with("health", health())
                .with("env", container.env)
                .with("labels", container.labels)
                .with("extras", selection.extras)
                .with("groups", selection.groups)
                .with("include", selection.include)
                .with("exclude", selection.exclude)
                .with("wheel-conflicts", selection.wheelConflicts)
                .with("packages", os.packages)
                .with("shell", os.shell)
                .with("security", os.security)
                .with("allow-expired-index", os.allowExpiredIndex)
                .withText("interpreter", interpreter.sha256().or(interpreter::source));
        return selection.prune.isEmpty() ? document : document.with("prune", selection.prune);
    }

    private Json.Members commands() {
        Json.Members commands = Json.Members.EMPTY;
        for (Map.Entry<String, List<String>> command : container.commands.entrySet()) {
            commands = commands.with(command.getKey(), command.getValue());
        }
        return commands;
    }

    private Json.Members health() {
        return Json.Members.EMPTY
                .with("check", container.health.check)
                .withText("path", container.health.path)
                .with("command", container.health.command);
    }

    private static SortedMap<String, String> frozen(Map<String, String> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }
}
