package dev.terrarium.make;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.UserError;
import dev.terrarium.io.Progress;
import dev.terrarium.make.FragmentTrees.ProjectTree;
import dev.terrarium.make.backend.BackendRequest;
import dev.terrarium.make.backend.ProjectWheel;
import dev.terrarium.plan.Plan.ImagePlan;
import dev.terrarium.plan.Recipe.WheelFile;
import dev.terrarium.python.Malformed;
import dev.terrarium.python.Requirement;
import dev.terrarium.python.interpreter.Layout;
import dev.terrarium.python.wheel.EntryPoint;
import dev.terrarium.python.wheel.InstalledWheel;
import dev.terrarium.python.wheel.Launchers;
import dev.terrarium.python.wheel.WheelInstall;
import dev.terrarium.sandbox.Sandbox;
import dev.terrarium.store.Store;
import dev.terrarium.tree.Content;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** What a project brings into its image: the wheel that its back-end builds, or its files as they are. */
public final class ProjectTrees {
    private static final String PATH_FILE = "terrarium-project.pth";
    private static final TreePath SOURCES = TreePath.of("src");

    private ProjectTrees() {}

    /** Where an application's files stand, and where it is started: {@code opt/app/project}. */
    public static TreePath directory(Layout layout) {
        return layout.prefix().resolve("project");
    }

    /**
     * An application: its files, importable from wherever it is started because a path file names them; so nothing depends on
     * the working directory.
     *
     * @param scripts commands that the project declares: name to {@code module:object}
     * @param beside what goes in besides, at its place in the image
     */
    public static ProjectTree application(Tree files, SortedMap<String, String> scripts, Tree beside) {
        return image -> {
            Layout layout = image.layout();
            var added = Tree.builder().put(layout.sitePackages().resolve(PATH_FILE), pathFile(files, layout));
            scripts.forEach((name, object) -> added.put(
                    layout.scripts().resolve(name),
                    Entry.File.executable(Content.Inline.of(Launchers.launcher(entryPoint(name, object), layout)))));
            return files.under(directory(layout)).merge(beside).merge(added.build());
        };
    }

    /** The root, and {@code src} where modules are kept there. */
    private static Entry pathFile(Tree files, Layout layout) {
        String root = "/" + directory(layout) + "\n";
        boolean hasSources = files.entries().keySet().stream().anyMatch(path -> path.startsWith(SOURCES));
        boolean isPackage = files.at(SOURCES.resolve("__init__.py")).isPresent();
        return Entry.File.plain(Content.Inline.of(
                hasSources && !isPackage ? root + "/" + directory(layout).resolve(SOURCES) + "\n" : root));
    }

    private static EntryPoint entryPoint(String name, String object) {
        int colon = object.indexOf(':');
        return new EntryPoint(
                "console_scripts",
                name,
                (colon < 0 ? object : object.substring(0, colon)).strip(),
                colon < 0 ? "" : object.substring(colon + 1).strip());
    }

    /** A package: what its own back-end builds in the sandbox, installed like any wheel. */
    public static final class Built implements ProjectTree {
        private final Store store;
        private final Sandbox sandbox;
        private final Compilation compilation;
        private final WheelTrees wheels;
        private final List<WheelFile> requirements;
        private final BackendRequest request;
        private final Tree beside;
        private final Progress progress;

        /**
         * @param requirements wheels for the back-end, in the store when the tree is made
         * @param request without them
         * @param beside what goes in besides, at its place in the image
         */
        public Built(
                Store store,
                Sandbox sandbox,
                Compilation compilation,
                WheelTrees wheels,
                List<WheelFile> requirements,
                BackendRequest request,
                Tree beside,
                Progress progress) {
            this.store = store;
            this.sandbox = sandbox;
            this.compilation = compilation;
            this.wheels = wheels;
            this.requirements = List.copyOf(requirements);
            this.request = request;
            this.beside = beside;
            this.progress = progress;
        }

        @Override
        public Tree make(ImagePlan image) throws InterruptedException, java.io.IOException {
            Layout layout = image.layout();
            BackendRequest complete = request.withRequirements(requirements.stream()
                    .map(wheel -> wheels.installed(wheel, layout))
                    .toList());
            var backend = new ProjectWheel(store, sandbox, layout, compilation.root(image), progress);
            requireInstalled(backend.extraRequirements(complete));
            ProjectWheel.Built built = backend.build(complete);
            InstalledWheel installed = WheelInstall.install(store, built.blob(), built.filename(), layout);
            installed.report().warnings().forEach(progress::warn);
            return installed.tree().merge(beside);
        }

        /** What a back-end asks for only when it is run would have to be locked before it is run. */
        private void requireInstalled(List<String> extra) {
            Set<String> names = requirements.stream().map(WheelFile::name).collect(Collectors.toSet());
            List<String> missing =
                    extra.stream().filter(text -> !names.contains(nameOf(text))).toList();
            if (!missing.isEmpty()) {
                throw new UserError(
                        ErrorCode.BUILD_BACKEND_REFUSED,
                        "the build back-end `" + request.backend() + "` also needs `" + String.join("`, `", missing)
                                + "`",
                        "name it in `requires` of [build-system], so that it can be locked");
            }
        }

        private static String nameOf(String requirement) {
            try {
                return Requirement.read(requirement).name().text();
            } catch (Malformed e) {
                return requirement;
            }
        }
    }
}
