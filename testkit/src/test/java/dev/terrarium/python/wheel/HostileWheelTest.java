package dev.terrarium.python.wheel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrarium.error.Problem;
import dev.terrarium.error.TrustError;
import dev.terrarium.python.Malformed;
import dev.terrarium.python.WheelFilename;
import dev.terrarium.python.interpreter.Layout;
import dev.terrarium.store.Store;
import dev.terrarium.testkit.WheelRecipe;
import dev.terrarium.testkit.ZipFileWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Wheels that lie, each with the words in which it is refused; the zip format's own lies are told in {@code archive.zip}. */
class HostileWheelTest {
    private static final WheelRecipe GOOD = WheelRecipe.of("greeting", "1.0").withScript("greet", "greeting:main");
    private static final String REFUSED = "the wheel `greeting-1.0-py3-none-any.whl` is refused: ";
    private static final String INFO = "greeting-1.0.dist-info/";
    private static final String DATA = "greeting-1.0.data/";

    @TempDir
    static Path directory;

    static Stream<Arguments> liars() {
        return Stream.of(
                liar("no metadata directory", raw("x.py", ""), "it has no .dist-info directory"),
                liar("empty", new ZipFileWriter().finish(), "it has no .dist-info directory"),
                liar(
                        "two metadata directories",
                        with("other-2.0.dist-info/METADATA", ""),
                        "it has more than one .dist-info directory: `greeting-1.0.dist-info`, `other-2.0.dist-info`"),
                liar(
                        "a directory of another name",
                        WheelRecipe.of("meeting", "1.0").bytes(),
                        "its directory `meeting-1.0.dist-info` is for `meeting 1.0`, the file name for `greeting 1.0`"),
                liar(
                        "a directory of another version",
                        WheelRecipe.of("greeting", "1.1").bytes(),
                        "its directory `greeting-1.1.dist-info` is for `greeting 1.1`, the file name for `greeting 1.0`"),
                liar(
                        "metadata of another name",
                        with(INFO + "METADATA", "Metadata-Version: 2.1\nName: meeting\nVersion: 1.0\n"),
                        "its METADATA is for `meeting 1.0`, the file name for `greeting 1.0`"),
                liar(
                        "metadata of another version",
                        with(INFO + "METADATA", "Metadata-Version: 2.1\nName: greeting\nVersion: 9\n"),
                        "its METADATA is for `greeting 9`, the file name for `greeting 1.0`"),
                liar(
                        "metadata without a name",
                        with(INFO + "METADATA", "Metadata-Version: 2.1\n"),
                        "METADATA has no `Name`"),
                liar(
                        "metadata that is no text",
                        GOOD.withFile(INFO + "METADATA", new byte[] {(byte) 0xff, (byte) 0xfe}),
                        "`greeting-1.0.dist-info/METADATA` is not UTF-8"),
                liar(
                        "a future format",
                        with(INFO + "WHEEL", "Wheel-Version: 2.0\n"),
                        "its Wheel-Version is 2.0, 1.0 is known"),
                liar("no format", with(INFO + "WHEEL", "Generator: x\n"), "its WHEEL file has no `Wheel-Version`"),
                liar("no WHEEL", without("WHEEL"), "it has no WHEEL file"),
                liar("no METADATA", without("METADATA"), "it has no METADATA file"),
                liar("no RECORD", without("RECORD"), "it has no RECORD file"),
                liar(
                        "a file that RECORD does not list",
                        with(INFO + "RECORD", record(row -> row.startsWith("greeting/") ? "" : row)),
                        "RECORD does not list `greeting/__init__.py`"),
                liar(
                        "a file that is not there",
                        with(
                                INFO + "RECORD",
                                record(row -> row) + "greeting/gone.py,sha256=" + "A".repeat(43) + ",1\n"),
                        "RECORD lists `greeting/gone.py`, which is not in it"),
                liar(
                        "another hash",
                        with(
                                INFO + "RECORD",
                                record(row -> row.startsWith("greeting/")
                                        ? "greeting/__init__.py,sha256=" + "A".repeat(43) + ",20\n"
                                        : row)),
                        "RECORD has another hash for `greeting/__init__.py`"),
                liar(
                        "another size",
                        with(
                                INFO + "RECORD",
                                record(row -> row.startsWith("greeting/") ? row.replace(",20", ",21") : row)),
                        "RECORD has another size for `greeting/__init__.py`"),
                liar(
                        "no hash",
                        with(
                                INFO + "RECORD",
                                record(row -> row.startsWith("greeting/") ? "greeting/__init__.py,,\n" : row)),
                        "RECORD has no hash for `greeting/__init__.py`"),
                liar(
                        "a weak hash",
                        with(INFO + "RECORD", "greeting/__init__.py,md5=1B2M2Y8AsgTpgAmY7PhCfg,20\n"),
                        "line 1 of RECORD has no sha256: `md5=1B2M2Y8AsgTpgAmY7PhCfg`"),
                liar(
                        "a row too short",
                        with(INFO + "RECORD", "greeting/__init__.py\n"),
                        "line 1 of RECORD has 1 fields instead of 3"),
                liar(
                        "an open quote",
                        with(INFO + "RECORD", "\"greeting,,\n"),
                        "line 1 of RECORD has a quote that does not fit"),
                liar(
                        "no size",
                        with(INFO + "RECORD", "a,sha256=" + "A".repeat(43) + ",-1\n"),
                        "line 1 of RECORD has no size: `-1`"),
                liar(
                        "two rows for a file",
                        with(INFO + "RECORD", "a,sha256=" + "A".repeat(43) + ",1\na,sha256=" + "A".repeat(43) + ",2\n"),
                        "RECORD lists `a` twice"),
                liar(
                        "the interpreter",
                        with(DATA + "scripts/python3.13", ""),
                        "`greeting-1.0.data/scripts/python3.13` would replace a part of the environment"),
                liar(
                        "the interpreter as data",
                        with(DATA + "data/bin/python", ""),
                        "`greeting-1.0.data/data/bin/python` would replace a part of the environment"),
                liar(
                        "the environment's configuration",
                        with(DATA + "data/pyvenv.cfg", "home = /tmp"),
                        "`greeting-1.0.data/data/pyvenv.cfg` would replace a part of the environment"),
                liar(
                        "an unknown place",
                        with(DATA + "root/etc/passwd", ""),
                        "`greeting-1.0.data/root/etc/passwd` is for an unknown place, `root`"),
                liar(
                        "a file for no place",
                        with(DATA + "purelib", ""),
                        "`greeting-1.0.data/purelib` has an unsafe name"),
                liar(
                        "a script in a directory",
                        with(DATA + "scripts/deep/x", ""),
                        "the script `greeting-1.0.data/scripts/deep/x` stands in a directory"),
                liar(
                        "two files for one place",
                        with(DATA + "purelib/greeting/__init__.py", "other"),
                        "two of its files go to `opt/app/venv/lib/python3.13/site-packages/greeting/__init__.py`"),
                liar(
                        "a file where a directory is",
                        with(DATA + "purelib/greeting", "file"),
                        "`opt/app/venv/lib/python3.13/site-packages/greeting` is a file and a directory"),
                liar(
                        "a command that is the interpreter",
                        points("[console_scripts]\npython3 = a:b\n"),
                        "a command cannot be called `python3`"),
                liar(
                        "a command that leads out",
                        points("[console_scripts]\n../../x = a:b\n"),
                        "a command cannot be called `../../x`"),
                liar(
                        "a command that is a program",
                        points("[console_scripts]\nx = os:system('id');a\n"),
                        "a line of entry_points.txt that offers nothing: `x = os:system('id');a`"),
                liar(
                        "a command without a function",
                        points("[console_scripts]\nx = os\n"),
                        "the command `x` names no function"),
                liar(
                        "a command twice",
                        points("[console_scripts]\nx = a:b\nx = a:c\n"),
                        "entry_points.txt names `x` twice"),
                liar(
                        "an offer in no group",
                        points("x = a:b\n"),
                        "a line of entry_points.txt that offers nothing: `x = a:b`"),
                liar("a way out", raw("../x.py", ""), "the zip member `../x.py` has an unsafe name"),
                liar("an absolute name", raw("/etc/passwd", ""), "the zip member `/etc/passwd` has an unsafe name"),
                liar(
                        "a link",
                        new ZipFileWriter().add("a", new byte[1], 0120777).finish(),
                        "the zip member `a` is no file"),
                liar("no zip", "hello".getBytes(StandardCharsets.UTF_8), "not a zip: it has no end record"),
                liar(
                        "a zip with more behind it",
                        Arrays.copyOf(GOOD.bytes(), GOOD.bytes().length + 1),
                        "more follows after the zip's end"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("liars")
    void isRefused(String name, byte[] wheel, String words) {
        assertThatThrownBy(() -> install(wheel))
                .isInstanceOfSatisfying(
                        TrustError.class,
                        error -> assertThat(error.problems())
                                .extracting(Problem::message)
                                .containsExactly(REFUSED + words));
    }

    @Test
    void everythingThatRecordGetsWrongIsToldAtOnce() {
        byte[] wheel = with(INFO + "RECORD", "a,sha256=" + "A".repeat(43) + ",1\nb,,\n");
        assertThatThrownBy(() -> install(wheel))
                .isInstanceOfSatisfying(
                        TrustError.class, error -> assertThat(error.problems()).hasSize(6));
    }

    @Test
    @Timeout(120)
    void aDamagedWheelIsRefusedOrIsStillAWheel() throws Exception {
        byte[] good =
                GOOD.withFile("greeting/data.txt", "0123456789".repeat(50)).bytes();
        var random = new Random(42);
        int refused = 0;
        for (int i = 0; i < 300; i++) {
            byte[] wheel = good.clone();
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                wheel[random.nextInt(wheel.length)] ^= (byte) (1 << random.nextInt(8));
            }
            if (random.nextInt(8) == 0) {
                wheel = Arrays.copyOf(wheel, random.nextInt(wheel.length));
            }
            refused += isRefused(wheel) ? 1 : 0;
        }
        assertThat(refused).isGreaterThan(250);
    }

    @Test
    @Timeout(120)
    void damagedTextsAreRefusedOrAreStillMeaningful() throws Exception {
        List<String> files = List.of(INFO + "RECORD", INFO + "METADATA", INFO + "WHEEL", INFO + "entry_points.txt");
        String[] pieces = {
            "\"", ",", "\n", "=", ":", "[", "]", "..", "/", "\0", "é", "sha256=", "1.0", "python", ";", " "
        };
        var random = new Random(7);
        for (int i = 0; i < 200; i++) {
            String file = files.get(i % files.size());
            var text = new StringBuilder(i % 4 == 0 ? record(row -> row) : textOf(file));
            for (int changes = random.nextInt(5); changes >= 0; changes--) {
                int at = random.nextInt(text.length() + 1);
                text.replace(
                        at, Math.min(text.length(), at + random.nextInt(6)), pieces[random.nextInt(pieces.length)]);
            }
            isRefused(with(file, text.toString()));
        }
    }

    /** Anything but a {@code TrustError} fails the test. */
    private static boolean isRefused(byte[] wheel) throws IOException, Malformed {
        try {
            install(wheel);
            return false;
        } catch (TrustError e) {
            return true;
        }
    }

    private static void install(byte[] wheel) throws IOException, Malformed {
        Store store = Store.at(directory.resolve("store"));
        var filename = WheelFilename.read("greeting-1.0-py3-none-any.whl");
        WheelInstall.install(store, store.put(wheel), filename, new Layout("app", "3.13"));
    }

    private static Arguments liar(String name, byte[] wheel, String words) {
        return Arguments.of(name, wheel, words);
    }

    private static Arguments liar(String name, WheelRecipe wheel, String words) {
        return Arguments.of(name, wheel.bytes(), words);
    }

    private static byte[] with(String path, String text) {
        return GOOD.withFile(path, text).bytes();
    }

    private static byte[] points(String text) {
        return with(INFO + "entry_points.txt", text);
    }

    private static byte[] raw(String path, String text) {
        return new ZipFileWriter()
                .add(path, text.getBytes(StandardCharsets.UTF_8), 0100644)
                .finish();
    }

    /** The wheel with one of its own files left out. */
    private static byte[] without(String missing) {
        var zip = new ZipFileWriter();
        for (String file : List.of("WHEEL", "METADATA", "RECORD")) {
            if (!file.equals(missing)) {
                zip.add(INFO + file, textOf(INFO + file).getBytes(StandardCharsets.UTF_8), 0100644);
            }
        }
        return zip.finish();
    }

    private static String textOf(String path) {
        return switch (path.substring(INFO.length())) {
            case "WHEEL" -> "Wheel-Version: 1.0\n";
            case "METADATA" -> new String(GOOD.metadata(), StandardCharsets.UTF_8);
            case "entry_points.txt" -> "[console_scripts]\ngreet = greeting:main\n";
            default -> "";
        };
    }

    private static String record(UnaryOperator<String> change) {
        try {
            Store store = Store.at(directory.resolve("store"));
            String rows = WheelArchive.open(store, store.put(GOOD.bytes()))
                    .text(INFO + "RECORD")
                    .orElseThrow();
            return rows.lines().map(row -> change.apply(row + "\n")).reduce("", String::concat);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
