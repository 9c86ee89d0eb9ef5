package dev.terrarium.elf;

/**
 * What a binary runs on: word size, byte order and the machine's number.
 *
 * <p>Not an enum of the machines that images are built for: wheels carry binaries for others as data, and those must be told
 * apart from the ones that count.
 *
 * @param bits 32 or 64
 * @param code {@code e_machine}
 */
public record Machine(int bits, boolean littleEndian, int code) {
    public static final Machine AMD64 = new Machine(64, true, 62);
    public static final Machine ARM64 = new Machine(64, true, 183);

    public Machine {
        if (bits != 32 && bits != 64 || code < 0 || code > 0xffff) {
            throw new IllegalArgumentException("not a machine: " + bits + " bits, " + code);
        }
    }

    /** The machine of an architecture by its name in image platforms: {@code amd64}, {@code arm64}. */
    public static Machine of(String architecture) {
        return switch (architecture) {
            case "amd64" -> AMD64;
            case "arm64" -> ARM64;
            default -> throw new IllegalArgumentException("no ELF machine known for `" + architecture + "`");
        };
    }

    @Override
    public String toString() {
        if (equals(AMD64)) {
            return "amd64";
        }
        return equals(ARM64) ? "arm64" : "machine " + code + " (" + bits + " bits)";
    }
}
