package dev.terrarium.python.wheel;

import dev.terrarium.archive.zip.ZipMember;
import dev.terrarium.oci.Digest;
import dev.terrarium.python.Malformed;
import dev.terrarium.python.WheelFilename;
import dev.terrarium.python.interpreter.Layout;
import dev.terrarium.tree.Content;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Puts the files of one wheel in their places, adds those that an installer writes, and counts what it left out. */
final class WheelFiles {
    private static final String INSTALLER = "Terrarium\n";

    /** Written anew, or of no meaning once something was. */
    private static final Set<String> REPLACED =
            Set.of("RECORD", "RECORD.jws", "RECORD.p7s", "INSTALLER", "REQUESTED", "direct_url.json");

    private final WheelArchive archive;
    private final DistInfo info;
    private final RecordCheck record;
    private final Schemes schemes;
    private final SortedMap<TreePath, Entry.File> files = new TreeMap<>();
    private final SortedMap<TreePath, Digest> digests = new TreeMap<>();
    private final List<String> warnings = new ArrayList<>();
    private int skippedBytecode;

    WheelFiles(WheelArchive archive, DistInfo info, RecordCheck record, Schemes schemes) {
        this.archive = archive;
        this.info = info;
        this.record = record;
        this.schemes = schemes;
    }

    /** Reads everything; the result is what is wrong with it. */
    List<String> read(WheelInstall.RecordPolicy policy) throws IOException, Malformed {
        warnings.addAll(info.warnings());
        record.run();
        var problems = new ArrayList<>(record.content());
        switch (policy) {
            case STRICT -> problems.addAll(record.listing());
            case LENIENT -> warnings.addAll(record.listing());
        }
        for (var file : archive.files().entrySet()) {
            if (isBytecode(file.getKey())) {
                skippedBytecode++;
            } else if (!isReplaced(file.getKey())) {
                take(file.getKey(), file.getValue());
            }
        }
        return problems;
    }

    InstalledWheel installed(WheelFilename filename, Digest blob) throws Malformed {
        launchers();
        TreePath directory = schemes.layout().sitePackages().resolve(info.directory());
        put(directory.resolve("INSTALLER"), false, utf8(INSTALLER));
        put(directory.resolve("RECORD"), false, utf8(rows(directory)));
        warnings.addAll(caseClashes());
        return new InstalledWheel(
                filename,
                blob,
                info.metadata(),
                tree(),
                digests,
                info.entryPoints(),
                new InstalledWheel.Report(warnings, startup(), skippedBytecode));
    }

    private void take(String name, ZipMember member) throws IOException, Malformed {
        TreePath target = schemes.target(name);
        Content content = archive.content(member);
        boolean isScript = schemes.isScript(name);
        var rewritten = isScript && archive.hasPlaceholder(member)
                ? Launchers.rewritten(archive.bytes(member), schemes.layout())
                : Optional.<byte[]>empty();
        if (rewritten.isPresent()) {
            put(target, true, rewritten.get());
        } else {
            boolean executable = isScript || (member.mode() & 0111) != 0;
            var file = executable ? Entry.File.executable(content) : Entry.File.plain(content);
            put(target, file, record.digest(name));
        }
    }

    private void put(TreePath path, boolean executable, byte[] bytes) throws Malformed {
        var content = new Content.Inline(bytes);
        put(path, executable ? Entry.File.executable(content) : Entry.File.plain(content), Digest.ofBytes(bytes));
    }

    private void put(TreePath path, Entry.File file, Digest digest) throws Malformed {
        Digest before = digests.putIfAbsent(path, digest);
        if (before != null && !before.equals(digest)) {
            throw new Malformed("two of its files go to `" + Malformed.shown(path.text()) + "`");
        }
        files.putIfAbsent(path, file);
    }

    /** A launcher wins over a script of its name, as with every installer. */
    private void launchers() throws Malformed {
        for (EntryPoint point : info.entryPoints()) {
            if (point.isScript()) {
                TreePath path = schemes.layout().scripts().resolve(point.name());
                files.remove(path);
                digests.remove(path);
                put(path, true, utf8(Launchers.launcher(point, schemes.layout())));
            }
        }
    }

    /** A path as RECORD has it: from site-packages. */
    static String recorded(TreePath path, Layout layout) {
        return path.relativeTo(layout.sitePackages())
                .map(TreePath::text)
                .orElseGet(() ->
                        "../../../" + path.relativeTo(layout.environment()).orElseThrow());
    }

    private String rows(TreePath distInfo) {
        var rows = new TreeMap<String, String>();
        files.forEach((path, file) -> {
            String relative = recorded(path, schemes.layout());
            Digest digest = Objects.requireNonNull(digests.get(path));
            rows.put(relative, RecordFile.line(relative, digest, file.content().size()));
        });
        return String.join("", rows.values()) + RecordFile.quoted(distInfo.name() + "/RECORD") + ",,\n";
    }

    private Tree tree() throws Malformed {
        var tree = Tree.builder();
        for (var file : files.entrySet()) {
            for (var above = file.getKey().parent();
                    above.isPresent();
                    above = above.get().parent()) {
                if (files.containsKey(above.get())) {
                    throw new Malformed("`" + Malformed.shown(above.get().text()) + "` is a file and a directory");
                }
            }
            tree.put(file.getKey(), file.getValue());
        }
        return tree.build();
    }

    /** Names that are one file on systems that ignore case, where images are sometimes unpacked. */
    private List<String> caseClashes() {
        var clashes = new ArrayList<String>();
        var seen = new TreeMap<String, TreePath>();
        for (TreePath path : files.keySet()) {
            TreePath before = seen.putIfAbsent(path.text().toLowerCase(Locale.ROOT), path);
            if (before != null) {
                clashes.add("`" + before.name() + "` and `" + path.name() + "` differ only in case");
            }
        }
        return clashes;
    }

    private List<TreePath> startup() {
        TreePath site = schemes.layout().sitePackages();
        var startup = new TreeSet<TreePath>();
        for (TreePath path : files.keySet()) {
            boolean isTop = path.parent().filter(site::equals).isPresent();
            boolean isCustom = Stream.of("sitecustomize", "usercustomize")
                    .anyMatch(name -> path.relativeTo(site)
                            .filter(it -> it.text().matches(name + "(\\.py|/__init__\\.py)"))
                            .isPresent());
            if (isTop && path.name().endsWith(".pth") || isCustom) {
                startup.add(path);
            }
        }
        return List.copyOf(startup);
    }

    private static boolean isBytecode(String name) {
        return name.endsWith(".pyc")
                || name.endsWith(".pyo")
                || name.startsWith("__pycache__/")
                || name.contains("/__pycache__/");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private boolean isReplaced(String name) {
        String prefix = info.directory() + "/";
        return name.startsWith(prefix) && REPLACED.contains(name.substring(prefix.length()));
    }
}
