package dev.terrarium.debian.base;

import dev.terrarium.elf.Elf;
import dev.terrarium.elf.ElfFile;
import dev.terrarium.elf.Machine;
import dev.terrarium.tree.Contents;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which library the loader takes for which soname: what {@code ldconfig} would find in a root made of these trees.
 *
 * <p>Of directories that are one behind links, the first spelling counts, as with {@code ldconfig}; so does the first directory
 * that has a soname. Directories for particular processors ({@code glibc-hwcaps}) are left out: the loader then takes the library
 * that runs everywhere.
 */
final class LoaderCache {
    /** What is found by which name. */
    record Library(String soname, String path) {}

    private final Stack files;
    private final Contents contents;
    private final Machine machine;
    private final Map<TreePath, Elf> binaries = new HashMap<>();

    LoaderCache(Stack files, Contents contents, Machine machine, List<ElfFile> binaries) {
        this.files = files;
        this.contents = contents;
        this.machine = machine;
        binaries.forEach(binary -> this.binaries.put(binary.path(), binary.elf()));
    }

    /** In the order of the directories, then of the names. */
    List<Library> libraries() throws IOException {
        var places = new LinkedHashMap<TreePath, String>();
        for (String directory : LoaderConfiguration.directories(files, contents)) {
            TreePath.parse(directory.substring(1))
                    .map(MergedUsr::moved)
                    .ifPresent(real -> places.putIfAbsent(real, directory));
        }
        var all = new ArrayList<Library>();
        places.forEach((real, spelling) -> all.addAll(librariesIn(real, spelling)));
        return all;
    }

    private List<Library> librariesIn(TreePath directory, String spelling) {
        Map<String, Entry> names = files.in(directory);
        var found = new LinkedHashMap<String, Library>();
        names.forEach((name, entry) -> {
            if (isLibrary(name)) {
                soname(directory.resolve(name), entry).ifPresent(soname -> {
                    String file = names.containsKey(soname) ? soname : name;
                    found.putIfAbsent(soname, new Library(soname, spelling + "/" + file));
                });
            }
        });
        return List.copyOf(found.values());
    }

    /** A link straight to the file that bears the soname is a further name; any other name of a library is its soname. */
    private Optional<String> soname(TreePath path, Entry entry) {
        Optional<TreePath> real = files.real(path);
        Optional<Elf> elf = real.map(binaries::get).filter(this::fits);
        return elf.map(library -> {
            String soname = library.soname().orElse(path.name());
            boolean further = entry instanceof Entry.Link
                    && real.map(TreePath::name).filter(soname::equals).isPresent();
            return further ? path.name() : soname;
        });
    }

    private boolean fits(Elf elf) {
        return elf.machine().equals(machine) && elf.type() == Elf.SHARED_OBJECT;
    }

    private static boolean isLibrary(String name) {
        return (name.startsWith("lib") || name.startsWith("ld-")) && name.contains(".so");
    }
}
