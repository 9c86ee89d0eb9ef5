package dev.terrarium.debian.archive;

import dev.terrarium.debian.DebianVersion;
import dev.terrarium.debian.Dependency;
import dev.terrarium.debian.MalformedControl;
import dev.terrarium.debian.Relation;
import dev.terrarium.debian.Stanza;
import dev.terrarium.oci.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A package as its suite's index describes it.
 *
 * @param suite whose index it stands in: {@code trixie-security}
 * @param architecture {@code amd64}, {@code all}
 * @param source the source package, and its version if that differs from the package's own
 * @param filename from the archive's root
 * @param depends what it needs, {@code Pre-Depends} first
 * @param provides names that it answers to beside its own, with the version it answers with
 */
public record BinaryPackage(
        String name,
        DebianVersion version,
        String architecture,
        String suite,
        String source,
        String sourceVersion,
        String filename,
        Digest digest,
        long size,
        List<Dependency> depends,
        List<Relation> provides) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9+.-]{0,200}");
    private static final Pattern FILENAME =
            Pattern.compile("[A-Za-z0-9._+~:%-]{1,255}(/[A-Za-z0-9._+~:%-]{1,255}){0,20}");

    public BinaryPackage {
        depends = List.copyOf(depends);
        provides = List.copyOf(provides);
    }

    static BinaryPackage of(Stanza stanza, String suite) throws MalformedControl {
        String name = matched(NAME, stanza.require("package"), "a package's name");
        DebianVersion version = version(stanza.require("version"));
        String[] source = stanza.field("source").orElse(name).split("[ ()]+");
        String filename = matched(FILENAME, stanza.require("filename"), "a file's name");
        if (List.of(filename.split("/")).contains("..")) {
            throw new MalformedControl("not a file's name: `" + MalformedControl.shown(filename) + "`");
        }
        var depends =
                new ArrayList<>(Dependency.parse(stanza.field("pre-depends").orElse("")));
        depends.addAll(Dependency.parse(stanza.field("depends").orElse("")));
        return new BinaryPackage(
                name,
                version,
                stanza.require("architecture"),
                suite,
                matched(NAME, source[0], "a source package's name"),
                source.length > 1 ? version(source[1]).text() : version.text(),
                filename,
                Digest.parse("sha256:" + stanza.require("sha256"))
                        .orElseThrow(() -> new MalformedControl("the package `" + name + "` has no SHA-256")),
                size(stanza.require("size")),
                depends,
                Dependency.parse(stanza.field("provides").orElse("")).stream()
                        .map(provided -> provided.alternatives().getFirst())
                        .toList());
    }

    private static String matched(Pattern pattern, String text, String what) throws MalformedControl {
        if (!pattern.matcher(text).matches()) {
            throw new MalformedControl("not " + what + ": `" + MalformedControl.shown(text) + "`");
        }
        return text;
    }

    private static DebianVersion version(String text) throws MalformedControl {
        return DebianVersion.parse(text)
                .orElseThrow(
                        () -> new MalformedControl("not a Debian version: `" + MalformedControl.shown(text) + "`"));
    }

    private static long size(String text) throws MalformedControl {
        return Long.parseLong(matched(Pattern.compile("\\d{1,15}"), text, "a size"));
    }

    /** Whether the package is what a relation asks for, by its own name or by one it provides. */
    boolean satisfies(Relation relation) {
        boolean fits = relation.architecture()
                .map(asked -> List.of("any", "native", architecture).contains(asked))
                .orElse(true);
        if (!fits) {
            return false;
        }
        if (name.equals(relation.name())) {
            return relation.admits(version);
        }
        return provides.stream()
                .anyMatch(provided -> provided.name().equals(relation.name())
                        && (relation.bound().isEmpty() || answers(provided, relation)));
    }

    /** A version is answered only by a name that was provided with one. */
    private static boolean answers(Relation provided, Relation asked) {
        return provided.bound().map(Relation.Bound::version).map(asked::admits).orElse(false);
    }
}
