package dev.terrarium.debian.base;

import dev.terrarium.tree.Content;
import dev.terrarium.tree.Contents;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;

/**
 * The bundle of certificate authorities that {@code update-ca-certificates} would write, where OpenSSL, Go, curl and requests look.
 *
 * <p>In the order of the files' names. The hashed links of {@code c_rehash} are left out: OpenSSL reads
 * {@code /usr/lib/ssl/cert.pem} first, which is the bundle, and asks the directory only for what is not in it.
 */
final class Certificates {
    private static final TreePath SOURCES = TreePath.of("usr/share/ca-certificates");
    private static final String BUNDLE = "etc/ssl/certs/ca-certificates.crt";

    private Certificates() {}

    /** Nothing when no package brings a certificate. */
    static Tree tree(Stack files, Contents contents) throws IOException {
        byte[] bundle = bundle(files, contents);
        if (bundle.length == 0) {
            return Tree.EMPTY;
        }
        return Tree.builder()
                .put(BUNDLE, Entry.File.plain(new Content.Inline(bundle)))
                .put("usr/lib/ssl/cert.pem", new Entry.Link("/" + BUNDLE))
                .put("usr/lib/ssl/certs", new Entry.Link("/etc/ssl/certs"))
                .build();
    }

    private static byte[] bundle(Stack files, Contents contents) throws IOException {
        var bundle = new ByteArrayOutputStream();
        for (Map.Entry<TreePath, Entry> each : files.under(SOURCES).entrySet()) {
            if (each.getKey().text().endsWith(".crt") && each.getValue() instanceof Entry.File file) {
                byte[] certificate = contents.read(file.content());
                bundle.writeBytes(certificate);
                if (certificate.length > 0 && certificate[certificate.length - 1] != '\n') {
                    bundle.write('\n');
                }
            }
        }
        return bundle.toByteArray();
    }
}
