package dev.terrarium.debian.base;

import dev.terrarium.elf.ElfFile;
import dev.terrarium.elf.ElfScan;
import dev.terrarium.elf.Machine;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.store.Store;
import dev.terrarium.tree.Content;
import dev.terrarium.tree.Contents;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What maintainer scripts would have left behind that matters, as trees of their own beside the packages' trees.
 *
 * <p>Each is a function of the packages it is made for: {@link #base} of the suite's base alone, so that its layer is the same in
 * every image; {@link #further} of that base and the packages on top. {@code /etc/hosts}, {@code hostname} and
 * {@code resolv.conf} are not written, since every engine mounts its own. Alternatives, caches of fonts and the like are not made.
 */
public final class BaseTrees {
    private static final TreePath LOADER_CACHE = TreePath.of("etc/ld.so.cache");
    private static final TreePath NAME_SERVICES = TreePath.of("usr/share/libc-bin/nsswitch.conf");

    /** What every base must have, and which package brings it. */
    private static final Map<String, String> REQUIRED = new TreeMap<>(Map.of(
            "usr/lib/os-release", "base-files",
            "usr/share/ca-certificates", "ca-certificates",
            "usr/share/libc-bin/nsswitch.conf", "libc-bin",
            "usr/lib/locale/C.utf8", "libc-bin",
            "etc/ld.so.conf", "libc-bin",
            "usr/share/zoneinfo/Etc/UTC", "tzdata"));

    /** Links that stand in every system; the others only where something is behind them. */
    private static final List<String> ALWAYS = List.of("bin", "sbin", "lib", "var/run", "var/lock");

    private final Contents contents;
    private final ElfScan scan;
    private final Machine machine;

    public BaseTrees(Store store, Machine machine) {
        this.contents = new Contents(store);
        this.scan = new ElfScan(store);
        this.machine = machine;
    }

    /**
     * Everything that the base needs besides its packages' own trees.
     *
     * @throws UserError when a package that every base has is not among them
     */
    public Tree base(List<InstalledDeb> debs) {
        Stack files = Stack.of(debs);
        check(files);
        try {
            return Tree.builder()
                    .putAll(links(files, Stack.of(List.of())))
                    .putAll(directories(files))
                    .putAll(Accounts.tree())
                    .putAll(nameServices(files))
                    .putAll(Certificates.tree(files, contents))
                    .put("etc/localtime", new Entry.Link("/usr/share/zoneinfo/Etc/UTC"))
                    .put(LOADER_CACHE, loaderCache(debs))
                    .build();
        } catch (IOException e) {
            throw Unreadable.of("the base", e);
        }
    }

    /**
     * The same for packages on top of a base: the loader's cache over both, which hides the base's, and links to directories that
     * only they have. Empty when they change nothing.
     */
    public Tree further(List<InstalledDeb> base, List<InstalledDeb> more) {
        var both = new ArrayList<>(base);
        both.addAll(more);
        Tree links = links(Stack.of(more), Stack.of(base));
        try {
            Entry cache = loaderCache(both);
            return cache.equals(loaderCache(base))
                    ? links
                    : Tree.builder().putAll(links).put(LOADER_CACHE, cache).build();
        } catch (IOException e) {
            throw Unreadable.of("the further packages", e);
        }
    }

    private static void check(Stack files) {
        List<Problem> problems = REQUIRED.entrySet().stream()
                .filter(required -> !files.has(required.getKey()))
                .map(required -> Problem.of(
                        ErrorCode.LOCK_INVALID,
                        "the base has no `" + required.getKey() + "`, which `" + required.getValue() + "` brings",
                        "run `terrarium lock --update`"))
                .toList();
        if (!problems.isEmpty()) {
            throw new UserError(problems);
        }
    }

    private static Tree links(Stack files, Stack beneath) {
        var builder = Tree.builder();
        boolean isBase = beneath.trees().isEmpty();
        MergedUsr.ALIASES.forEach((alias, directory) -> {
            boolean wanted = files.has(directory) && !beneath.has(directory);
            if (isBase && ALWAYS.contains(alias) || wanted && !ALWAYS.contains(alias)) {
                builder.put(alias, new Entry.Link(target(alias, directory)));
            }
        });
        return builder.build();
    }

    private static String target(String alias, String directory) {
        return alias.startsWith("var/") ? "/" + directory : directory;
    }

    /** Those that no package brings; a package's own mode wins. */
    private static Tree directories(Stack files) {
        var wanted = new TreeMap<String, Integer>(Map.of(
                "dev",
                0755,
                "proc",
                0555,
                "root",
                0700,
                "run",
                0755,
                "run/lock",
                01777,
                "sys",
                0555,
                "tmp",
                01777,
                "var/tmp",
                01777));
        wanted.putAll(Map.of("usr/bin", 0755, "usr/sbin", 0755, "usr/lib", 0755));
        var builder = Tree.builder();
        wanted.forEach((path, mode) -> {
            if (!files.has(path)) {
                builder.put(path, new Entry.Directory(mode));
            }
        });
        return builder.build();
    }

    private static Tree nameServices(Stack files) {
        Optional<Entry> example = files.at(NAME_SERVICES);
        return example.isPresent() && files.at(TreePath.of("etc/nsswitch.conf")).isEmpty()
                ? Tree.builder().put("etc/nsswitch.conf", example.get()).build()
                : Tree.EMPTY;
    }

    private Entry loaderCache(List<InstalledDeb> debs) throws IOException {
        var binaries = new ArrayList<ElfFile>();
        for (InstalledDeb deb : debs) {
            binaries.addAll(scan.of(deb.key(), deb::tree).files());
        }
        List<LoaderCache.Library> libraries = new LoaderCache(Stack.of(debs), contents, machine, binaries).libraries();
        return Entry.File.plain(new Content.Inline(LoaderCacheFile.write(libraries, machine)));
    }
}
