package dev.terrarium.archive.zip;

import static dev.terrarium.archive.ArchiveException.quote;

import dev.terrarium.archive.ArchiveException;
import dev.terrarium.archive.Utf8;
import dev.terrarium.io.LimitExceeded;
import java.io.IOException;

/** Which names a member may have: those that mean the same to every reader, on every system, and lead nowhere else. */
final class ZipNames {
    private ZipNames() {}

    /**
     * @param marked whether the archive says that the name is UTF-8; without that, anything but ASCII depends on the reader
     */
    static String parse(byte[] bytes, boolean marked, int longest) throws IOException {
        if (bytes.length > longest) {
            throw new LimitExceeded("a zip member's name has " + bytes.length + " bytes");
        }
        String name = Utf8.decode(bytes, 0, bytes.length)
                .orElseThrow(() -> new ArchiveException("a zip member's name is not UTF-8"));
        if (!marked && !name.chars().allMatch(c -> c < 0x80)) {
            throw new ArchiveException("the zip member " + quote(name) + " has a name in an unknown encoding");
        }
        if (!isSafe(name)) {
            throw new ArchiveException("the zip member " + quote(name) + " has an unsafe name");
        }
        return name;
    }

    private static boolean isSafe(String name) {
        boolean plain = name.chars().noneMatch(c -> Character.isISOControl(c) || c == '\\');
        boolean drive = name.length() > 1 && name.charAt(1) == ':' && Character.isLetter(name.charAt(0));
        if (!plain || drive) {
            return false;
        }
        String path = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
        for (String part : path.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return false;
            }
        }
        return true;
    }
}
