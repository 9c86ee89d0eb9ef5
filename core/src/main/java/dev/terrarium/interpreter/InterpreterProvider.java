package dev.terrarium.interpreter;

import dev.terrarium.oci.Platform;
import dev.terrarium.python.interpreter.Interpreter;
import dev.terrarium.python.interpreter.Layout;
import dev.terrarium.tree.Tree;
import java.util.List;

/** Somebody who has CPython ready-made; asked which packages it is made of, and then what tree they make. */
public interface InterpreterProvider {
    /**
     * A package of the interpreter, read.
     *
     * @param control its control paragraph as it stands in the .deb
     * @param data its files as they stand there
     */
    record Part(String name, String control, Tree data) {}

    /** Names of the packages that a minor version consists of; what they depend on is the operating system's. */
    List<String> packages(String minorVersion);

    /**
     * What the packages are, known by the version of the one that has the program.
     *
     * @param source whose packages they are: {@code debian}, {@code ubuntu}, a repository's name
     * @throws dev.terrarium.error.UserError when it is not a release that this program knows
     */
    Interpreter describe(String source, String packageVersion, Platform platform);

    /** Everything of the interpreter, at its place in an image. */
    Tree layOut(Layout layout, List<Part> parts);
}
