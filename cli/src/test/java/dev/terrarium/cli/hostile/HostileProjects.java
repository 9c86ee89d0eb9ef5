package dev.terrarium.cli.hostile;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;

/** Folders with links, pipes, odd names, and files that are no files. */
final class HostileProjects {
    private HostileProjects() {}

    static Stream<Hostile> cases() {
        return Stream.of(links(), kinds(), names(), ignoreFiles(), secrets()).flatMap(List::stream);
    }

    private static List<Hostile> links() {
        return List.of(
                Hostile.link("a link to a file of the host", "data", "/etc/passwd"),
                Hostile.link("a link to the folder above", "up", ".."),
                Hostile.link("a link above the folder above", "up", "../../../../.."),
                Hostile.link("a link out and in again", "round", "../project/main.py"),
                Hostile.link("a link with an absolute path into the project", "self", "/nowhere/project/main.py"),
                Hostile.link("a link to itself", "loop", "loop"),
                Hostile.shell("two links to each other", "ln -s b a && ln -s a b"),
                Hostile.shell("a link to a folder that holds the link", "mkdir d && ln -s ../d d/again"),
                Hostile.link("a link to nothing", "gone", "not-there"),
                Hostile.link("a link to a device", "zero", "/dev/zero"),
                Hostile.link("a link to the process's own files", "self", "/proc/self/environ"),
                Hostile.link("a link with a line break in its target", "odd", "a\nb"),
                Hostile.link("a link to a name of 255 bytes", "long", "x".repeat(255)),
                Hostile.shell("a link to the store", "ln -s ../../store store"),
                Hostile.shell(
                        "a linked folder out of the project",
                        "mkdir ../beside && echo 1 > ../beside/x.py && ln -s ../beside beside"),
                Hostile.shell(
                        "pyproject.toml is a link to nothing", "rm -f requirements.txt && ln -s gone pyproject.toml"),
                Hostile.shell("a .gitignore that is a link", "echo '*' > list && ln -s list .gitignore"));
    }

    private static List<Hostile> kinds() {
        return List.of(
                Hostile.shell("a pipe", "mkfifo pipe"),
                Hostile.shell(
                        "a device, or a pipe where nobody may make one", "mknod null c 1 3 2>/dev/null || mkfifo null"),
                new Hostile("a socket", world -> {
                    try (var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                        socket.bind(UnixDomainSocketAddress.of(world.project().resolve("s")));
                    }
                }),
                Hostile.shell("a pipe in a package", "mkdir shop && touch shop/__init__.py && mkfifo shop/feed"),
                Hostile.shell(
                        "a pipe that is excluded",
                        "mkfifo pipe && sed -i '1s/^/exclude = [\"pipe\"]\\n/' terrarium.toml"),
                Hostile.shell("a pipe called requirements.txt", "rm requirements.txt && mkfifo requirements.txt"),
                Hostile.shell("a pipe called .gitignore", "mkfifo .gitignore"),
                Hostile.shell("a pipe called .env", "mkfifo .env"),
                Hostile.shell("a folder called requirements.txt", "rm requirements.txt && mkdir requirements.txt"),
                Hostile.shell("a folder called pyproject.toml", "mkdir pyproject.toml"),
                Hostile.shell("a folder called terrarium.toml", "rm terrarium.toml && mkdir terrarium.toml"),
                Hostile.shell("a folder called terrarium.lock", "mkdir terrarium.lock"),
                Hostile.shell("a folder called main.py", "rm main.py && mkdir main.py && touch main.py/x"),
                Hostile.shell("nothing that goes in", "rm main.py requirements.txt debian.asc; true"),
                Hostile.shell("a sparse file", "truncate -s 64M sparse.bin"),
                Hostile.shell("a file with holes and an end", "truncate -s 8M holes.bin && printf end >> holes.bin"),
                Hostile.shell("hard links", "ln main.py second.py && ln main.py third.py"),
                Hostile.shell("all mode bits", "chmod 7777 main.py"),
                Hostile.shell("folders without files", "mkdir -p a/b/c d"),
                Hostile.shell("an OCI layout", "mkdir image && echo '{}' | tee image/oci-layout > image/index.json"),
                Hostile.shell("a virtual environment", "mkdir -p v/lib && touch v/pyvenv.cfg v/lib/x.py"),
                Hostile.shell("a conda environment", "mkdir -p c/conda-meta c/lib && touch c/lib/x.py"));
    }

    private static List<Hostile> names() {
        return List.of(
                Hostile.shell("a line break in a name", "touch 'two\nlines.py'"),
                Hostile.shell("a carriage return in a name", "touch \"$(printf 'a\\rb.py')\""),
                Hostile.shell("an escape sequence in a name", "touch \"$(printf 'a\\033[2Jb.py')\""),
                Hostile.shell("a tab in a name", "touch \"$(printf 'a\\tb.py')\""),
                Hostile.shell("a deleted character in a name", "touch \"$(printf 'a\\177b.py')\""),
                Hostile.shell("bytes that are no UTF-8 in a name", "touch \"$(printf 'a\\377b.py')\""),
                Hostile.shell("Latin-1 in a name", "touch \"$(printf 'gr\\374n.py')\""),
                Hostile.shell(
                        "bytes that are no UTF-8 in a folder's name",
                        "mkdir \"$(printf 'd\\300')\" && touch \"$(printf 'd\\300')/x.py\""),
                Hostile.shell("a line break in a folder's name", "mkdir 'd\ne' && touch 'd\ne/x.py'"),
                Hostile.shell("names that differ in case alone", "touch Shop.py shop.py SHOP.PY"),
                Hostile.shell("folders that differ in case alone", "mkdir Shop shop && touch Shop/a.py shop/a.py"),
                Hostile.shell(
                        "one name in two normal forms",
                        "touch \"$(printf 'caf\\303\\251.txt')\" \"$(printf 'cafe\\314\\201.txt')\""),
                Hostile.shell("a name of 255 bytes", "touch \"$(printf '%0255d' 0)\""),
                Hostile.shell(
                        "a folder's name of 255 bytes",
                        "mkdir \"$(printf '%0255d' 0)\" && touch \"$(printf '%0255d' 0)/x\""),
                Hostile.shell(
                        "a path of more than a tar header's 255 bytes",
                        "mkdir -p \"$(printf '%0100d/%0100d/%0100d' 0 0 0)\" && touch \"$(printf '%0100d/%0100d/%0100d' 0 0 0)/x\""),
                Hostile.shell(
                        "a hundred folders in each other",
                        "mkdir -p $(yes d | head -100 | paste -sd/) && touch $(yes d | head -100 | paste -sd/)/x"),
                Hostile.shell(
                        "a path longer than the system takes at once",
                        "n=$(printf '%0200d' 0); for i in $(seq 1 22); do mkdir $n && cd -P $n; done; touch x"),
                Hostile.shell("a backslash in a name", "touch 'a\\b.py'"),
                Hostile.shell("quotes and dollars in a name", "touch \"a'b\\\"c\\$d.py\""),
                Hostile.shell("a name that is an option", "touch -- -rf --help"),
                Hostile.shell("a name of spaces", "touch ' ' '  x'"),
                Hostile.shell("a name of dots", "touch ... ..x"),
                Hostile.shell("a whiteout's name", "touch .wh.main.py .wh..wh..opq"),
                Hostile.shell("a right-to-left override in a name", "touch \"$(printf 'a\\342\\200\\256yp.exe')\""),
                Hostile.shell("a name that is a device on other systems", "touch CON NUL.txt aux.py"));
    }

    private static List<Hostile> ignoreFiles() {
        return List.of(
                Hostile.file("a .gitignore that ignores all", ".gitignore", "*\n"),
                Hostile.file("a .gitignore of brackets that never close", ".gitignore", "[\n[a\n[!\n[]\n[[:alpha:]\n"),
                Hostile.file(
                        "a .gitignore of stars", ".gitignore", "*".repeat(2_000) + "x\n" + "**/".repeat(500) + "y\n"),
                Hostile.file("a .gitignore that ends in a backslash", ".gitignore", "main\\\n\\"),
                Hostile.file("a .gitignore of one long line", ".gitignore", "x".repeat(2 << 20)),
                Hostile.bytes("a .gitignore that is no text", ".gitignore", new byte[] {
                    (byte) 0xff, 0, (byte) 0xfe, '\n', '*', '.', 'l'
                }),
                Hostile.file("a .git that leads nowhere", ".git", "gitdir: /nowhere\n"),
                Hostile.file("a .git that leads to itself", ".git", "gitdir: .git\n"),
                Hostile.shell("an empty .git", "mkdir .git"));
    }

    private static List<Hostile> secrets() {
        String token = "gl" + "pat-Zk8vQ2mX7pLr4TnB9wYc";
        return List.of(
                Hostile.file("a token after four million spaces", "late.txt", " ".repeat(5 << 20) + token),
                Hostile.file(
                        "a token in a line of a million characters",
                        "wide.js",
                        "x".repeat(1 << 20) + " " + token + " ;\n"),
                Hostile.bytes("a token in UTF-16", "wide.txt", ("\ufeff" + token).getBytes(StandardCharsets.UTF_16LE)),
                Hostile.bytes(
                        "a token beside bytes that are no text",
                        "data.txt",
                        (token + "\0").getBytes(StandardCharsets.UTF_8)),
                Hostile.file(
                        "a RECORD that proves itself",
                        "x-1.dist-info/RECORD",
                        "x-1.dist-info/RECORD,,\n../../etc/passwd,sha256=,\n"),
                Hostile.file("an .env of a directory", ".env/settings", "API_TOKEN=abc123"),
                new Hostile("a thousand tokens", world -> {
                    for (int i = 0; i < 1_000; i++) {
                        Files.writeString(world.project().resolve("t" + i + ".py"), "x = '" + token + "'\n");
                    }
                }));
    }
}
