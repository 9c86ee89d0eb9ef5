package dev.terrarium.debian.deb;

import static dev.terrarium.archive.ArchiveException.quote;

import dev.terrarium.archive.ArReader;
import dev.terrarium.archive.ArchiveException;
import dev.terrarium.archive.GzipInput;
import dev.terrarium.archive.XzInput;
import dev.terrarium.archive.ZstdInput;
import dev.terrarium.archive.tar.TarEntry;
import dev.terrarium.archive.tar.TarReader;
import dev.terrarium.debian.MalformedControl;
import dev.terrarium.debian.Stanza;
import dev.terrarium.io.Limits;
import dev.terrarium.oci.Digest;
import dev.terrarium.store.Records;
import dev.terrarium.store.Store;
import dev.terrarium.tree.TreePath;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Takes a .deb apart: three members in their order, the control files read, the data decompressed into the store once. */
final class DebReader {
    private static final int LARGEST_CONTROL_FILE = 8 << 20;
    private static final Limits CONTROL = Limits.PACKAGE.withBytes(64 << 20);
    private static final List<String> WANTED = List.of("control", "md5sums", "conffiles");

    private final Store store;

    DebReader(Store store) {
        this.store = store;
    }

    DebPackage read(Digest deb) throws IOException {
        Path file = store.pathOf(deb);
        List<ArReader.Member> members = members(file);
        Map<String, String> control = control(members.get(1), file);
        String text = control.get("control");
        if (text == null) {
            throw new ArchiveException(
                    "there is no control file in " + quote(members.get(1).name()));
        }
        List<Stanza> stanzas = Stanza.read(text);
        if (stanzas.size() != 1) {
            throw new MalformedControl("its control file has " + stanzas.size() + " paragraphs instead of one");
        }
        DataTar data = DataTar.read(store, unpacked(deb, members.get(2), file));
        return new DebPackage(
                text,
                stanzas.getFirst(),
                control.getOrDefault("md5sums", ""),
                data.tree(),
                conffiles(control.getOrDefault("conffiles", "")),
                data.setIds());
    }

    private static List<ArReader.Member> members(Path file) throws IOException {
        List<ArReader.Member> members = ArReader.read(file);
        boolean ordered = members.size() == 3
                && members.get(0).name().equals("debian-binary")
                && isTar(members.get(1).name(), "control.tar")
                && isTar(members.get(2).name(), "data.tar");
        if (!ordered) {
            throw new ArchiveException("its members are "
                    + quote(String.join(
                            " ", members.stream().map(ArReader.Member::name).toList()))
                    + " instead of debian-binary, control.tar and data.tar");
        }
        byte[] format = members.getFirst().source(file).readAtMost(64);
        if (!new String(format, StandardCharsets.ISO_8859_1).startsWith("2.")) {
            throw new ArchiveException("it is of another format than 2.0");
        }
        return members;
    }

    private static boolean isTar(String name, String tar) {
        return name.equals(tar) || name.startsWith(tar + ".");
    }

    private static InputStream decompressed(ArReader.Member member, Path file, Limits limits) throws IOException {
        InputStream in = member.source(file).open();
        String name = member.name();
        try {
            return switch (name.substring(name.indexOf(".tar") + ".tar".length())) {
                case ".xz" -> XzInput.open(in, limits);
                case ".gz" -> GzipInput.open(in, limits);
                case "" -> new BufferedInputStream(in);
                case ".zst" -> ZstdInput.open(in, limits);
                case ".bz2", ".lzma" -> throw new DebPackage.Unsupported(name);
                default -> throw new ArchiveException("its member " + quote(name) + " has an unknown name");
            };
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private static Map<String, String> control(ArReader.Member member, Path file) throws IOException {
        var files = new TreeMap<String, String>();
        try (InputStream in = decompressed(member, file, CONTROL)) {
            var tar = new TarReader(in, CONTROL);
            for (Optional<TarReader.Member> next = tar.next(); next.isPresent(); next = tar.next()) {
                TarEntry entry = next.get().entry();
                if (WANTED.contains(entry.path())) {
                    if (entry.type() != TarEntry.Type.FILE || entry.size() > LARGEST_CONTROL_FILE) {
                        throw new ArchiveException("its " + quote(entry.path()) + " is no small file");
                    }
                    String text = new String(tar.content().readAllBytes(), StandardCharsets.UTF_8);
                    if (files.put(entry.path(), text) != null) {
                        throw new ArchiveException("it has two of " + quote(entry.path()));
                    }
                }
            }
        }
        return files;
    }

    /** The decompressed tar's digest; known from an earlier time if the store still has both. */
    private Digest unpacked(Digest deb, ArReader.Member member, Path file) throws IOException {
        Records records = store.records("deb-data", 1);
        Optional<Digest> known = records.find(deb)
                .flatMap(bytes -> Digest.parse(new String(bytes, StandardCharsets.US_ASCII)))
                .filter(store::has);
        if (known.isPresent()) {
            return known.get();
        }
        try (InputStream in = decompressed(member, file, Limits.PACKAGE)) {
            Digest data = store.put(in);
            records.add(deb, data.toString().getBytes(StandardCharsets.US_ASCII));
            return data;
        }
    }

    private static List<TreePath> conffiles(String text) throws MalformedControl {
        var paths = new ArrayList<TreePath>();
        for (String line : text.lines().map(String::strip).toList()) {
            // a line may begin with a flag: `remove-on-upgrade /etc/x` names a file that is not there
            if (line.startsWith("/")) {
                paths.add(TreePath.parse(line.substring(1))
                        .orElseThrow(() -> new MalformedControl(
                                "its list of conffiles names `" + MalformedControl.shown(line) + "`")));
            }
        }
        return paths;
    }
}
