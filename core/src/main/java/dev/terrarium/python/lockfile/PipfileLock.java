package dev.terrarium.python.lockfile;

import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Place;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.json.Json;
import dev.terrarium.json.JsonDocument;
import dev.terrarium.json.JsonInvalid;
import dev.terrarium.json.JsonLimits;
import dev.terrarium.json.JsonNode;
import dev.terrarium.oci.Digest;
import dev.terrarium.python.Group;
import dev.terrarium.python.Malformed;
import dev.terrarium.python.Marker;
import dev.terrarium.python.PackageName;
import dev.terrarium.python.Target;
import dev.terrarium.python.Version;
import dev.terrarium.python.index.PythonSources;
import dev.terrarium.python.index.Source;
import dev.terrarium.python.toml.Toml;
import dev.terrarium.python.toml.TomlValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code Pipfile.lock} of Pipenv, version 6 of the format.
 *
 * <p>A category is taken for a dependency group; {@code default} always goes in. The file knows hashes and no names of files: those
 * are asked of an index, by hash.
 *
 * @see <a href="https://pipenv.pypa.io/en/latest/pipfile.html">Pipenv, Pipfile and Pipfile.lock</a>
 */
public final class PipfileLock implements ProjectLock {
    private static final JsonLimits LIMITS = new JsonLimits(64 << 20, 20);
    private static final String REPAIR = "run `pipenv lock`";
    private static final Place PLACE = Place.of("Pipfile.lock");
    private static final String META = "_meta";
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}");
    private static final Set<String> SECTIONS = Set.of(
            "source", "packages", "dev-packages", "requires", "scripts", "pipfile", "pipenv", "default", "develop");

    private final JsonNode root;
    private final Pipfile pipfile;

    /** A package, and the part of the file in which it stands. */
    private record Entry(String category, JsonNode node) {}

    private PipfileLock(byte[] bytes, Pipfile pipfile) {
        this.pipfile = pipfile;
        try {
            root = JsonDocument.parse(bytes, LIMITS).root();
            JsonNode meta = root.required(META);
            if (meta.member("pipfile-spec").isEmpty()
                    || meta.required("pipfile-spec").whole() != 6) {
                throw new UserError(Problem.of(
                                ErrorCode.NOT_IN_THIS_VERSION,
                                "only version 6 of Pipfile.lock is read in this version",
                                "lock with a current pipenv")
                        .at(PLACE));
            }
        } catch (JsonInvalid e) {
            throw invalid(e);
        }
    }

    private static UserError invalid(IOException e) {
        return new UserError(Problem.of(ErrorCode.LOCK_INVALID, String.valueOf(e.getMessage()), REPAIR)
                .at(PLACE));
    }

    /**
     * Reads the file, and the Pipfile beside it.
     *
     * @throws UserError LOCK_INVALID, NOT_IN_THIS_VERSION for another version of the format
     */
    public static PipfileLock read(Path file) {
        Path beside = file.resolveSibling("Pipfile");
        try (InputStream in = Files.newInputStream(file)) {
            Optional<TomlValue.Table> pipfile = Files.isRegularFile(beside)
                    ? Optional.of(Toml.read(beside, "Pipfile", ErrorCode.PROJECT_INVALID))
                    : Optional.empty();
            return new PipfileLock(in.readNBytes(LIMITS.bytes() + 1), new Pipfile(pipfile));
        } catch (IOException e) {
            throw new EnvironmentError(ErrorCode.DISK_FAILED, "could not read `Pipfile.lock`: " + e.getMessage());
        }
    }

    static PipfileLock parse(String text, String pipfile) {
        return new PipfileLock(
                text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                new Pipfile(Optional.of(Toml.parse(pipfile, "Pipfile", ErrorCode.PROJECT_INVALID))));
    }

    /**
     * Whether the lock was written for what the Pipfile says now.
     *
     * @throws UserError LOCK_STALE
     */
    public void checkFresh(Path pipfile) {
        try {
            check(Toml.read(pipfile, "Pipfile", ErrorCode.PROJECT_INVALID));
        } catch (IOException e) {
            throw new EnvironmentError(ErrorCode.DISK_FAILED, "could not read `Pipfile`: " + e.getMessage());
        }
    }

    /** Pipenv puts its default index into what it hashes where the Pipfile names none: the lock has it. */
    void check(TomlValue.Table pipfile) {
        try {
            JsonNode meta = root.required(META);
            Json sources = pipfile.at("source")
                    .map(PythonJson::of)
                    .or(() -> found(meta, "sources"))
                    .orElse(new Json.Items(List.of()));
            Json.Members content = Json.Members.EMPTY
                    .with(META, Json.Members.EMPTY.with("sources", sources).with("requires", part(pipfile, "requires")))
                    .with("default", part(pipfile, "packages"))
                    .with("develop", part(pipfile, "dev-packages"));
            for (String category : pipfile.keys()) {
                content = SECTIONS.contains(category) ? content : content.with(category, part(pipfile, category));
            }
            Optional<String> written = meta.required("hash").textOf("sha256");
            if (written.filter(PythonJson.DENSE.digest(content)::equals).isEmpty()) {
                throw new UserError(Problem.of(
                        ErrorCode.LOCK_STALE,
                        "the lock file does not fit the project: `Pipfile.lock` was written for another Pipfile",
                        "run `pipenv lock`, then build again"));
            }
        } catch (JsonInvalid e) {
            throw invalid(e);
        }
    }

    private static Json part(TomlValue.Table pipfile, String key) {
        return pipfile.at(key).map(PythonJson::of).orElse(Json.Members.EMPTY);
    }

    private static Optional<Json> found(JsonNode node, String key) {
        return node.value() instanceof Json.Members(var map) ? Optional.ofNullable(map.get(key)) : Optional.empty();
    }

    /**
     * The indexes that the file names; the first is its default one.
     *
     * @param variables for {@code ${NAME}}: the process's environment
     */
    public List<Source> sources(Map<String, String> variables, Path directory) {
        try {
            var urls = new ArrayList<String>();
            for (JsonNode source : root.required(META).itemsOf("sources")) {
                String url = source.required("url").text();
                urls.add(VARIABLE.matcher(url)
                        .replaceAll(match -> Matcher.quoteReplacement(variables.getOrDefault(match.group(1), ""))));
            }
            return PythonSources.configured(urls, directory, "Pipfile.lock");
        } catch (JsonInvalid e) {
            throw invalid(e);
        }
    }

    /**
     * Which packages the file takes from which of its indexes.
     *
     * @param variables for {@code ${NAME}}: the process's environment
     */
    public SortedMap<PackageName, Source> recorded(Map<String, String> variables, Path directory) {
        try {
            List<Source> all = sources(variables, directory);
            var names = new ArrayList<String>();
            for (JsonNode source : root.required(META).itemsOf("sources")) {
                names.add(source.textOf("name").orElse(""));
            }
            var recorded = new TreeMap<PackageName, Source>();
            for (var section : root.members().entrySet()) {
                if (section.getKey().equals(META)) {
                    continue;
                }
                for (var one : section.getValue().members().entrySet()) {
                    int at = names.indexOf(one.getValue().textOf("index").orElse("-"));
                    PackageName.parse(one.getKey())
                            .filter(name -> at > 0)
                            .ifPresent(name -> recorded.put(name, all.get(at)));
                }
            }
            return recorded;
        } catch (JsonInvalid e) {
            throw invalid(e);
        }
    }

    @Override
    public LockedPackages select(Wanted wanted, Target target) {
        var picking = new Picking(target, REPAIR);
        wanted.extras().forEach(extra -> picking.unknown("extra", extra.name(), List.of(), PLACE));
        var entries = new LinkedHashMap<String, Entry>();
        try {
            var categories = new LinkedHashMap<>(root.members());
            categories.remove(META);
            checkPython(target, picking);
            take(categories, "default", entries);
            for (Group group : wanted.groups()) {
                String category = category(group);
                if (!categories.containsKey(category)) {
                    var known = new TreeSet<>(categories.keySet());
                    known.remove("default");
                    picking.unknown("dependency group", group.name(), known, PLACE);
                }
                take(categories, category, entries);
            }
        } catch (JsonInvalid e) {
            throw invalid(e);
        }
        picking.stopIfWrong();
        entries.forEach((name, entry) -> pick(name, entry, picking));
        return picking.finish();
    }

    /** The two names that Pipenv has for its development packages. */
    private static String category(Group group) {
        return Set.of("dev", "dev-packages").contains(group.name()) ? "develop" : group.name();
    }

    private static void take(Map<String, JsonNode> categories, String category, Map<String, Entry> into)
            throws JsonInvalid {
        if (categories.containsKey(category)) {
            categories
                    .get(category)
                    .members()
                    .forEach((name, node) -> into.putIfAbsent(name, new Entry(category, node)));
        }
    }

    private void checkPython(Target target, Picking picking) throws JsonInvalid {
        Optional<JsonNode> requires = root.required(META).member("requires");
        Optional<String> minor = requires.isPresent() ? requires.get().textOf("python_version") : Optional.empty();
        if (minor.filter(it -> !it.equals("3." + target.minor()) && !it.equals("3"))
                .isPresent()) {
            picking.wrongPython(minor.get(), target, PLACE);
        }
    }

    private void pick(String written, Entry entry, Picking picking) {
        try {
            PackageName name = PackageName.read(written);
            Optional<String> marker = entry.node().textOf("markers");
            boolean counts = picking.counts(
                    name, marker.isPresent() ? Optional.of(Marker.read(marker.get())) : Optional.empty(), Set.of());
            Optional<String> unsupported = unsupported(entry.node());
            if (counts && unsupported.isPresent()) {
                picking.unsupported(name, unsupported.get(), PLACE);
            } else if (counts
                    && entry.node().textOf("version").filter("*"::equals).isPresent()) {
                pickUnlocked(name, entry.category(), picking);
            } else if (counts) {
                picking.add(locked(name, entry.node()));
            }
        } catch (JsonInvalid | Malformed e) {
            picking.wrong(String.valueOf(e.getMessage()), PLACE);
        }
    }

    /** Pipenv itself would install the newest version, whatever the Pipfile says of when it is wanted. */
    private void pickUnlocked(PackageName name, String category, Picking picking) throws Malformed {
        List<Marker> conditions = pipfile.conditions(category, name);
        if (conditions.stream().allMatch(it -> it.holds(picking.environment(), Set.of()))) {
            picking.problem(Problem.of(
                            ErrorCode.LOCK_INVALID,
                            "`" + name + "` is locked as `*`: no version and no hash",
                            "lock on a machine that needs it: Pipenv leaves out what its own does not")
                    .at(PLACE));
        } else {
            picking.note("`" + name + "` is left out: Pipfile.lock has no version of it, and the Pipfile wants it for `"
                    + String.join(
                            "` and `", conditions.stream().map(Marker::text).toList()) + "` only");
        }
    }

    private static LockedPackage locked(PackageName name, JsonNode entry) throws JsonInvalid, Malformed {
        String pin = entry.textOf("version").orElse("");
        if (!pin.startsWith("==") || pin.startsWith("===")) {
            throw new Malformed("`" + name + "` is not pinned by `==`");
        }
        var hashes = new TreeSet<Digest>();
        for (String hash : entry.textsOf("hashes")) {
            Digest.parse(hash).ifPresent(hashes::add);
        }
        if (hashes.isEmpty()) {
            throw new Malformed("`" + name + "` is locked without a sha256");
        }
        return new LockedPackage(
                name, Version.read(pin.substring(2)), new LockedPackage.Offer.Hashes(hashes), List.of(), PLACE);
    }

    private static Optional<String> unsupported(JsonNode entry) throws JsonInvalid {
        for (String system : List.of("git", "hg", "svn", "bzr")) {
            if (entry.member(system).isPresent()) {
                return Optional.of("is taken from " + system);
            }
        }
        for (String place : List.of("path", "file")) {
            Optional<String> at = entry.textOf(place);
            if (at.isPresent()) {
                return Optional.of("is taken from `" + Malformed.shown(at.get()) + "`");
            }
        }
        return Optional.empty();
    }
}
