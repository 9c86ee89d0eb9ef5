/**
 * What a binary needs and what it provides, read from its ELF headers without running anything.
 *
 * <p>Which package brings a missing library is known by {@code lock}, how the loader's cache is written by {@code debian}.
 * Read {@link dev.terrarium.elf.Elf} for one file and {@link dev.terrarium.elf.ElfFacts} for a whole tree.
 */
@NullMarked
package dev.terrarium.elf;

import org.jspecify.annotations.NullMarked;
