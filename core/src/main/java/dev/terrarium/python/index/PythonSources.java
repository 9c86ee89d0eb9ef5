package dev.terrarium.python.index;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.UserError;
import dev.terrarium.io.Environment;
import dev.terrarium.python.PackageName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Every place that somebody configured for Python packages, in the order in which they are asked.
 *
 * <p>Pages of links first, then additional indexes, then the main one; of several main indexes only the first counts, so that
 * whoever names one leaves all others out. What the project says is complete: then neither variables nor the host's
 * configuration add an index. The default that pip carries is asked only when nobody named a main index. No host is known to
 * this program itself.
 *
 * @param all in order; empty when nothing is configured
 * @param bound packages that are looked for in certain places alone
 */
public record PythonSources(List<Source> all, SortedMap<PackageName, List<Source>> bound) {
    public PythonSources {
        all = List.copyOf(new LinkedHashSet<>(all));
        bound = Collections.unmodifiableSortedMap(new TreeMap<>(bound));
    }

    public PythonSources(List<Source> all) {
        this(all, new TreeMap<>());
    }

    /** Where a package is looked for: what is bound to an index is looked for there, and never anywhere else. */
    public List<Source> of(PackageName name) {
        List<Source> own = bound.get(name);
        return own == null ? required().all : own;
    }

    /** Every place, those for certain packages only among them. */
    public Set<Source> everything() {
        var every = new LinkedHashSet<>(all);
        bound.values().forEach(every::addAll);
        return every;
    }

    /**
     * This, and packages that a lock takes from certain indexes; what the project says of a package itself is stronger.
     *
     * <p>Where the recorded address is one that is configured, that one is taken: it knows the login.
     *
     * @param others whether a recorded index counts that nobody configured
     */
    public PythonSources recorded(SortedMap<PackageName, Source> recorded, boolean others) {
        var more = new TreeMap<>(bound);
        recorded.forEach((name, source) -> {
            Optional<Source> configured =
                    everything().stream().filter(source::isAt).findFirst();
            configured
                    .or(() -> others ? Optional.of(source) : Optional.empty())
                    .ifPresent(found -> more.putIfAbsent(name, List.of(found)));
        });
        return new PythonSources(all, more);
    }

    /** Entries of {@code [tool.terrarium.sources] python}: indexes, and with {@code find-links:} before it pages of links. */
    public static List<Source> configured(List<String> entries, Path directory, String from) {
        return entries.stream()
                .map(entry -> SourceReader.entry(entry, directory, from))
                .toList();
    }

    /**
     * Finds what is configured.
     *
     * @param project what the project says, its own order kept: its configuration, then the options in its requirements
     * @param fallback another pip to look into when the host has none: asked only if needed
     */
    public static PythonSources find(
            List<Source> project, Environment environment, Supplier<Optional<Source>> fallback) {
        return find(project, Optional.empty(), environment, fallback);
    }

    /**
     * Finds what is configured.
     *
     * @param ownUv what the project says to uv
     */
    public static PythonSources find(
            List<Source> project,
            Optional<UvProject> ownUv,
            Environment environment,
            Supplier<Optional<Source>> fallback) {
        UvConfiguration uv = UvConfiguration.of(environment, ownUv);
        var found = new ArrayList<Source>(ofKind(project, Source.Kind.LINKS));
        List<Source> indexes = ofKind(project, Source.Kind.INDEX);
        if (!indexes.isEmpty()) {
            found.addAll(indexes);
            return new PythonSources(found, uv.bound());
        }
        PipConfiguration pip = PipConfiguration.of(environment);
        found.addAll(uv.links());
        found.addAll(several(pip, "find-links", Source.Kind.LINKS));
        if (!uv.noIndex()
                && !pip.setting("no-index")
                        .filter(PipConfiguration.Setting::isOn)
                        .isPresent()) {
            found.addAll(uv.others());
            found.addAll(several(pip, "extra-index-url", Source.Kind.INDEX));
            uv.main()
                    .or(() -> several(pip, "index-url", Source.Kind.INDEX).stream()
                            .findFirst())
                    .or(() -> PipDefault.onHost(environment))
                    .or(fallback)
                    .ifPresent(found::add);
        }
        return new PythonSources(found, uv.bound());
    }

    private static List<Source> several(PipConfiguration pip, String key, Source.Kind kind) {
        return pip.setting(key).stream()
                .flatMap(setting -> setting.words().stream()
                        .map(word -> SourceReader.read(kind, word, setting.directory(), setting.from())))
                .toList();
    }

    private static List<Source> ofKind(List<Source> sources, Source.Kind kind) {
        return sources.stream().filter(source -> source.kind() == kind).toList();
    }

    /** Only the pages of links, for a project that forbids indexes. */
    public static PythonSources withoutIndexes(List<Source> project) {
        return new PythonSources(ofKind(project, Source.Kind.LINKS));
    }

    /**
     * This, for somebody who cannot go on without.
     *
     * @throws UserError SOURCE_MISSING with the lines to write, when nothing is configured
     */
    public PythonSources required() {
        if (all.isEmpty()) {
            throw new UserError(
                    ErrorCode.SOURCE_MISSING,
                    "no index of Python packages is configured",
                    "write two lines into pyproject.toml: `[tool.terrarium.sources]` and `python = [\"https://packages.example/simple/\"]`",
                    "or set UV_DEFAULT_INDEX or PIP_INDEX_URL");
        }
        return this;
    }
}
