package dev.terrarium.interpreter;

import dev.terrarium.elf.ElfFacts;
import dev.terrarium.elf.ElfFile;
import dev.terrarium.elf.ElfScan;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.UserError;
import dev.terrarium.oci.Digest;
import dev.terrarium.oci.Platform;
import dev.terrarium.python.interpreter.Interpreter;
import dev.terrarium.python.interpreter.Layout;
import dev.terrarium.store.Store;
import dev.terrarium.tree.Content;
import dev.terrarium.tree.Contents;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A CPython out of an archive that was built to be moved: the layout {@code install_only} of the standalone builds, or any other
 * whose prefix holds {@code bin/python3.X} and {@code lib/python3.X}.
 *
 * <p>Not a provider of packages: one file is all of it, and what identifies it is read from what its own build wrote down, since
 * nothing of it may run before it is believed. What it links against beyond the C library is the base's to bring, so the sonames
 * are asked for here. Its own copies of OpenSSL and others are mended by a new archive only.
 *
 * @see <a href="https://gregoryszorc.com/docs/python-build-standalone/main/distributions.html">Standalone builds</a>
 */
public final class StandaloneInterpreter {
    /** The name of the provider in locks. */
    public static final String NAME = "archive";

    /** How messages call it where others are called by their packages' names. */
    public static final String WHO = "cpython";

    private final StandaloneArchive archives;
    private final Contents contents;
    private final ElfScan scan;

    public StandaloneInterpreter(Store store) {
        this.archives = new StandaloneArchive(store);
        this.contents = new Contents(store);
        this.scan = new ElfScan(store);
    }

    /**
     * What an archive holds, as far as others must know.
     *
     * @param facts what its binaries need and are, by their paths below the prefix
     */
    public record Described(Interpreter interpreter, ElfFacts facts) {}

    /**
     * Reads what the archive says about itself.
     *
     * @param archive in the store
     * @param asked the minor version that the project wants
     * @throws UserError when it is no CPython that images can be made with, or another than asked for
     */
    public Described describe(Digest archive, String asked, Platform platform) {
        try {
            Prefix prefix = Prefix.find(archives.read(archive));
            Interpreter interpreter = new BuildFacts(prefix, contents).interpreter(platform);
            if (!interpreter.minorVersion().equals(asked)) {
                throw refused("holds CPython " + interpreter.fullVersion() + ", and the project asks for " + asked);
            }
            Tree kept = kept(prefix);
            ElfFacts facts = scan.of(kept);
            requireMovable(facts);
            return new Described(interpreter, facts);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything of the interpreter that goes in, at its place in an image. */
    public Tree layOut(Layout layout, Digest archive) {
        try {
            Prefix prefix = Prefix.find(archives.read(archive));
            var builder = Tree.builder();
            for (var file : kept(prefix).entries().entrySet()) {
                builder.put(
                        layout.python().resolve(file.getKey()),
                        moved(prefix, file.getValue(), file.getKey().name(), layout));
            }
            String program = "python" + layout.minorVersion();
            return builder.put(layout.python().resolve("bin/python3"), new Entry.Link(program))
                    .put(layout.python().resolve("bin/python"), new Entry.Link(program))
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Libraries that nothing of the archive needs stay out as well: a shared interpreter beside a static one. */
    private Tree kept(Prefix prefix) throws IOException {
        Tree all = prefix.files().filter(new StandalonePlacement(prefix.minorVersion())::goesIn);
        Set<String> needed = scan.of(all).files().stream()
                .flatMap(file -> file.elf().needed().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        return all.filter(path -> !path.text().matches("lib/[^/]+\\.so(\\.[^/]*)?") || needed.contains(path.name()));
    }

    /** The build wrote down where it was installed; only who compiles against it asks, and gets the new place. */
    private Entry moved(Prefix prefix, Entry entry, String name, Layout layout) throws IOException {
        if (!(entry instanceof Entry.File file) || !BuildFacts.isRecord(name)) {
            return entry;
        }
        String text = new String(contents.read(file.content()), StandardCharsets.UTF_8);
        String before = new BuildFacts(prefix, contents).builtPrefix();
        String after = text.replaceAll(
                "(?<![A-Za-z0-9._/-])" + java.util.regex.Pattern.quote(before) + "(?=[/'\" :,]|$)",
                java.util.regex.Matcher.quoteReplacement("/" + layout.python().text()));
        return new Entry.File(Content.Inline.of(after), file.mode());
    }

    private static void requireMovable(ElfFacts facts) {
        for (ElfFile file : facts.files()) {
            var places = new TreeSet<>(file.elf().runpath());
            places.addAll(file.elf().rpath());
            places.removeIf(place -> place.startsWith("$ORIGIN") || place.startsWith("${ORIGIN}"));
            if (!places.isEmpty()) {
                throw refused("cannot be moved: `" + file.path() + "` looks for libraries in `" + places.first() + "`");
            }
            for (String soname : file.elf().needed()) {
                if (soname.startsWith("/")) {
                    throw refused("cannot be moved: `" + file.path() + "` needs `" + soname + "` at that very place");
                }
            }
        }
    }

    static UserError refused(String why) {
        return new UserError(
                ErrorCode.PYTHON_UNAVAILABLE,
                "the archive of `interpreter.archive` " + why,
                "take an archive `install_only` of a standalone build for this platform, with glibc");
    }
}
