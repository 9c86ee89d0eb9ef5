package dev.terrarium.python.lockfile;

import dev.terrarium.http.ShownUri;
import dev.terrarium.python.Malformed;
import dev.terrarium.python.toml.TomlValue;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * Where uv took a distribution from.
 *
 * @param at an address or a path, as it stands in the file
 */
record UvSource(Kind kind, String at) {
    enum Kind {
        REGISTRY,
        GIT,
        URL,
        PATH,
        DIRECTORY,
        EDITABLE,
        VIRTUAL;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Reads {@code source = { registry = "…" }}; empty when it is of a kind that this version does not know. */
    static Optional<UvSource> of(TomlValue.Table table) {
        for (Kind kind : Kind.values()) {
            if (table.at(kind.key()).orElse(null) instanceof TomlValue.Text(var at, var spot)) {
                return Optional.of(new UvSource(kind, at));
            }
        }
        return Optional.empty();
    }

    boolean isRoot() {
        return switch (kind) {
            case DIRECTORY, EDITABLE, VIRTUAL -> at.equals(".");
            case REGISTRY, GIT, URL, PATH -> false;
        };
    }

    /** Why this version cannot install it; empty when it can. */
    Optional<String> unsupported() {
        return switch (kind) {
            case REGISTRY, URL, PATH, DIRECTORY, EDITABLE, VIRTUAL -> Optional.empty();
            case GIT -> Optional.of("is taken from git (`" + shownRepository() + "`)");
        };
    }

    /** Whether it is a folder with a project, relative to the lock. */
    boolean isProject() {
        return switch (kind) {
            case DIRECTORY, EDITABLE, VIRTUAL -> true;
            case REGISTRY, GIT, URL, PATH -> false;
        };
    }

    /** Without user, password and what the tool adds to the address. */
    private String shownRepository() {
        String plain = at.replaceFirst("[?#].*", "");
        String shown;
        try {
            shown = ShownUri.of(URI.create(plain));
        } catch (IllegalArgumentException e) {
            shown = plain.replaceFirst("//[^/]*@", "//");
        }
        int commit = at.lastIndexOf('#');
        return Malformed.shown(commit < 0 ? shown : shown + " at " + at.substring(commit + 1));
    }
}
