package dev.terrarium.interpreter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.debian.archive.ArchiveSnapshot;
import dev.terrarium.debian.archive.Closure;
import dev.terrarium.debian.archive.DebianArchive;
import dev.terrarium.debian.archive.Exclusions;
import dev.terrarium.debian.archive.Policy;
import dev.terrarium.debian.archive.Root;
import dev.terrarium.debian.archive.Selected;
import dev.terrarium.debian.base.BasePackages;
import dev.terrarium.debian.base.BaseTrees;
import dev.terrarium.debian.base.DebInstall;
import dev.terrarium.debian.base.InstalledDeb;
import dev.terrarium.debian.deb.DebPackage;
import dev.terrarium.debian.source.DebianSources;
import dev.terrarium.elf.Machine;
import dev.terrarium.http.Http;
import dev.terrarium.http.JavaHttp;
import dev.terrarium.io.Environment;
import dev.terrarium.io.Progress;
import dev.terrarium.io.Scope;
import dev.terrarium.oci.Platform;
import dev.terrarium.python.interpreter.Interpreter;
import dev.terrarium.python.interpreter.Layout;
import dev.terrarium.python.interpreter.VirtualEnvironment;
import dev.terrarium.store.Store;
import dev.terrarium.tree.Contents;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole systems out of the packages of the configured Debian source, entered with {@code chroot} as the service's user. */
@Tag("e2e")
class RealDebianTest {
    private static final String QUESTIONS = """
            import ctypes, dbm.ndbm, grp, importlib.util, lzma, pwd, readline, socket, sqlite3, ssl, sys, sysconfig, time
            import bz2, curses, hashlib, locale, uuid, zlib, zoneinfo
            assert ssl.create_default_context().get_ca_certs(), "no certificate authority"
            assert pwd.getpwuid(10001).pw_dir == "/home/app" and grp.getgrgid(10001).gr_name == "app"
            assert pwd.getpwuid(65534).pw_name == "nobody"
            assert socket.getservbyname("https") == 443
            assert locale.setlocale(locale.LC_ALL, "") == "C.UTF-8" and time.tzname == ("UTC", "UTC")
            assert zoneinfo.ZoneInfo("Europe/Berlin")
            assert sys.prefix == "/opt/app/venv"
            assert not [path for path in sys.path if path.startswith("/usr") or "dist-packages" in path], sys.path
            try:
                import intruder
                raise SystemExit("packages of the distribution can be imported")
            except ImportError:
                pass
            print(sys.version.split()[0], sys.implementation.cache_tag,
                  int.from_bytes(importlib.util.MAGIC_NUMBER[:2], "little"), sysconfig.get_config_var("EXT_SUFFIX"))
            """;

    @TempDir
    Path directory;

    private Store store;
    private Contents contents;
    private Http http;
    private DebianSources sources;

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"trixie, 3.13", "bookworm, 3.11"})
    void aSystemOfThatSuiteRunsItsPython(String suite, String minor) throws Exception {
        Path root = Files.createDirectory(directory.resolve("root"));
        var layout = new Layout("app", minor);

        Interpreter interpreter = assemble(suite, layout, root);

        Files.createDirectories(root.resolve("usr/lib/python3/dist-packages"));
        Files.writeString(root.resolve("usr/lib/python3/dist-packages/intruder.py"), "");
        assertThat(run(
                        "chroot",
                        "--userspec=10001:10001",
                        root.toString(),
                        "/opt/app/venv/bin/python",
                        "-B",
                        "-c",
                        QUESTIONS))
                .containsExactly(interpreter.fullVersion() + " " + interpreter.cacheTag() + " " + interpreter.magic()
                        + " " + interpreter.extensionSuffix());
        run("ldconfig", "-X", "-r", root.toString(), "-C", "/theirs");
        assertThat(cache(root.resolve("etc/ld.so.cache")))
                .isEqualTo(cache(root.resolve("theirs")))
                .hasSizeGreaterThan(30);
    }

    @BeforeEach
    void aStoreAndASource() throws IOException {
        Files.setAttribute(directory, "unix:mode", 0755);
        store = Store.at(directory.resolve("store"));
        contents = new Contents(store);
        var environment = new Environment(System.getenv(), directory, directory, Path.of("/"), InstantSource.system());
        http = JavaHttp.of(environment, Progress.SILENT, new Random(43));
        sources = DebianSources.of(DebianSources.Explicit.NOTHING, environment);
        if (!System.getProperty("user.name").equals("root") || !Files.isExecutable(Path.of("/usr/sbin/chroot"))) {
            Assumptions.abort("oracle missing: chroot as root");
        }
        if (sources.archive().isEmpty()) {
            Assumptions.abort("no Debian source is configured on this host");
        }
    }

    private Interpreter assemble(String suite, Layout layout, Path root) throws Exception {
        var provider = new DebianInterpreter(store);
        List<String> pythons = provider.packages(layout.minorVersion());
        var base = new ArrayList<InstalledDeb>();
        var further = new ArrayList<InstalledDeb>();
        var parts = new ArrayList<InterpreterProvider.Part>();
        String version = "";
        for (Selected one : packages(suite, pythons)) {
            DebPackage deb = DebPackage.open(store, one.digest(), one.name());
            if (pythons.contains(one.name())) {
                parts.add(new InterpreterProvider.Part(one.name(), deb.control(), deb.data()));
                version = one.version();
                continue;
            }
            Tree tree = DebInstall.install(one.name(), deb.control(), deb.data(), contents);
            (one.askedBy().contains("os") ? base : further).add(new InstalledDeb(one.name(), one.digest(), tree));
            write(tree, root);
        }
        var trees = new BaseTrees(store, Machine.of("amd64"));
        write(trees.base(base), root);
        write(trees.further(base, further), root);
        write(provider.layOut(layout, parts), root);
        write(VirtualEnvironment.tree(layout), root);
        return provider.describe("debian", version, Platform.AMD64);
    }

    private List<Selected> packages(String suite, List<String> pythons) throws InterruptedException {
        var archive = new DebianArchive(http, store, InstantSource.system(), Progress.SILENT);
        ArchiveSnapshot snapshot = archive.open(sources, suite, Platform.AMD64, Policy.STRICT.allowingExpired());
        List<Root> roots = Stream.concat(
                        BasePackages.BASE.stream().map(name -> Root.of("os", name)),
                        pythons.stream().map(name -> Root.of("python", name)))
                .toList();
        List<Selected> selected = Closure.of(snapshot, roots, Exclusions.DEBIAN);
        try (var scope = new Scope(8)) {
            selected.forEach(one -> scope.fork(() -> fetch(one)));
            scope.join();
        }
        return selected;
    }

    private boolean fetch(Selected one) throws IOException {
        URI uri = sources.candidates(one.suite(), one.filename()).getFirst();
        try (var writer = store.write()) {
            assertThat(http.download(uri, Map.of(), writer, Progress.Step.SILENT))
                    .isTrue();
            assertThat(writer.commit()).isEqualTo(one.digest());
        }
        return true;
    }

    private void write(Tree tree, Path root) throws IOException {
        for (Map.Entry<TreePath, Entry> each : tree.entries().entrySet()) {
            Path path = root.resolve(each.getKey().text());
            Files.createDirectories(path.getParent());
            switch (each.getValue()) {
                case Entry.Directory(int mode) -> {
                    Files.createDirectories(path);
                    Files.setAttribute(path, "unix:mode", mode);
                }
                case Entry.Link(String target) -> Files.createSymbolicLink(path, Path.of(target));
                case Entry.File(var content, int mode) -> {
                    try (InputStream in = contents.open(content)) {
                        Files.copy(in, path, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                    }
                    Files.setAttribute(path, "unix:mode", mode);
                }
            }
        }
    }

    private static List<String> cache(Path file) throws Exception {
        return run("ldconfig", "-p", "-C", file.toString()).stream()
                .filter(line -> line.startsWith("\t"))
                .toList();
    }

    private static List<String> run(String... command) throws Exception {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(Map.of("LANG", "C.UTF-8", "PATH", "/usr/sbin:/usr/bin:/sbin:/bin"));
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        return text.lines().toList();
    }
}
