package dev.terrarium.oci;

import java.util.Optional;

/**
 * What an image runs on. Linux only; the architecture carries the names that the different worlds have for it.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/image-index.md">image-spec, image index</a>
 */
public enum Platform {
    AMD64("amd64", "x86_64", "x86_64-linux-gnu", "/lib64/ld-linux-x86-64.so.2"),
    ARM64("arm64", "aarch64", "aarch64-linux-gnu", "/lib/ld-linux-aarch64.so.1");

    private final String architecture;
    private final String machine;
    private final String multiarch;
    private final String loader;

    Platform(String architecture, String machine, String multiarch, String loader) {
        this.architecture = architecture;
        this.machine = machine;
        this.multiarch = multiarch;
        this.loader = loader;
    }

    /** Reads {@code linux/amd64}, {@code amd64} or {@code x86_64} as people write it. */
    public static Optional<Platform> parse(String text) {
        String name = text.startsWith("linux/") ? text.substring("linux/".length()) : text;
        for (Platform platform : values()) {
            if (name.equals(platform.architecture)
                    || name.equals(platform.machine)
                    || (platform == ARM64 && name.equals("arm64/v8"))) {
                return Optional.of(platform);
            }
        }
        return Optional.empty();
    }

    /** The name in image configs and in Debian: {@code amd64}. */
    public String architecture() {
        return architecture;
    }

    /** The name in wheel tags and {@code platform_machine}: {@code x86_64}. */
    public String machine() {
        return machine;
    }

    /** Debian's multiarch tuple, a directory below {@code usr/lib}: {@code x86_64-linux-gnu}. */
    public String multiarch() {
        return multiarch;
    }

    /** The program interpreter that ELF files name. */
    public String loader() {
        return loader;
    }

    @Override
    public String toString() {
        return "linux/" + architecture;
    }
}
