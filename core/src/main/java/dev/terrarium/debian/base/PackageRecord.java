package dev.terrarium.debian.base;

import dev.terrarium.tree.Content;
import dev.terrarium.tree.Contents;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * What scanners read about a package: its control paragraph and the sums of its files, below {@code var/lib/dpkg/status.d}.
 *
 * <p>One pair of files for each package and no {@code status} for all, so that no file is shared by two layers. The sums are of
 * the files that went in, at the paths where they stand; the package's own list names files that were left out.
 */
public final class PackageRecord {
    private static final TreePath DIRECTORY = TreePath.of("var/lib/dpkg/status.d");

    private PackageRecord() {}

    /**
     * @param control the package's control paragraph as it stands in the .deb
     * @param files what went in
     */
    public static Tree of(String name, String control, Tree files, Contents contents) {
        try {
            return Tree.builder()
                    .put(DIRECTORY.resolve(name), file(control.strip() + "\n"))
                    .put(DIRECTORY.resolve(name + ".md5sums"), file(sums(files, contents)))
                    .build();
        } catch (IOException e) {
            throw Unreadable.of("`" + name + "`", e);
        }
    }

    private static Entry.File file(String text) {
        return Entry.File.plain(Content.Inline.of(text));
    }

    private static String sums(Tree files, Contents contents) throws IOException {
        var text = new StringBuilder();
        for (Map.Entry<TreePath, Entry> each : files.entries().entrySet()) {
            if (each.getValue() instanceof Entry.File file) {
                text.append(md5(contents, file.content()))
                        .append("  ")
                        .append(each.getKey())
                        .append('\n');
            }
        }
        return text.toString();
    }

    private static String md5(Contents contents, Content content) throws IOException {
        try (InputStream in = contents.open(content)) {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            byte[] buffer = new byte[1 << 16];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                md5.update(buffer, 0, count);
            }
            return HexFormat.of().formatHex(md5.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }
}
