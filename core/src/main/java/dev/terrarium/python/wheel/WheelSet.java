package dev.terrarium.python.wheel;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.python.PackageName;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Wheels that go into one image, held against each other: what installers let the last one win is an error here.
 *
 * <p>A file that several wheels bring with the same bytes, as those of a namespace do, is no conflict, but must not stand in the
 * image twice: it is taken out of the wheels' own trees and goes to the top layer of their segment.
 */
public final class WheelSet {
    private static final int MOST_TOLD = 5;

    private WheelSet() {}

    /**
     * @return the files that more than one of the wheels brings
     * @throws UserError naming all wheels that bring different files for one place
     */
    public static Tree conflicts(Collection<InstalledWheel> wheels) {
        return conflicts(wheels, path -> Optional.empty());
    }

    /**
     * The same where somebody decided some of the conflicts.
     *
     * @param stays for a path, the name of the package whose file stays
     */
    public static Tree conflicts(Collection<InstalledWheel> wheels, Function<TreePath, Optional<PackageName>> stays) {
        var byPath = new TreeMap<TreePath, List<InstalledWheel>>();
        for (InstalledWheel wheel : wheels) {
            wheel.tree()
                    .entries()
                    .keySet()
                    .forEach(path -> byPath.computeIfAbsent(path, it -> new ArrayList<>())
                            .add(wheel));
        }
        var shared = Tree.builder();
        var conflicts = new TreeMap<String, SortedSet<TreePath>>();
        byPath.forEach((path, owners) -> {
            Optional<InstalledWheel> above = fileAbove(path, byPath);
            Optional<InstalledWheel> chosen = stays.apply(path).flatMap(name -> named(name, owners));
            if (above.isPresent()) {
                add(conflicts, path, List.of(above.get(), owners.getFirst()));
            } else if (chosen.isPresent() && owners.size() > 1) {
                shared.put(path, chosen.get().tree().at(path).orElseThrow());
            } else if (owners.stream()
                            .map(wheel -> identity(wheel, path))
                            .distinct()
                            .count()
                    > 1) {
                add(conflicts, path, owners);
            } else if (owners.size() > 1) {
                shared.put(path, owners.getFirst().tree().at(path).orElseThrow());
            }
        });
        if (!conflicts.isEmpty()) {
            throw new UserError(problems(conflicts));
        }
        return shared.build();
    }

    /**
     * All of them in one tree, for a place that is not made of layers.
     *
     * @throws UserError as {@link #conflicts}
     */
    public static Tree merge(Collection<InstalledWheel> wheels) {
        Tree shared = conflicts(wheels);
        var all = Tree.builder().putAll(shared);
        wheels.forEach(
                wheel -> all.putAll(wheel.tree().filter(path -> shared.at(path).isEmpty())));
        return all.build();
    }

    private static Optional<InstalledWheel> named(PackageName name, List<InstalledWheel> owners) {
        return owners.stream()
                .filter(wheel -> wheel.metadata().name().equals(name))
                .findFirst();
    }

    private static Optional<InstalledWheel> fileAbove(TreePath path, SortedMap<TreePath, List<InstalledWheel>> byPath) {
        for (Optional<TreePath> above = path.parent();
                above.isPresent();
                above = above.get().parent()) {
            List<InstalledWheel> owners = byPath.get(above.get());
            if (owners != null) {
                return Optional.of(owners.getFirst());
            }
        }
        return Optional.empty();
    }

    private static String identity(InstalledWheel wheel, TreePath path) {
        boolean executable = wheel.tree().entries().get(path) instanceof Entry.File file && file.isExecutable();
        return wheel.digests().get(path) + (executable ? " executable" : "");
    }

    private static void add(
            SortedMap<String, SortedSet<TreePath>> conflicts, TreePath path, List<InstalledWheel> owners) {
        var names = new TreeSet<String>();
        owners.forEach(wheel -> names.add("`" + wheel + "`"));
        conflicts
                .computeIfAbsent(String.join(" and ", names), it -> new TreeSet<>())
                .add(path);
    }

    private static String belowSitePackages(TreePath path) {
        return path.text().replaceFirst(".*/site-packages/", "");
    }

    private static List<Problem> problems(SortedMap<String, SortedSet<TreePath>> conflicts) {
        var problems = new ArrayList<Problem>();
        conflicts.forEach((owners, paths) -> {
            List<String> some = paths.stream()
                    .limit(MOST_TOLD)
                    .map(path -> "`" + path + "`")
                    .toList();
            String more = paths.size() > MOST_TOLD ? " and " + (paths.size() - MOST_TOLD) + " more" : "";
            problems.add(Problem.of(
                    ErrorCode.WHEEL_CONFLICT,
                    owners + " install different files at " + String.join(", ", some) + more,
                    "lock only one of them: whichever is installed last would break the other",
                    "or say whose file stays, for each path below site-packages: `wheel-conflicts = { \""
                            + belowSitePackages(paths.getFirst()) + "\" = \"…\" }` under [tool.terrarium]"));
        });
        return problems;
    }
}
