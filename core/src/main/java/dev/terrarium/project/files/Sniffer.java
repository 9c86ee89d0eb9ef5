package dev.terrarium.project.files;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Knows by their content what never belongs into an image: environments and images. */
final class Sniffer {
    private static final int BLOCK = 512;
    private static final int MOST_MEMBERS = 2_000;

    private Sniffer() {}

    /** A virtual or conda environment, whatever its name. */
    static boolean isEnvironment(Path directory) {
        return isFile(directory.resolve("pyvenv.cfg")) || Files.isDirectory(directory.resolve("conda-meta"));
    }

    /** An OCI image layout. */
    static boolean isLayout(Path directory) {
        return isFile(directory.resolve("oci-layout")) && isFile(directory.resolve("index.json"));
    }

    /** A tar that {@code docker save} or an OCI tool wrote. */
    static boolean isImageArchive(Path file) throws IOException {
        try (var in = new RandomAccessFile(file.toFile(), "r")) {
            byte[] header = new byte[BLOCK];
            boolean manifest = false;
            boolean parts = false;
            for (int member = 0; member < MOST_MEMBERS && in.read(header) == BLOCK; member++) {
                if (!"ustar".equals(text(header, 257, 5))) {
                    return false;
                }
                String name = text(header, 0, 100);
                manifest |= name.equals("manifest.json") || name.equals("index.json") || name.equals("oci-layout");
                parts |= name.startsWith("blobs/sha256/") || name.endsWith("/layer.tar") || name.equals("oci-layout");
                if (manifest && parts) {
                    return true;
                }
                long size = octal(text(header, 124, 12));
                if (size < 0) {
                    return false;
                }
                in.seek(in.getFilePointer() + (size + BLOCK - 1) / BLOCK * BLOCK);
            }
            return false;
        }
    }

    private static String text(byte[] header, int offset, int length) {
        int end = offset;
        while (end < offset + length && header[end] != 0) {
            end++;
        }
        return new String(header, offset, end - offset, StandardCharsets.ISO_8859_1);
    }

    private static long octal(String digits) {
        String plain = digits.strip();
        return plain.matches("[0-7]{1,11}") ? Long.parseLong(plain, 8) : plain.isEmpty() ? 0 : -1;
    }

    private static boolean isFile(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }
}
