package dev.terrarium.project;

import dev.terrarium.error.Problem;
import dev.terrarium.project.Project.About;
import dev.terrarium.project.Project.Dependencies;
import dev.terrarium.project.configuration.Configuration;
import dev.terrarium.project.configuration.Names;
import dev.terrarium.python.Malformed;
import dev.terrarium.python.lockfile.PoetryConstraint;
import dev.terrarium.python.toml.TomlValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The table {@code [project]} and {@code [dependency-groups]}, as far as an image depends on them.
 *
 * @see <a href="https://packaging.python.org/en/latest/specifications/pyproject-toml/">pyproject.toml specification</a>
 */
final class ProjectMetadata {
    private static final Pattern COMMAND_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.+-]*");
    private static final Pattern OBJECT =
            Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_.]*(\\s*:\\s*[\\p{L}_][\\p{L}\\p{N}_.]*)?(\\s*\\[[^\\]]*\\])?");

    private static final List<String> SOURCE_LABELS =
            List.of("source", "repository", "sourcecode", "github", "homepage");

    private final Path root;
    private final List<Problem> problems;
    private Optional<String> name = Optional.empty();
    private Optional<String> version = Optional.empty();
    private About about = About.NOTHING;
    private Optional<String> requiresPython = Optional.empty();
    private Dependencies dependencies = Dependencies.NONE;
    private SortedMap<String, String> scripts = new TreeMap<>();

    ProjectMetadata(Path root, List<Problem> problems) {
        this.root = root;
        this.problems = problems;
    }

    static Optional<TomlValue.Table> tool(TomlValue.Table pyproject, String tool) {
        return pyproject.at("tool").orElse(null) instanceof TomlValue.Table tools
                        && tools.at(tool).orElse(null) instanceof TomlValue.Table table
                ? Optional.of(table)
                : Optional.empty();
    }

    void read(TomlValue.Table pyproject) {
        SortedMap<String, List<String>> groups = pyproject
                .table("dependency-groups", problems)
                .map(table -> new DependencyGroups(table, problems).all())
                .orElse(new TreeMap<>());
        dependencies = new Dependencies(false, List.of(), new TreeMap<>(), groups);
        pyproject
                .table("project", problems)
                .ifPresentOrElse(
                        table -> readProject(table, groups),
                        () -> tool(pyproject, "poetry").ifPresent(this::readPoetry));
        readTools(pyproject);
    }

    /** What is there where no project file describes the project; only the back-end knows what it depends on. */
    void readSetup(SetupFiles setup) {
        setup.name().ifPresent(this::name);
        version = setup.version();
        about = setup.about();
        requiresPython = setup.requiresPython();
        scripts.putAll(setup.scripts());
        dependencies = new Dependencies(true, List.of(), dependencies.optional(), dependencies.groups());
    }

    private void readProject(TomlValue.Table table, SortedMap<String, List<String>> groups) {
        List<String> dynamic = table.strings("dynamic", problems);
        table.string("name", problems).ifPresentOrElse(this::name, () -> {
            if (table.at("name").isEmpty()) {
                problems.add(table.spot().problem("`[project]` has no `name`"));
            }
        });
        version = table.string("version", problems);
        if (table.at("version").isEmpty() && !dynamic.contains("version")) {
            problems.add(table.spot()
                    .problem(
                            "`[project]` has neither a `version` nor `dynamic = [\"version\"]`",
                            "write `version = \"0.1.0\"`"));
        }
        requiresPython = table.string("requires-python", problems);
        about = new About(table.string("description", problems), license(table), url(table));
        var optional = new TreeMap<String, List<String>>();
        table.table("optional-dependencies", problems)
                .ifPresent(extras -> extras.keys()
                        .forEach(extra -> optional.put(Names.normalised(extra), extras.strings(extra, problems))));
        dependencies = new Dependencies(
                dynamic.contains("dependencies"), table.strings("dependencies", problems), optional, groups);
        table.table("scripts", problems)
                .ifPresent(entries -> entries.keys()
                        .forEach(script ->
                                entries.string(script, problems).ifPresent(object -> script(entries, script, object))));
    }

    /** A name becomes a file beside the interpreter, and the object is written into a program: neither may be anything else. */
    private void script(TomlValue.Table entries, String name, String object) {
        var spot = entries.at(name).orElse(entries).spot();
        if (!COMMAND_NAME.matcher(name).matches()) {
            problems.add(spot.problem("a command cannot be called `" + Malformed.shown(name) + "`"));
        } else if (!OBJECT.matcher(object).matches()) {
            problems.add(spot.problem(
                    "`" + name + "` starts `" + Malformed.shown(object) + "`, which is no object of a module",
                    "write it like `" + name + " = \"shop.main:run\"`"));
        } else {
            scripts.put(name, object);
        }
    }

    /** What Poetry's own table says where {@code [project]} does not. */
    private void readPoetry(TomlValue.Table table) {
        table.string("name", problems).ifPresent(this::name);
        version = table.string("version", problems);
        Optional<String> repository = table.string("repository", problems).or(() -> table.string("homepage", problems));
        about = new About(table.string("description", problems), license(table), repository);
        requiresPython = table.table("dependencies", problems)
                .flatMap(it -> it.at("python").orElse(null) instanceof TomlValue.Text(var text, var spot)
                        ? PoetryConstraint.asSpecifier(text)
                        : Optional.empty());
        table.table("scripts", problems)
                .ifPresent(entries -> entries.keys().forEach(script -> {
                    if (entries.at(script).orElse(null) instanceof TomlValue.Text(var object, var spot)) {
                        script(entries, script, object);
                    }
                }));
    }

    /** Extras and groups of Poetry and groups of PDM, beside those of the standard; what they hold is in the locks. */
    private void readTools(TomlValue.Table pyproject) {
        var optional = new TreeMap<>(dependencies.optional());
        var groups = new TreeMap<>(dependencies.groups());
        tool(pyproject, "poetry").ifPresent(poetry -> {
            names(poetry, "extras").forEach(extra -> optional.putIfAbsent(extra, List.of()));
            names(poetry, "group").forEach(group -> groups.putIfAbsent(group, List.of()));
            if (poetry.at("dev-dependencies").isPresent()) {
                groups.putIfAbsent("dev", List.of());
            }
        });
        tool(pyproject, "pdm")
                .ifPresent(
                        pdm -> names(pdm, "dev-dependencies").forEach(group -> groups.putIfAbsent(group, List.of())));
        dependencies = new Dependencies(dependencies.dynamic(), dependencies.required(), optional, groups);
    }

    private List<String> names(TomlValue.Table table, String key) {
        return table.table(key, problems).map(TomlValue.Table::keys).orElse(java.util.Set.of()).stream()
                .map(Names::normalised)
                .toList();
    }

    private void name(String written) {
        if (written.matches("[A-Za-z0-9]([A-Za-z0-9._-]{0,200}[A-Za-z0-9])?")) {
            name = Optional.of(written);
        } else {
            problems.add(Problem.of(
                    dev.terrarium.error.ErrorCode.PROJECT_INVALID,
                    "`" + written.replaceAll("\\p{Cntrl}", "?") + "` is not a project's name",
                    "use letters, digits, `.`, `_` and `-`"));
        }
    }

    /** A licence expression; the older form, a table with a text or a file, says nothing that fits a label. */
    private static Optional<String> license(TomlValue.Table table) {
        return table.at("license").orElse(null) instanceof TomlValue.Text(var text, var spot)
                ? Optional.of(text)
                : Optional.empty();
    }

    /** Where the sources are, by the well-known labels of {@code [project.urls]}. */
    private Optional<String> url(TomlValue.Table table) {
        var labelled = new TreeMap<String, String>();
        table.table("urls", problems).ifPresent(urls -> {
            for (String label : urls.keys()) {
                urls.string(label, problems)
                        .ifPresent(url ->
                                labelled.put(label.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", ""), url));
            }
        });
        return SOURCE_LABELS.stream()
                .filter(labelled::containsKey)
                .map(labelled::get)
                .findFirst();
    }

    Project project(
            Optional<BuildSystem> buildSystem, Optional<String> pin, ProjectLock lock, Configuration configuration) {
        return new Project(
                root,
                name,
                version,
                about,
                requiresPython,
                pin,
                dependencies,
                buildSystem,
                lock,
                scripts,
                configuration);
    }
}
