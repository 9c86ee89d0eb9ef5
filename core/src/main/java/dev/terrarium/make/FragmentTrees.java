package dev.terrarium.make;

import dev.terrarium.plan.Plan.FragmentPlan;
import dev.terrarium.plan.Plan.ImagePlan;
import dev.terrarium.plan.Recipe;
import dev.terrarium.plan.Recipe.WheelFile;
import dev.terrarium.python.interpreter.Layout;
import dev.terrarium.python.interpreter.VirtualEnvironment;
import dev.terrarium.python.wheel.InstalledWheel;
import dev.terrarium.python.wheel.PrunedTree;
import dev.terrarium.tree.Tree;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;

/**
 * The functions behind the recipes: from artifacts in the store to the tree of a fragment.
 *
 * <p>Everything that a recipe reads must have been fetched before.
 */
public final class FragmentTrees {
    private final DebianTrees debian;
    private final SystemTrees systems;
    private final WheelTrees wheels;
    private final Compilation compilation;
    private final Map<String, ProjectTree> project;

    /** @param project the trees that the plan's user brings along, by the parts that recipes name */
    public FragmentTrees(
            DebianTrees debian,
            SystemTrees systems,
            WheelTrees wheels,
            Compilation compilation,
            Map<String, ProjectTree> project) {
        this.debian = debian;
        this.systems = systems;
        this.wheels = wheels;
        this.compilation = compilation;
        this.project = Map.copyOf(project);
    }

    /** Makes the files of one part of the project: built or copied, and with everything that is put beside them. */
    @FunctionalInterface
    public interface ProjectTree {
        Tree make(ImagePlan image) throws InterruptedException, IOException;
    }

    Tree of(ImagePlan image, FragmentPlan fragment) throws InterruptedException, IOException {
        return switch (fragment.recipe()) {
            case Recipe.DebianPackage(var deb) -> debian.installed(deb).tree();
            case Recipe.BaseSystem(var debs) -> systems.base(image.platform(), debs);
            case Recipe.FurtherSystem(var base, var debs) -> systems.further(image.platform(), base, debs);
            case Recipe.Cpython(var interpreter, var layout, var debs) ->
                compilation.withStandardLibrary(image, debian.interpreter(layout, debs));
            case Recipe.StandaloneCpython(var interpreter, var layout, var archive) ->
                compilation.withStandardLibrary(image, debian.standalone(layout, archive));
            case Recipe.VirtualEnvironment(var layout) -> VirtualEnvironment.tree(layout);
            case Recipe.Wheel(var file, var layout, var left, var pruned) -> {
                InstalledWheel wheel = wheels.installed(file, layout);
                Tree tree = PrunedTree.of(wheel.tree(), pruned, layout);
                yield compilation.withBytecode(image, without(tree, left));
            }
            case Recipe.SharedFiles(var files, var layout, var from) ->
                compilation.withBytecode(image, shared(files, layout, from));
            case Recipe.Project(var layout, var part) ->
                compilation.withBytecode(
                        image, Objects.requireNonNull(project.get(part)).make(image));
        };
    }

    private static Tree without(Tree tree, List<String> left) {
        Set<String> paths = Set.copyOf(left);
        return paths.isEmpty() ? tree : tree.filter(path -> !paths.contains(path.text()));
    }

    private Tree shared(List<WheelFile> files, Layout layout, SortedMap<String, String> from) {
        var shared = Tree.builder();
        for (WheelFile file : files) {
            wheels.installed(file, layout)
                    .tree()
                    .filter(path -> file.name().equals(from.get(path.text())))
                    .forEach(shared::put);
        }
        return shared.build();
    }
}
