package dev.terrarium.cli.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.cli.Ran;
import dev.terrarium.testkit.PackageIndexServer;
import dev.terrarium.testkit.PackageIndexServer.Options;
import dev.terrarium.testkit.Reply;
import dev.terrarium.testkit.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs every hostile or odd input through the whole program and holds what a person is told against {@code outcomes.txt}, word for word.
 *
 * <p>One world for all, with a fresh project for each: what one input leaves behind must not matter to the next. A new outcome is written by
 * {@code -Dupdate.golden=true}, and read by whoever commits it.
 */
class HostileInputsTest {
    private static final Path OUTCOMES = Path.of("src/test/resources/dev/terrarium/cli/hostile/outcomes.txt");
    private static final AtomicReference<Optional<HostileIndexes.Page>> PAGE = new AtomicReference<>(Optional.empty());
    private static final Map<String, String> SEEN = new TreeMap<>();

    private static Map<String, String> expected = Map.of();
    private static World world;

    @TempDir
    private static Path directory;

    @BeforeAll
    static void aWorldForAll() throws IOException {
        expected = read();
        world = World.start(
                directory,
                PackageIndexServer.start(Options.JSON.withScript(
                        (request, index) -> PAGE.get().flatMap(page -> answer(request.path(), page)))));
    }

    @AfterAll
    static void writeWhatIsNew() throws IOException {
        removeProject();
        world.close();
        if (Boolean.getBoolean("update.golden")) {
            var text = new StringBuilder();
            SEEN.forEach((title, outcome) ->
                    text.append("# ").append(title).append('\n').append(outcome).append('\n'));
            Files.createDirectories(golden().getParent());
            Files.writeString(golden(), text.toString());
        }
    }

    static Stream<Hostile> inputs() {
        return Stream.of(HostileProjects.cases(), HostileConfigurations.cases(), HostileLocks.cases())
                .flatMap(cases -> cases);
    }

    static Stream<Hostile> wheels() {
        return HostileWheels.cases();
    }

    static Stream<HostileIndexes.Page> pages() {
        return HostileIndexes.pages();
    }

    @ParameterizedTest
    @MethodSource
    void inputs(Hostile one) throws IOException {
        freshProject();
        one.input().make(world);
        isAsExpected(one.title(), "plan", "--files");
    }

    @ParameterizedTest
    @MethodSource
    void wheels(Hostile one) throws IOException {
        freshProject();
        one.input().make(world);
        isAsExpected(one.title(), "build");
    }

    @ParameterizedTest
    @MethodSource
    void pages(HostileIndexes.Page page) throws IOException {
        freshProject();
        world.forget().write("requirements.txt", "six==1.0 --hash=sha256:" + "0".repeat(64) + "\n");
        PAGE.set(Optional.of(page));
        try {
            isAsExpected(page.title(), "build");
        } finally {
            PAGE.set(Optional.empty());
        }
    }

    @Test
    void whatMayNotBeReadIsTold() throws IOException {
        freshProject();
        Path file = world.project().resolve("closed.py");
        Files.writeString(file, "");
        Files.setPosixFilePermissions(file, Set.of());
        if (Files.isReadable(file)) {
            Assumptions.abort("oracle missing: a user who may not read everything");
        }
        assertThat(Ran.in(world, "plan").problems())
                .containsExactly(
                        "error: `closed.py` cannot be read", "hint: make it readable, or write it into `exclude`");
    }

    /** Both may happen: that the change is seen, and that the file is taken as it was or will be. */
    @Test
    void aFileThatChangesWhileItIsReadIsTakenWholeOrNotAtAll() throws Exception {
        freshProject();
        Path file = world.project().resolve("log.bin");
        Files.write(file, new byte[1 << 20]);
        var goOn = new AtomicReference<>(true);
        Thread writer = Thread.startVirtualThread(() -> {
            for (byte b = 0; goOn.get(); b++) {
                try {
                    Files.write(file, new byte[] {b}, StandardOpenOption.APPEND);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
        Ran ran = Ran.in(world, "plan");
        goOn.set(false);
        writer.join();
        assertThat(ran.exit().number()).isIn(0, 4);
        if (ran.exit().number() == 4) {
            assertThat(ran.err()).contains("`log.bin` was changed while it was read");
        }
    }

    @Test
    void everyTableIsAsLongAsItSays() {
        assertThat(HostileProjects.cases().count()).isEqualTo(80);
        assertThat(HostileConfigurations.cases().count()).isEqualTo(55);
        assertThat(HostileLocks.cases().count()).isEqualTo(57);
        assertThat(HostileWheels.cases().count()).isEqualTo(38);
        assertThat(HostileIndexes.pages().count()).isEqualTo(29);
        List<String> titles = Stream.concat(
                        Stream.concat(inputs(), wheels()).map(Hostile::title), pages().map(HostileIndexes.Page::title))
                .toList();
        assertThat(titles).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(150);
        assertThat(expected.keySet()).containsExactlyInAnyOrderElementsOf(titles);
    }

    private static void isAsExpected(String title, String... line) {
        Ran ran = Ran.in(world, line);
        String outcome = outcome(ran);
        SEEN.put(title, outcome);
        assertThat(ran.exit().number()).as(ran.err()).isNotEqualTo(70);
        assertThat(ran.out() + ran.err()).doesNotContain("hunter2", "Zk8vQ2mX7pLr");
        if (!Boolean.getBoolean("update.golden")) {
            assertThat(outcome).isEqualTo(expected.get(title));
        }
    }

    /** The exit code, then what was told and what would go in, without what differs from run to run. */
    private static String outcome(Ran ran) {
        var lines = new ArrayList<String>();
        lines.add("exit " + ran.exit().number());
        ran.err()
                .lines()
                .filter(line -> line.matches("(error: |hint: |warning: |  --> ).*")
                        || line.contains("listed only")
                        || line.contains("left out, "))
                .forEach(lines::add);
        ran.out()
                .lines()
                .filter(line -> line.startsWith("file  "))
                .filter(line -> !line.contains("debian.asc"))
                .forEach(lines::add);
        int more = lines.size() - 30;
        String text = String.join("\n", lines.subList(0, Math.min(30, lines.size())))
                + (more > 0 ? "\nand " + more + " lines more" : "") + "\n";
        return text.replace(directory.toString(), "WORLD")
                .replaceAll("127\\.0\\.0\\.1:[0-9]+", "loopback")
                .replaceAll("(.{300}).+", "$1…");
    }

    private static Optional<Reply> answer(String path, HostileIndexes.Page page) {
        if (path.equals("/evil")) {
            return Optional.of(Reply.text("evil"));
        }
        if (!path.equals("/simple/six/")) {
            return Optional.empty();
        }
        return Optional.of(
                page.type().equals("LOCATION")
                        ? Reply.status(page.status()).with("Location", page.body())
                        : page.status() == 200
                                ? Reply.of(page.body().getBytes(UTF_8)).with("Content-Type", page.type())
                                : Reply.status(page.status()));
    }

    private static void freshProject() throws IOException {
        String key = Files.exists(world.project().resolve("debian.asc")) ? world.read("debian.asc") : KEY.get();
        KEY.set(key);
        removeProject();
        world.write("debian.asc", key).configure("").application();
    }

    private static final AtomicReference<String> KEY = new AtomicReference<>("");

    /** By a shell: names that are no UTF-8 cannot be spelled here. */
    private static void removeProject() {
        try {
            Process shell = new ProcessBuilder(
                            "rm",
                            "-rf",
                            "--",
                            world.project().toString(),
                            world.project().resolveSibling("beside").toString())
                    .start();
            shell.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path golden() {
        return Files.isDirectory(Path.of("cli/src")) ? Path.of("cli").resolve(OUTCOMES) : OUTCOMES;
    }

    private static Map<String, String> read() throws IOException {
        var outcomes = new TreeMap<String, String>();
        if (Files.exists(golden())) {
            for (String part : Files.readString(golden()).split("(?m)^# ")) {
                int end = part.indexOf('\n');
                if (end > 0) {
                    outcomes.put(part.substring(0, end), part.substring(end + 1).replaceFirst("\n\n$", "\n"));
                }
            }
        }
        return outcomes;
    }
}
