package dev.terrarium.interpreter;

import dev.terrarium.debian.base.DebInstall;
import dev.terrarium.debian.base.PackageRecord;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.oci.Platform;
import dev.terrarium.python.interpreter.CPython;
import dev.terrarium.python.interpreter.Interpreter;
import dev.terrarium.python.interpreter.Layout;
import dev.terrarium.store.Store;
import dev.terrarium.tree.Contents;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * CPython as Debian packages it, moved from {@code /usr} to the prefix of images.
 *
 * <p>It need not be built, it is optimised and watched over by a security team, and scanners know it by its packages' records,
 * which come with it. Moved, it looks for the distribution's packages below the prefix, where there are none: Debian's {@code site}
 * derives those directories from where the interpreter stands. {@code sysconfig} still answers {@code /usr} for the paths that
 * were true when it was built; only builds of extension modules ask. Ubuntu and the usual repositories of further versions package it
 * in the same way, under the same names.
 */
public final class DebianInterpreter implements InterpreterProvider {
    /** The version of the rules by which packages become a tree, part of the fragment's key. */
    public static final int INSTALL_RULES = 1;

    private static final Pattern UPSTREAM = Pattern.compile("(?:[0-9]+:)?([0-9]+\\.[0-9]+\\.[0-9]+)-[^-]+");

    private final Contents contents;

    public DebianInterpreter(Store store) {
        this.contents = new Contents(store);
    }

    @Override
    public List<String> packages(String minorVersion) {
        return names(minorVersion);
    }

    /** The packages that a minor version consists of, wherever they come from. */
    public static List<String> names(String minorVersion) {
        String python = "python" + minorVersion;
        return List.of("lib" + python + "-minimal", "lib" + python + "-stdlib", programPackage(minorVersion));
    }

    /** The package whose version is the interpreter's. */
    public static String programPackage(String minorVersion) {
        return "python" + minorVersion + "-minimal";
    }

    @Override
    public Interpreter describe(String source, String packageVersion, Platform platform) {
        Matcher matcher = UPSTREAM.matcher(packageVersion);
        try {
            if (matcher.matches()) {
                return CPython.of(source, matcher.group(1), platform.multiarch());
            }
            throw new IllegalArgumentException("not the version of a release");
        } catch (IllegalArgumentException e) {
            throw new UserError(
                    Problem.of(
                            ErrorCode.PYTHON_UNAVAILABLE,
                            "the suite's CPython `" + packageVersion + "` cannot be used: " + e.getMessage(),
                            "name another `os` or `python`"),
                    e);
        }
    }

    @Override
    public Tree layOut(Layout layout, List<Part> parts) {
        var placement = new Placement(layout);
        var builder = Tree.builder();
        for (Part part : parts) {
            Tree files = placement.of(DebInstall.files(part.name(), part.data()));
            builder.putAll(files).putAll(PackageRecord.of(part.name(), part.control(), files, contents));
        }
        String program = "python" + layout.minorVersion();
        Tree tree = builder.put(layout.python().resolve("bin/python3"), new Entry.Link(program))
                .put(layout.python().resolve("bin/python"), new Entry.Link(program))
                .build();
        check(layout, tree);
        return tree;
    }

    private static void check(Layout layout, Tree tree) {
        List<Problem> problems = List.of(
                        layout.python().resolve("bin/python" + layout.minorVersion()),
                        layout.standardLibrary().resolve("os.py"))
                .stream()
                .filter(path -> tree.at(path).isEmpty())
                .map(path -> Problem.of(
                        ErrorCode.LOCK_INVALID,
                        "the packages of CPython " + layout.minorVersion() + " do not make `" + path + "`",
                        "run `terrarium lock --update`"))
                .toList();
        if (!problems.isEmpty()) {
            throw new UserError(problems);
        }
    }
}
