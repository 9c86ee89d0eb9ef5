package dev.terrarium.cli.hostile;

import dev.terrarium.testkit.WheelRecipe;
import java.util.List;
import java.util.stream.Stream;

/** Wheels whose METADATA, RECORD, entry points or files say what they must not, from an index whose hashes are right. */
final class HostileWheels {
    private static final String INFO = "bad-1.0.dist-info/";
    private static final String METADATA = "Metadata-Version: 2.1\nName: bad\nVersion: 1.0\n";
    private static final String WHEEL = "Wheel-Version: 1.0\nGenerator: t\nRoot-Is-Purelib: true\nTag: py3-none-any\n";

    private HostileWheels() {}

    static Stream<Hostile> cases() {
        return Stream.of(metadata(), wheel(), record(), entryPoints(), files())
                .flatMap(List::stream)
                .map(row -> new Hostile(
                        row.getFirst(),
                        world -> world.requires(WheelRecipe.of("bad", "1.0").withFile(row.get(1), row.getLast()))));
    }

    private static List<List<String>> metadata() {
        return List.of(
                List.of("METADATA: nothing", INFO + "METADATA", ""),
                List.of("METADATA: another name", INFO + "METADATA", METADATA.replace("bad", "good")),
                List.of("METADATA: another version", INFO + "METADATA", METADATA.replace("1.0\n", "2.0\n")),
                List.of("METADATA: two names", INFO + "METADATA", METADATA + "Name: good\n"),
                List.of("METADATA: a later major version", INFO + "METADATA", METADATA.replace("2.1", "9.0")),
                List.of("METADATA: a requirement that is none", INFO + "METADATA", METADATA + "Requires-Dist: !!!\n"),
                List.of("METADATA: a Python that does not fit", INFO + "METADATA", METADATA + "Requires-Python: <3\n"),
                List.of("METADATA: no header", INFO + "METADATA", "this is\nno header\n"),
                List.of(
                        "METADATA: a line of a million characters",
                        INFO + "METADATA",
                        METADATA + "Summary: " + "x".repeat(1 << 20) + "\n"));
    }

    private static List<List<String>> wheel() {
        return List.of(
                List.of("WHEEL: nothing", INFO + "WHEEL", ""),
                List.of("WHEEL: a later major version", INFO + "WHEEL", WHEEL.replace("1.0", "2.0")),
                List.of("WHEEL: another tag", INFO + "WHEEL", WHEEL.replace("py3-none", "cp27-cp27m")),
                List.of("WHEEL: neither pure nor not", INFO + "WHEEL", WHEEL.replace("true", "maybe")));
    }

    private static List<List<String>> record() {
        return List.of(
                List.of("RECORD: nothing", INFO + "RECORD", ""),
                List.of("RECORD: a file that is not there", INFO + "RECORD", "gone.py,sha256=AAAA,1\n"),
                List.of("RECORD: too many fields", INFO + "RECORD", "a,b,c,d\n"),
                List.of("RECORD: a quote that never closes", INFO + "RECORD", "\"a,b,c\n"),
                List.of("RECORD: a weak hash", INFO + "RECORD", "bad/__init__.py,md5=AAAA,1\n"));
    }

    private static List<List<String>> entryPoints() {
        return Stream.of(
                        List.of("a name that leads out", "[console_scripts]\n../../../bin/sh = bad:main\n"),
                        List.of("an absolute name", "[console_scripts]\n/bin/sh = bad:main\n"),
                        List.of("a name with a space", "[console_scripts]\nrm -rf = bad:main\n"),
                        List.of("code for an object", "[console_scripts]\nrun = os;evil()\n"),
                        List.of("code for an attribute", "[console_scripts]\nrun = bad:main);evil(\n"),
                        List.of("nothing for an object", "[console_scripts]\nrun =\n"),
                        List.of("one name twice", "[console_scripts]\nrun = bad:a\nrun = bad:b\n"),
                        List.of("no section", "run = bad:main\n"),
                        List.of("the name of the interpreter", "[console_scripts]\npython = bad:main\n"))
                .map(row -> List.of("entry points: " + row.getFirst(), INFO + "entry_points.txt", row.getLast()))
                .toList();
    }

    private static List<List<String>> files() {
        return List.of(
                List.of("a file above", "../evil.py", "x"),
                List.of("a file with an absolute name", "/etc/evil", "x"),
                List.of("a file with a drive", "C:\\evil.py", "x"),
                List.of("a file with a line break", "a\nb.py", "x"),
                List.of("a file of the interpreter", "bad-1.0.data/data/bin/python", "x"),
                List.of("data of an unknown kind", "bad-1.0.data/telepathy/x", "x"),
                List.of("another package's dist-info", "good-1.0.dist-info/METADATA", METADATA.replace("bad", "good")),
                List.of("a path file", "bad.pth", "import os; os.system('x')\n"),
                List.of("a file of the standard library", "os.py", "x = 1\n"),
                List.of("the hook of every start", "sitecustomize.py", "x = 1\n"),
                List.of("bytecode that nobody can check", "__pycache__/bad.cpython-313.pyc", "x"));
    }
}
