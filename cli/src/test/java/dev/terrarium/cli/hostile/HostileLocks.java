package dev.terrarium.cli.hostile;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;

/** Lock files of every dialect that lie, leave out, or never end; and a {@code terrarium.lock} that somebody edited. */
final class HostileLocks {
    private static final String HEAD = "[project]\nname = \"shop\"\nversion = \"1\"\ndependencies = [\"six\"]\n";
    private static final String ZEROS = "0".repeat(64);

    private HostileLocks() {}

    static Stream<Hostile> cases() {
        return Stream.of(requirements(), uv(), pylock(), poetry(), pipfile(), ours())
                .flatMap(List::stream);
    }

    private static List<Hostile> requirements() {
        String hash = " --hash=sha256:" + ZEROS;
        return Stream.of(
                        List.of("a hash that is too short", "six==1.16.0 --hash=sha256:00"),
                        List.of("a hash of a weak kind", "six==1.16.0 --hash=md5:" + "0".repeat(32)),
                        List.of("a hash that is no hexadecimal number", "six==1.16.0 --hash=sha256:" + "g".repeat(64)),
                        List.of("two versions of one package", "six==1.16.0" + hash + "\nsix==1.17.0" + hash),
                        List.of("a range among hashes", "six>=1" + hash),
                        List.of("a line that goes on for ever", "six==1.16.0 \\\n".repeat(50)),
                        List.of("a file that includes itself", "-r requirements.txt"),
                        List.of("a file that includes one above", "-r ../../../etc/passwd"),
                        List.of("a file that includes nothing", "-r gone.txt"),
                        List.of("a requirement that is an option", "--evil"),
                        List.of("a requirement from git", "six @ git+https://u:hunter2@git.example/six"),
                        List.of("a requirement from a path", "./wheels/six-1.16.0-py3-none-any.whl" + hash),
                        List.of("an index that is no address", "--index-url javascript:alert(1)\nsix==1.16.0" + hash),
                        List.of(
                                "a variable that nobody set",
                                "--index-url https://${NOBODY}@pkg.example/simple\nsix==1.16.0" + hash),
                        List.of("a marker that calls functions", "six==1.16.0 ; __import__('os').system('x')" + hash),
                        List.of(
                                "a marker of brackets",
                                "six==1.16.0 ; " + "(".repeat(500) + "os_name == 'x'" + ")".repeat(500) + hash),
                        List.of("a name of 300 characters", "x".repeat(300) + "==1" + hash),
                        List.of("a version of 300 numbers", "six==1" + ".1".repeat(300) + hash),
                        List.of("a control character", "six==1.16.0\u0001" + hash))
                .map(row -> Hostile.file("requirements: " + row.getFirst(), "requirements.txt", row.getLast() + "\n"))
                .toList();
    }

    private static List<Hostile> uv() {
        String root =
                "version = 1\n[[package]]\nname = \"shop\"\nversion = \"1\"\nsource = { virtual = \".\" }\ndependencies = [{ name = \"six\" }]\n"
                        + "[package.metadata]\nrequires-dist = [{ name = \"six\" }]\n";
        String six =
                "[[package]]\nname = \"six\"\nversion = \"1.16.0\"\nsource = { registry = \"https://pkg.example/simple\" }\n";
        return Stream.of(
                        List.of("nothing", ""),
                        List.of("another version", "version = 99\n"),
                        List.of("a version that is a string", "version = \"1\"\n"),
                        List.of("no root", "version = 1\n" + six),
                        List.of("two roots", root + root.substring(root.indexOf("[[pack"))),
                        List.of("a dependency on nothing", root),
                        List.of("a package without files", root + six),
                        List.of(
                                "a wheel without a hash",
                                root + six
                                        + "wheels = [{ url = \"https://pkg.example/six-1.16.0-py3-none-any.whl\" }]\n"),
                        List.of("a wheel of another name", root + six + wheel("evil-1.16.0-py3-none-any.whl")),
                        List.of("a wheel of another version", root + six + wheel("six-9.9-py3-none-any.whl")),
                        List.of("a wheel whose name is none", root + six + wheel("six.whl")),
                        List.of(
                                "a wheel whose name leads out",
                                root + six + wheel("..%2F..%2Fsix-1.16.0-py3-none-any.whl")),
                        List.of(
                                "a wheel of minus one byte",
                                root
                                        + six
                                        + wheel("six-1.16.0-py3-none-any.whl").replace("}]", ", size = -1 }]")),
                        List.of(
                                "a package that needs itself",
                                root + six + "dependencies = [{ name = \"six\" }]\n"
                                        + wheel("six-1.16.0-py3-none-any.whl")),
                        List.of(
                                "a source that leads out",
                                root
                                        + six.replace(
                                                "registry = \"https://pkg.example/simple\"",
                                                "path = \"../../../etc/passwd\"")),
                        List.of("a source that nobody knows", root + six.replace("registry", "telepathy")),
                        List.of("a name that is none", root + six.replace("\"six\"", "\"../six\"")))
                .map(row -> locked("uv.lock: " + row.getFirst(), "uv.lock", row.getLast()))
                .toList();
    }

    private static String wheel(String name) {
        return "wheels = [{ url = \"https://pkg.example/" + name + "\", hash = \"sha256:" + ZEROS + "\" }]\n";
    }

    private static List<Hostile> pylock() {
        String head = "lock-version = \"1.0\"\ncreated-by = \"me\"\n";
        return Stream.of(
                        List.of("nothing", ""),
                        List.of("another version", "lock-version = \"7.0\"\npackages = []\n"),
                        List.of("packages that are no list", head + "packages = 1\n"),
                        List.of("a package without a name", head + "[[packages]]\nversion = \"1\"\n"),
                        List.of("a package without files", head + "[[packages]]\nname = \"six\"\nversion = \"1\"\n"),
                        List.of(
                                "a package of two sources",
                                head
                                        + "[[packages]]\nname = \"six\"\nversion = \"1\"\nvcs = { type = \"git\" }\ndirectory = { path = \".\" }\n"),
                        List.of(
                                "a file that leads out",
                                head
                                        + "[[packages]]\nname = \"six\"\nversion = \"1\"\narchive = { path = \"../../../etc/passwd\", hashes = { sha256 = \""
                                        + ZEROS + "\" } }\n"))
                .map(row -> locked("pylock.toml: " + row.getFirst(), "pylock.toml", row.getLast()))
                .toList();
    }

    private static List<Hostile> poetry() {
        return Stream.of(
                        List.of("nothing", ""),
                        List.of("another version", "[metadata]\nlock-version = \"9.0\"\n"),
                        List.of(
                                "files that are numbers",
                                "[[package]]\nname = \"six\"\nversion = \"1\"\nfiles = [1]\n[metadata]\nlock-version = \"2.1\"\n"))
                .map(row -> locked("poetry.lock: " + row.getFirst(), "poetry.lock", row.getLast()))
                .toList();
    }

    private static List<Hostile> pipfile() {
        return Stream.of(
                        List.of("nothing", ""),
                        List.of("no JSON", "{"),
                        List.of("lists in lists", "[".repeat(100_000)),
                        List.of("a key twice", "{\"_meta\": {}, \"_meta\": {}}"),
                        List.of("another version", "{\"_meta\": {\"pipfile-spec\": 9}}"))
                .map(row -> new Hostile("Pipfile.lock: " + row.getFirst(), world -> {
                    Files.delete(world.project().resolve("requirements.txt"));
                    world.write("Pipfile", "[packages]\nsix = \"*\"\n").write("Pipfile.lock", row.getLast());
                }))
                .toList();
    }

    private static List<Hostile> ours() {
        return Stream.of(
                        List.of("nothing", ""),
                        List.of("another version", "version = 2\n"),
                        List.of("a feature of a later version", "version = 1\nrequires = [\"teleport\"]\n"),
                        List.of(
                                "a conflict of git",
                                "<<<<<<< HEAD\nversion = 1\n=======\nversion = 1\n>>>>>>> other\n"),
                        List.of(
                                "a hash that is none",
                                "version = 1\nrequires = []\n[[suite]]\nsuite = \"trixie\"\nrelease = \"sha256:0\"\n"),
                        List.of("no text", "\u0000\u0001"))
                .map(row -> Hostile.file("terrarium.lock: " + row.getFirst(), "terrarium.lock", row.getLast()))
                .toList();
    }

    private static Hostile locked(String title, String file, String text) {
        return new Hostile(title, world -> {
            delete(world.project().resolve("requirements.txt"));
            world.write("pyproject.toml", HEAD)
                    .write(
                            file,
                            text.replace(
                                    "https://pkg.example/",
                                    world.index().fileUri("").toString()));
        });
    }

    private static void delete(java.nio.file.Path file) throws IOException {
        Files.delete(file);
    }
}
