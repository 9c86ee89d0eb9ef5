package dev.terrarium.cli.digest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.cli.Checkout;
import dev.terrarium.lock.Locks;
import dev.terrarium.oci.Digest;
import dev.terrarium.oci.Layer;
import dev.terrarium.oci.record.Segment;
import dev.terrarium.testkit.LiveIndex;
import dev.terrarium.testkit.engine.DockerDaemon;
import dev.terrarium.testkit.engine.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples as images of real packages: one digest under every circumstance that takes a process of its own, segments that
 * stay, and a record that can be made again from the image alone.
 *
 * <p>One empty store is filled once; what is built under other circumstances is either made anew from its artifacts, all differences
 * at once, or taken from it, one difference at a time. Differences within one process are tried alone in {@link OneDigestTest}.
 */
@Tag("e2e")
@LiveIndex
class RealImagesTest {
    private static final String NOBODY = "65534:65534";

    @TempDir
    private static Path directory;

    private static Program program;
    private static Path store;

    @BeforeAll
    static void prepare() throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        store = directory.resolve("store");
        Path home = Files.createDirectory(directory.resolve("home"));
        program = Program.in(directory.resolve("program"))
                .store(store)
                .with("HOME", home.toString())
                .with("SOURCE_DATE_EPOCH", "");
    }

    @Test
    void theSameImageUnderEveryCircumstance() throws Exception {
        theSameImage("flask-app");
    }

    @Test
    @Tag("campaign")
    void theSameImageOfLargeCompiledPackagesUnderEveryCircumstance() throws Exception {
        theSameImage("fastapi-service");
    }

    private void theSameImage(String example) throws Exception {
        Path first = project(example, "first", false);
        Built expected = build(program, first);
        var made = new LinkedHashMap<String, String>();

        circumstances().forEach((name, how) -> {
            try {
                made.put(
                        name,
                        build(how, withLock(first, project(example, name, false)))
                                .manifest());
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(name, e);
            }
        });
        made.put("everything at once, made anew", atOnce(first, example).manifest());

        assertThat(made)
                .allSatisfy((name, manifest) -> assertThat(manifest).as(name).isEqualTo(expected.manifest()));
    }

    private static Map<String, Program> circumstances() {
        var all = new LinkedHashMap<String, Program>();
        all.put("a full store", program);
        all.put("umask 077", program.after("sh", "-c", "umask 077; exec \"$@\"", "sh"));
        all.put("umask 000", program.after("sh", "-c", "umask 000; exec \"$@\"", "sh"));
        all.put("Turkish", program.option("-Duser.language=tr").option("-Duser.country=TR"));
        all.put("another zone", program.with("TZ", "Asia/Kathmandu"));
        all.put("one core", program.option("-XX:ActiveProcessorCount=1"));
        all.put("many cores", program.option("-XX:ActiveProcessorCount=16"));
        return all;
    }

    /** Another user, who has nothing but artifacts, in a directory of another name, with files made in another order. */
    private static Built atOnce(Path first, String example) throws IOException, InterruptedException {
        Path place = Files.createDirectories(directory.resolve("at once " + example));
        Path other = place.resolve("store");
        Program.run("cp", "-r", store.toString(), other.toString());
        Program.run(
                "rm",
                "-rf",
                other.resolve("ac").toString(),
                other.resolve("roots").toString());
        Path project = withLock(first, project(example, "at once", true));
        Program.run("find", project.toString(), "-exec", "touch", "-d", "2001-02-03", "{}", "+");
        Program.run("chmod", "-R", "go-rwx", project.toString(), place.toString());
        Program how = program.option("-Duser.language=ar")
                .option("-Duser.country=EG")
                .option("-Duser.extensions=nu-arab")
                .option("-XX:ActiveProcessorCount=1")
                .with("TZ", "America/St_Johns")
                .with("HOME", place.resolve("home").toString())
                .store(other)
                .after("sh", "-c", "umask 077; exec \"$@\"", "sh");
        if (new Tool("id").run("-u").strip().equals("0") && new Tool("setpriv").isPresent()) {
            Program.run("chown", "-R", NOBODY, project.resolve("..").normalize().toString(), place.toString());
            how = how.after("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
        }
        return build(how, project);
    }

    @Test
    void anotherPackageOfTheSystemLeavesEveryOtherLayer() throws Exception {
        Path project = project("flask-app", "packages", false);
        // without git facts, which are the project's: what is not committed makes it dirty
        Program.run("rm", "-rf", project.resolve(".git").toString());
        Built before = build(program, project);
        Files.writeString(project.resolve("terrarium.toml"), "packages = [\"mailcap\"]\n");

        Built after = build(program, project);

        for (Segment.Name name : List.of(Segment.Name.CPYTHON, Segment.Name.DEPENDENCIES, Segment.Name.PROJECT)) {
            assertThat(after.layers(name)).as(name.toString()).isEqualTo(before.layers(name));
        }
        assertThat(after.layers(Segment.Name.OS))
                .isNotEqualTo(before.layers(Segment.Name.OS))
                .startsWith(before.layers(Segment.Name.OS).getFirst());
    }

    @Test
    void theRecordCanBeMadeAgainFromTheImageAlone() throws Exception {
        Path project = project("flask-app", "record", false);
        Built built = build(program, project);

        requireRecord(built, project);
        assertThat(built.image().manifest().value().annotations()).containsAllEntriesOf(ofRecord(built.labels()));
    }

    @Test
    void theRecordSurvivesDockerLoadAndSave() throws Exception {
        DockerDaemon.obstacle().ifPresent(Assumptions::abort);
        Path project = project("flask-app", "docker", false);
        Built built = build(program, project);
        Path archive = directory.resolve("docker.tar");
        program.run(project, "copy", "oci:" + layout(project), "docker-archive:" + archive);
        try (var daemon = DockerDaemon.start()) {
            daemon.run("load", "--input", archive.toString());
            Path saved = directory.resolve("saved.tar");
            daemon.run(
                    "save",
                    "--output",
                    saved.toString(),
                    daemon.run("images", "--quiet").strip());

            Built back = Built.named("docker-archive:" + saved, Map.of(), directory.resolve("saved"));

            requireRecord(back, project);
            assertThat(ofRecord(back.labels())).isEqualTo(ofRecord(built.labels()));
            assertThat(back.image().config().digest())
                    .isEqualTo(built.image().config().digest());
        }
    }

    /** All that the labels say and that an image, or the files that it was made from, can say again. */
    private static void requireRecord(Built built, Path project) throws IOException {
        var said = built.imageRecord();
        assertThat(built.image().config().value().diffIds())
                .isEqualTo(built.image().layers().stream().map(Layer::diffId).toList());
        assertThat(said.lock()).isEqualTo(Locks.read(project).orElseThrow().digest());
        assertThat(said.lock()).isEqualTo(digest(project.resolve("terrarium.lock")));
        assertThat(said.projectLock()).hasValue(digest(project.resolve("requirements.txt")));
        assertThat(said.source()).isEqualTo(InstalledSource.digest(built.image()));
        assertThat(said.segments()).extracting(Segment::name).containsExactly(Segment.Name.values());
    }

    private static Map<String, String> ofRecord(Map<String, String> labels) {
        var all = new java.util.TreeMap<>(labels);
        all.keySet().removeIf(name -> !name.startsWith("dev.terrarium."));
        return all;
    }

    private static Digest digest(Path file) throws IOException {
        return Digest.ofBytes(Files.readAllBytes(file));
    }

    /** Builds into a layout beside the project. */
    private static Built build(Program how, Path project) throws IOException, InterruptedException {
        how.run(project, "build", "--output", "oci:" + layout(project));
        return Built.in(layout(project));
    }

    private static Path layout(Path project) {
        return project.resolveSibling("image");
    }

    /** A clone with the example's files, committed at a time that is always the same. */
    private static Path project(String example, String name, boolean reversed)
            throws IOException, InterruptedException {
        Path original = Checkout.root().resolve("examples").resolve(example);
        Path project = directory.resolve(example).resolve(name).resolve(reversed ? "an other name" : "project");
        var files = new ArrayList<Path>();
        try (var walk = Files.walk(original)) {
            walk.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("__pycache__") && !file.endsWith("terrarium.lock"))
                    .forEach(files::add);
        }
        files.sort(reversed ? Comparator.reverseOrder() : Comparator.naturalOrder());
        for (Path file : files) {
            Path to = project.resolve(original.relativize(file).toString());
            Files.createDirectories(to.getParent());
            Files.copy(file, to);
        }
        String commit = "cd \"$1\" && export GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_DATE=2026-01-02T03:04:05Z"
                + " GIT_COMMITTER_DATE=2026-01-02T03:04:05Z && git init -q && git add -A"
                + " && git -c user.name=N -c user.email=n@shop.example commit -q -m one";
        Program.run("sh", "-c", commit, "sh", project.toString());
        return project;
    }

    private static Path withLock(Path from, Path to) throws IOException {
        Files.copy(from.resolve("terrarium.lock"), to.resolve("terrarium.lock"));
        return to;
    }
}
