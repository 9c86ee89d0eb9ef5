package dev.terrarium.testkit.debian;

import com.github.luben.zstd.Zstd;
import dev.terrarium.archive.tar.TarEntry;
import dev.terrarium.archive.tar.TarWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Writes a {@link Deb} as dpkg would: {@code debian-binary}, {@code control.tar}, {@code data.tar}, both packed. */
public final class DebWriter {
    private DebWriter() {}

    /** The bytes of the package; the same description gives the same bytes. */
    public static byte[] write(Deb deb) {
        var members = new TreeMap<String, byte[]>();
        members.put("0debian-binary", "2.0\n".getBytes(StandardCharsets.US_ASCII));
        switch (deb.compression()) {
            case XZ -> {
                members.put("1control.tar.xz", xz(controlTar(deb)));
                members.put("2data.tar.xz", xz(dataTar(deb)));
            }
            case ZSTD -> {
                members.put("1control.tar.zst", zstd(controlTar(deb)));
                members.put("2data.tar.zst", zstd(dataTar(deb)));
            }
        }
        return ar(members);
    }

    /**
     * An ar archive.
     *
     * @param members in the order of their keys; the first character of a key is only for that
     */
    public static byte[] ar(SortedMap<String, byte[]> members) {
        return written(out -> {
            out.write("!<arch>\n".getBytes(StandardCharsets.US_ASCII));
            for (var member : members.entrySet()) {
                out.write(String.format(
                                Locale.ROOT,
                                "%-16s%-12d%-6d%-6d%-8s%-10d`\n",
                                member.getKey().substring(1),
                                0,
                                0,
                                0,
                                "100644",
                                member.getValue().length)
                        .getBytes(StandardCharsets.US_ASCII));
                out.write(member.getValue());
                if (member.getValue().length % 2 == 1) {
                    out.write('\n');
                }
            }
        });
    }

    public static byte[] controlTar(Deb deb) {
        return written(out -> {
            var tar = new TarWriter(out, 0);
            tar.add(TarEntry.directory("", 0755));
            addFile(tar, "control", deb.control().getBytes(StandardCharsets.UTF_8), 0644);
            addFile(tar, "md5sums", md5sums(deb).getBytes(StandardCharsets.UTF_8), 0644);
            String conffiles = conffiles(deb);
            if (!conffiles.isEmpty()) {
                addFile(tar, "conffiles", conffiles.getBytes(StandardCharsets.UTF_8), 0644);
            }
            tar.end();
        });
    }

    public static byte[] dataTar(Deb deb) {
        return written(out -> {
            var tar = new TarWriter(out, 0);
            tar.add(TarEntry.directory("", 0755));
            for (String directory : directories(deb)) {
                tar.add(TarEntry.directory(directory, 0755));
            }
            for (var file : deb.files().entrySet()) {
                add(tar, file.getKey(), file.getValue());
            }
            tar.end();
        });
    }

    private static void add(TarWriter tar, String path, Deb.Item item) throws IOException {
        switch (item) {
            case Deb.Item.Plain(byte[] content, int mode) -> addFile(tar, path, content, mode);
            case Deb.Item.Link(String target) -> tar.add(TarEntry.link(path, target));
            case Deb.Item.HardLink(String target) ->
                tar.add(new TarEntry(TarEntry.Type.HARD_LINK, path, 0644, 0, 0, 0, target));
            case Deb.Item.Directory(int mode) -> tar.add(TarEntry.directory(path, mode));
        }
    }

    private static void addFile(TarWriter tar, String path, byte[] content, int mode) throws IOException {
        tar.add(TarEntry.file(path, mode, content.length), content);
    }

    private static Set<String> directories(Deb deb) {
        var directories = new TreeSet<String>();
        for (String path : deb.files().keySet()) {
            for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                directories.add(path.substring(0, slash));
            }
        }
        directories.removeAll(deb.files().keySet());
        return directories;
    }

    private static String md5sums(Deb deb) {
        var sums = new StringBuilder();
        deb.files().forEach((path, item) -> {
            if (item instanceof Deb.Item.Plain(byte[] content, int mode)) {
                sums.append(hex("MD5", content)).append("  ").append(path).append('\n');
            }
        });
        return sums.toString();
    }

    private static String conffiles(Deb deb) {
        var names = new StringBuilder();
        deb.files().forEach((path, item) -> {
            if (item instanceof Deb.Item.Plain && path.startsWith("etc/")) {
                names.append('/').append(path).append('\n');
            }
        });
        return names.toString();
    }

    public static byte[] xz(byte[] bytes) {
        return written(out -> {
            try (var xz = new XZOutputStream(out, new LZMA2Options(1))) {
                xz.write(bytes);
            }
        });
    }

    public static byte[] zstd(byte[] bytes) {
        return Zstd.compress(bytes);
    }

    public static byte[] gzip(byte[] bytes) {
        return written(out -> {
            try (var gzip = new GZIPOutputStream(out)) {
                gzip.write(bytes);
            }
        });
    }

    static String hex(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }

    @FunctionalInterface
    private interface Writing {
        void to(OutputStream out) throws IOException;
    }

    private static byte[] written(Writing writing) {
        var bytes = new ByteArrayOutputStream();
        try {
            writing.to(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
