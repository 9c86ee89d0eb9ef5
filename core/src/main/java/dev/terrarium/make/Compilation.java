package dev.terrarium.make;

import dev.terrarium.make.bytecode.Bytecode;
import dev.terrarium.plan.Plan.ImagePlan;
import dev.terrarium.python.interpreter.Layout;
import dev.terrarium.python.wheel.TestSuites;
import dev.terrarium.sandbox.Sandbox;
import dev.terrarium.store.Store;
import dev.terrarium.tree.Contents;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;

/**
 * Adds bytecode to trees, by the image's own interpreter: everything that an import may load, so that a container never compiles.
 *
 * <p>For an image of another platform the same release for this machine compiles; bytecode knows no processor.
 *
 * <p>What is left out are the test suites that packages bring along and nothing imports; they are half of the modules of a service
 * that uses NumPy and pandas.
 */
public final class Compilation {
    /** Which files are compiled; part of every key. */
    public static final String POLICY = "without-test-suites/1";

    private final Store store;
    private final Fetcher fetcher;
    private final InterpreterRoot roots;
    private final Sandbox sandbox;

    public Compilation(Store store, Fetcher fetcher, DebianTrees debian, SystemTrees systems, Sandbox sandbox) {
        this.store = store;
        this.fetcher = fetcher;
        this.roots = new InterpreterRoot(debian, systems);
        this.sandbox = sandbox;
    }

    /** An interpreter's tree and the bytecode of its standard library. */
    Tree withStandardLibrary(ImagePlan plan, Tree interpreter) throws InterruptedException, IOException {
        return compiled(plan, interpreter, List.of());
    }

    /** A package's tree and the bytecode of its modules. */
    Tree withBytecode(ImagePlan plan, Tree tree) throws InterruptedException, IOException {
        SortedSet<TreePath> suites = TestSuites.of(tree, plan.layout().sitePackages(), new Contents(store));
        return compiled(plan, tree, suites);
    }

    private Tree compiled(ImagePlan plan, Tree tree, Collection<TreePath> left)
            throws InterruptedException, IOException {
        Layout layout = plan.layout();
        var sources = Tree.builder();
        tree.forEach((path, entry) -> {
            boolean isSource = entry instanceof Entry.File && path.name().endsWith(".py");
            if (isSource && !path.startsWith(layout.scripts()) && left.stream().noneMatch(path::startsWith)) {
                sources.put(path, entry);
            }
        });
        Tree found = sources.build();
        if (found.isEmpty()) {
            return tree;
        }
        return tree.merge(bytecode(plan).compile(found).files());
    }

    private Bytecode bytecode(ImagePlan plan) throws InterruptedException, IOException {
        return new Bytecode(store, sandbox, plan.interpreter(), plan.layout(), root(plan));
    }

    /** The file system in which an interpreter runs here: the image's own, or its twin for this machine. */
    Tree root(ImagePlan plan) throws InterruptedException, IOException {
        fetcher.fetch(plan.tools().fetches());
        return roots.of(plan.tools());
    }
}
