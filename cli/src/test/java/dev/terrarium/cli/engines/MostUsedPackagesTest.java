package dev.terrarium.cli.engines;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.terrarium.oci.Digest;
import dev.terrarium.store.Store;
import dev.terrarium.testkit.LiveIndex;
import dev.terrarium.testkit.engine.Tool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The hundred packages that are used most, in one image: installed as pip installs them, and every module can be imported.
 *
 * <p>pip is one of them. It runs in the unpacked image, under the image's interpreter, on the store's files and nothing else; what it
 * makes different is listed with its cause, and a cause that no longer holds is an error too.
 */
@LiveIndex
@Tag("campaign")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MostUsedPackagesTest {
    private static final Pattern PIN = Pattern.compile("(?m)^([^=#\\s]+)==(\\S+) --hash=sha256:([0-9a-f]{64})$");
    private static final String VENV = "/opt/app/venv";

    private final Installed terrarium = Installed.somewhere().asMyself();
    private final Path root = terrarium.work().resolve("bundle/rootfs");

    @BeforeAll
    void build() throws IOException {
        assumeTrue(new Tool("umoci").isPresent(), "oracle missing: umoci");
        assumeTrue(new Tool("id").run("-u").strip().equals("0"), "oracle missing: only root may change its root");
        Path project = Files.createDirectory(terrarium.work().resolve("project"));
        terrarium.write(project.resolve("requirements.txt"), resource("most-used.txt"));
        terrarium.write(project.resolve("main.py"), "if __name__ == '__main__':\n    print('hello')\n");
        Ended ended = terrarium.run("build", "project", "--output", "oci:out", "--tag", "most:1");
        assertThat(ended.exit()).as(ended.err()).isZero();
        new Tool("umoci")
                .run(
                        "unpack",
                        "--image",
                        terrarium.work().resolve("out") + ":most:1",
                        terrarium.work().resolve("bundle").toString());
        Files.writeString(root.resolve("compare.py"), resource("compare.py"));
        Files.writeString(root.resolve("imports.py"), resource("imports.py"));
    }

    @AfterAll
    void end() {
        terrarium.close();
    }

    @Test
    void areAHundredAndWhatTheyNeed() throws IOException {
        String[] parts = resource("most-used.txt").split("# What these need besides.\n");
        assertThat(PIN.matcher(parts[0]).results()).hasSize(100);
    }

    @Test
    void areInstalledAsPipInstallsThem() throws IOException {
        var line = new ArrayList<>(List.of(
                "-m",
                "pip",
                "install",
                "--quiet",
                "--ignore-installed",
                "--no-index",
                "--no-deps",
                "--no-compile",
                "--no-cache-dir",
                "--prefix",
                "/theirs"));
        Path wheels = Files.createDirectory(root.resolve("wheels"));
        for (MatchResult pin : PIN.matcher(resource("most-used.txt")).results().toList()) {
            String name = pin.group(1).replace('-', '_') + "-" + pin.group(2) + "-py3-none-any.whl";
            Path stored = Store.at(terrarium.store()).pathOf(new Digest(pin.group(3)));
            Files.copy(stored, wheels.resolve(name));
            line.add("/wheels/" + name);
        }
        python(line.toArray(String[]::new));
        var found = new TreeSet<>(python("/compare.py", VENV, "/theirs").lines().toList());
        var excused = new TreeMap<String, String>();
        resource("most-used-exceptions.tsv")
                .lines()
                .filter(text -> !text.startsWith("#"))
                .map(text -> text.split("\t"))
                .forEach(fields -> excused.put(fields[1] + "\t" + fields[2], fields[3]));
        assertThat(excused.values()).allMatch(cause -> !cause.isBlank());
        assertThat(found).isEqualTo(new TreeSet<>(excused.keySet()));
    }

    @Test
    void canAllBeImported() {
        assertThat(python("/imports.py")).matches("[1-9][0-9]+ modules\n");
    }

    private String python(String... line) {
        var words = new ArrayList<>(List.of(
                "-i",
                "PATH=" + VENV + "/bin",
                "HOME=/tmp",
                "PYTHONDONTWRITEBYTECODE=1",
                "/usr/sbin/chroot",
                root.toString(),
                VENV + "/bin/python"));
        words.addAll(List.of(line));
        return new Tool("env").run(words.toArray(String[]::new));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = MostUsedPackagesTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
        }
    }
}
