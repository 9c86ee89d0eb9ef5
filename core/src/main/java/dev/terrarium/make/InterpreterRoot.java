package dev.terrarium.make;

import dev.terrarium.oci.record.Segment;
import dev.terrarium.plan.Plan.FragmentPlan;
import dev.terrarium.plan.Plan.ImagePlan;
import dev.terrarium.plan.Plan.LayerPlan;
import dev.terrarium.plan.Recipe;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;

/**
 * The file system in which an image's interpreter runs while the image is made: its operating system and its CPython, without any
 * bytecode.
 *
 * <p>The image's own files and no others, so that what compiles is what will load. Of two layers that hold the loader's cache the
 * upper one counts, as in the image.
 */
final class InterpreterRoot {
    private final DebianTrees debian;
    private final SystemTrees systems;

    InterpreterRoot(DebianTrees debian, SystemTrees systems) {
        this.debian = debian;
        this.systems = systems;
    }

    Tree of(ImagePlan plan) throws IOException {
        var entries = new TreeMap<TreePath, dev.terrarium.tree.Entry>();
        for (LayerPlan layer : plan.layers()) {
            if (layer.segment() == Segment.Name.OS || layer.segment() == Segment.Name.CPYTHON) {
                for (FragmentPlan fragment : layer.fragments()) {
                    entries.putAll(tree(plan, fragment.recipe()).entries());
                }
            }
        }
        var root = Tree.builder();
        entries.forEach(root::put);
        return root.build();
    }

    private Tree tree(ImagePlan plan, Recipe recipe) throws IOException {
        return switch (recipe) {
            case Recipe.DebianPackage(var deb) -> debian.installed(deb).tree();
            case Recipe.BaseSystem(var debs) -> systems.base(plan.platform(), debs);
            case Recipe.FurtherSystem(var base, var debs) -> systems.further(plan.platform(), base, debs);
            case Recipe.Cpython(var interpreter, var layout, var debs) -> debian.interpreter(layout, debs);
            case Recipe.VirtualEnvironment it -> Tree.EMPTY;
            case Recipe.Wheel it -> Tree.EMPTY;
            case Recipe.SharedFiles it -> Tree.EMPTY;
            case Recipe.Project it -> Tree.EMPTY;
        };
    }

    /** Everything that has to be in the store before {@link #of} is asked. */
    static List<dev.terrarium.plan.Fetch> fetches(ImagePlan plan) {
        return plan.layers().stream()
                .filter(layer -> layer.segment() == Segment.Name.OS || layer.segment() == Segment.Name.CPYTHON)
                .flatMap(layer -> layer.fragments().stream())
                .flatMap(fragment -> fragment.fetches().stream())
                .distinct()
                .toList();
    }
}
