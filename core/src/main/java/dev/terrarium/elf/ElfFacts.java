package dev.terrarium.elf;

import dev.terrarium.tree.TreePath;
import java.io.IOException;
import java.util.List;

/**
 * What all binaries of one tree need and provide: a record that is computed once per fragment and kept beside it.
 *
 * @param files in the order of their paths
 * @param damaged files that begin like a binary and cannot be read as one; packages carry such files as test data
 */
public record ElfFacts(List<ElfFile> files, List<TreePath> damaged) {
    public static final ElfFacts NONE = new ElfFacts(List.of(), List.of());

    public ElfFacts {
        files = List.copyOf(files);
        damaged = List.copyOf(damaged);
    }

    /** The only bytes that these facts are written as. */
    public byte[] encode() {
        return ElfFactsCodec.encode(this);
    }

    /** @throws IOException when the bytes are not what {@link #encode} writes */
    public static ElfFacts decode(byte[] bytes) throws IOException {
        return ElfFactsCodec.decode(bytes);
    }
}
