package dev.terrarium.make;

import dev.terrarium.oci.Platform;
import dev.terrarium.plan.Plan.FragmentPlan;
import dev.terrarium.plan.Plan.LayerPlan;
import dev.terrarium.plan.Plan.Tools;
import dev.terrarium.plan.Recipe;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.io.IOException;
import java.util.TreeMap;

/**
 * The file system in which the interpreter runs while an image is made: operating system and CPython, without any bytecode.
 *
 * <p>The image's own files and no others where they run here, so that what compiles is what will load. Of two layers that hold the loader's cache the
 * upper one counts, as in the image.
 */
final class InterpreterRoot {
    private final DebianTrees debian;
    private final SystemTrees systems;

    InterpreterRoot(DebianTrees debian, SystemTrees systems) {
        this.debian = debian;
        this.systems = systems;
    }

    /** Everything that the tools fetch must be in the store. */
    Tree of(Tools tools) throws IOException {
        var entries = new TreeMap<TreePath, dev.terrarium.tree.Entry>();
        for (LayerPlan layer : tools.layers()) {
            for (FragmentPlan fragment : layer.fragments()) {
                entries.putAll(tree(tools.platform(), fragment.recipe()).entries());
            }
        }
        var root = Tree.builder();
        entries.forEach(root::put);
        return root.build();
    }

    private Tree tree(Platform platform, Recipe recipe) throws IOException {
        return switch (recipe) {
            case Recipe.DebianPackage(var deb) -> debian.installed(deb).tree();
            case Recipe.BaseSystem(var debs) -> systems.base(platform, debs);
            case Recipe.FurtherSystem(var base, var debs) -> systems.further(platform, base, debs);
            case Recipe.Cpython(var interpreter, var layout, var debs) -> debian.interpreter(layout, debs);
            case Recipe.StandaloneCpython(var interpreter, var layout, var archive) ->
                debian.standalone(layout, archive);
            case Recipe.VirtualEnvironment it -> Tree.EMPTY;
            case Recipe.Wheel it -> Tree.EMPTY;
            case Recipe.SharedFiles it -> Tree.EMPTY;
            case Recipe.Project it -> Tree.EMPTY;
        };
    }
}
