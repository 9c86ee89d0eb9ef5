package dev.terrarium.elf;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The dynamic linker's view of a binary: what it is built for, what it needs, what it is known as.
 *
 * <p>Read from the program headers, as the loader does, and not from the section headers, which are for linkers and may be
 * stripped. Symbols are not read.
 *
 * @param type {@code e_type}: 2 executable, 3 shared object or position-independent executable
 * @param interpreter the loader's path, in programs
 * @param needed sonames in the order of the file
 * @param rpath directories of {@code DT_RPATH}, with {@code $ORIGIN} as it stands
 * @param runpath directories of {@code DT_RUNPATH}; where there are any, the loader ignores {@code rpath}
 * @param definitions names of the symbol versions that it offers, without its base version
 * @param buildId in hexadecimal
 * @see <a href="https://gabi.xinuos.com/elf/08-dynamic.html">System V ABI, dynamic linking</a>
 */
public record Elf(
        Machine machine,
        int type,
        Optional<String> interpreter,
        List<String> needed,
        Optional<String> soname,
        List<String> rpath,
        List<String> runpath,
        List<VersionNeed> versionNeeds,
        List<String> definitions,
        Optional<String> buildId) {
    public static final int EXECUTABLE = 2;
    public static final int SHARED_OBJECT = 3;

    public Elf {
        needed = List.copyOf(needed);
        rpath = List.copyOf(rpath);
        runpath = List.copyOf(runpath);
        versionNeeds = List.copyOf(versionNeeds);
        definitions = List.copyOf(definitions);
    }

    /** Whether a file that begins with these bytes claims to be one; four bytes are enough. */
    public static boolean isElf(byte[] head) {
        return head.length >= 4 && head[0] == 0x7f && head[1] == 'E' && head[2] == 'L' && head[3] == 'F';
    }

    /** @throws MalformedElf when the bytes have no ELF header, or one that leads nowhere */
    public static Elf read(byte[] bytes) throws MalformedElf {
        try {
            return read(Region.of(bytes));
        } catch (MalformedElf e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot fail", e);
        }
    }

    /** Reads a few small pieces of a file, wherever it is. */
    public static Elf read(Region file) throws IOException {
        return new ElfReader(file).read();
    }
}
