package dev.terrarium.elf;

import dev.terrarium.tree.TreePath;

/** A binary and where in its tree it stands. */
public record ElfFile(TreePath path, Elf elf) {

    /** The name under which the loader knows it: its soname, or else its file name. */
    public String loadedAs() {
        return elf.soname().orElse(path.name());
    }
}
