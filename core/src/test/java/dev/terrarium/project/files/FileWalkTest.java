package dev.terrarium.project.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.terrarium.error.UserError;
import dev.terrarium.io.Progress;
import dev.terrarium.project.configuration.Configuration.Selection;
import dev.terrarium.store.Store;
import dev.terrarium.tree.Content;
import dev.terrarium.tree.Contents;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWalkTest {
    @TempDir
    Path directory;

    private Path root;
    private Store store;
    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void prepare() throws IOException {
        root = Files.createDirectory(directory.resolve("project"));
        store = Store.at(directory.resolve("store"));
        file("app.py", "print()\n");
    }

    @Test
    void whatIsIgnoredOrBelongsToToolsStaysOut() throws IOException {
        file(".gitignore", "*.log\n/data/\n!keep.log\n");
        file("a.log", "");
        file("keep.log", "");
        file("data/x.csv", "");
        file("sub/.gitignore", "secret\n");
        file("sub/secret", "");
        file("sub/page.html", "");
        file(".git/config", "");
        file("envs/any-name/pyvenv.cfg", "");
        file("envs/any-name/lib/x.py", "");
        file("sub/__pycache__/x.pyc", "");
        file("node_modules/left/index.js", "");
        file(".env", "A=b");
        file(".env.local", "A=b");
        file("Dockerfile", "");
        file("terrarium.toml", "");
        file("terrarium.lock", "");
        file("services/other/terrarium.lock", "");
        file(".terrarium.lock.4711", "half of a lock that was written when somebody died");
        file(".terrarium-4711-123/0", "half of an archive");
        file("image/oci-layout", "{}");
        file("image/index.json", "{}");
        file("image/blobs/x", "{}");

        assertThat(read().facts().keySet())
                .extracting(Object::toString)
                .containsExactly("app.py", "keep.log", "sub/page.html");
    }

    @Test
    void includeBringsIgnoredFilesBackAndExcludeTakesOthersOut() throws IOException {
        file(".gitignore", "dist/\n*.map\n");
        file("dist/app.js", "");
        file("dist/app.map", "");
        file("dist/.env", "A=b");
        file("other/dist/x.js", "");
        file("notes/a.ipynb", "");

        var files = read(new Selection(
                List.of(),
                List.of(),
                List.of("/dist/"),
                List.of("*.ipynb", "*.map"),
                List.of(),
                new TreeMap<>(),
                List.of()));

        assertThat(files.facts().keySet()).extracting(Object::toString).containsExactly("app.py", "dist/app.js");
    }

    @Test
    void includeMayNameOneFileDeepInAnIgnoredDirectory() throws IOException {
        file(".gitignore", "build/\n");
        file("build/web/manifest.json", "");
        file("build/tmp/x.o", "");

        var files = read(new Selection(
                List.of(),
                List.of(),
                List.of("/build/web/manifest.json"),
                List.of(),
                List.of(),
                new TreeMap<>(),
                List.of()));

        assertThat(files.facts().keySet())
                .extracting(Object::toString)
                .containsExactly("app.py", "build/web/manifest.json");
    }

    @Test
    void theRulesOfTheRepositoryAboveHold() throws IOException {
        Files.createDirectory(directory.resolve(".git"));
        Files.writeString(directory.resolve(".gitignore"), "/project/generated/\n*.tmp\n");
        file("generated/x.py", "");
        file("x.tmp", "");

        assertThat(read().facts().keySet()).extracting(Object::toString).containsExactly("app.py");
    }

    @Test
    void outputsOfTheBuildAreNotItsInputs() throws IOException {
        file("out/file", "");

        var files = FileWalk.read(root, nothing(), List.of(root.resolve("out")), store, Progress.SILENT);

        assertThat(files.facts().keySet()).extracting(Object::toString).containsExactly("app.py");
    }

    @Test
    void modesAreTwoAndContentIsTheSameWhereverItIsKept() throws IOException {
        file("run.sh", "#!/bin/sh\n");
        Files.setPosixFilePermissions(root.resolve("run.sh"), PosixFilePermissions.fromString("rwx--x---"));
        Files.setPosixFilePermissions(root.resolve("app.py"), PosixFilePermissions.fromString("rw-rw-rwx"));
        file("large.bin", "x".repeat(100_000));

        ProjectFiles files = read();

        assertThat(files.tree().at("run.sh"))
                .hasValueSatisfying(
                        entry -> assertThat(((Entry.File) entry).mode()).isEqualTo(0755));
        assertThat(files.tree().at("app.py"))
                .hasValueSatisfying(
                        entry -> assertThat(((Entry.File) entry).mode()).isEqualTo(0644));
        var large = (Entry.File) files.tree().at("large.bin").orElseThrow();
        assertThat(large.content()).isInstanceOf(Content.Stored.class);
        assertThat(new Contents(store).read(large.content())).hasSize(100_000);
        assertThat(files.facts().get(TreePath.of("app.py")))
                .extracting(ProjectFiles.Facts::blob)
                .isEqualTo("aec92917403fe09d962fb43a3bcef0ae21f4c217");
    }

    @Test
    void theDigestFollowsPathsModesAndBytesAndNothingElse() throws IOException {
        var before = read().digest();
        Files.setLastModifiedTime(root.resolve("app.py"), java.nio.file.attribute.FileTime.fromMillis(0));
        assertThat(read().digest()).isEqualTo(before);

        file("app.py", "print(1)\n");
        assertThat(read().digest()).isNotEqualTo(before);
    }

    @Test
    void aLinkInsideStaysALink() throws IOException {
        Files.createSymbolicLink(root.resolve("link.py"), Path.of("app.py"));

        assertThat(read().tree().at("link.py")).contains(new Entry.Link("app.py"));
    }

    @Test
    void everythingThatCannotGoInIsToldAtOnce() throws Exception {
        Files.createSymbolicLink(root.resolve("absolute"), Path.of("/etc/passwd"));
        Files.createSymbolicLink(root.resolve("outside"), Path.of("../store"));
        Files.createSymbolicLink(root.resolve("sideways"), Path.of("sub/../../x"));
        file("two\nlines.py", "");
        boolean fifo = new ProcessBuilder("mkfifo", root.resolve("pipe").toString())
                        .start()
                        .waitFor()
                == 0;

        var error = catchThrowableOfType(UserError.class, this::read);

        var messages = new ArrayList<>(List.of(
                "`absolute` is a link to `/etc/passwd`, outside the project",
                "`outside` is a link to `../store`, outside the project",
                "`sideways` is a link to `sub/../../x`, outside the project",
                "`two?lines.py` has a name with control characters or of another encoding than UTF-8"));
        if (fifo) {
            messages.add(2, "`pipe` is neither a file, a directory nor a link");
        }
        assertThat(error.problems()).extracting(problem -> problem.message()).containsExactlyElementsOf(messages);
    }

    @Test
    void anImageArchiveIsKnownByItsContent() throws Exception {
        file("layout/oci-layout", "{}");
        file("layout/index.json", "{}");
        file("plain/a.txt", "x");
        tar("saved.bin", "layout", "oci-layout", "index.json");
        tar("data.tar", "plain", "a.txt");

        assertThat(read().facts().keySet())
                .extracting(Object::toString)
                .containsExactly("app.py", "data.tar", "plain/a.txt");
    }

    @Test
    void aPrivateKeyOfTestsIsLeftOutWhateverItsName() throws IOException {
        file("tests/server.txt", "-----BEGIN RSA " + "PRIVATE KEY-----\nMII\n");
        file("tests/test_keys.py", "KEY = '-----BEGIN RSA " + "PRIVATE KEY-----'\n");

        assertThat(read().facts().keySet())
                .extracting(Object::toString)
                .containsExactly("app.py", "tests/test_keys.py");
        assertThat(told).containsExactly("left out, a private key: tests/server.txt");
    }

    @Test
    void anIgnoredFolderOfBuiltAssetsIsWorthAWarning() throws IOException {
        file(".gitignore", "dist/\nbuild/\n");
        file("web/dist/index.html", "");
        file("build/lib/x.py", "");

        read();

        assertThat(told)
                .containsExactly(
                        "`web/dist` is ignored by git and stays out, but looks like built assets; to take it in, write "
                                + "`include = [\"/web/dist/\"]`");
    }

    private void tar(String name, String from, String... members) throws Exception {
        var command = new ArrayList<>(List.of(
                "tar",
                "-C",
                root.resolve(from).toString(),
                "-cf",
                root.resolve(name).toString()));
        command.addAll(List.of(members));
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    }

    private ProjectFiles read() {
        return read(nothing());
    }

    private ProjectFiles read(Selection selection) {
        return FileWalk.read(root, selection, List.of(), store, new Progress() {
            @Override
            public Step begin(String phase, String what) {
                return Step.SILENT;
            }

            @Override
            public void note(String line) {
                told.add(line);
            }

            @Override
            public void warn(String line) {
                told.add(line);
            }
        });
    }

    private static Selection nothing() {
        return new Selection(List.of(), List.of(), List.of(), List.of(), List.of(), new TreeMap<>(), List.of());
    }

    private void file(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
