package dev.terrarium.cli.practices;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Projects in repositories of their own, made of the examples. */
final class Checkouts {
    /** What lies about in checkouts and must stay out of images, by path. */
    static final Map<String, String> STREWN = Map.ofEntries(
            Map.entry(".gitignore", ".env\n.netrc\n"),
            Map.entry(".env", "API_TOKEN=" + Images.SECRET + "\n"),
            Map.entry(".venv/pyvenv.cfg", "home = /usr/bin\n"),
            Map.entry(".venv/lib/python3.13/site-packages/stray.py", "print('stray')\n"),
            Map.entry("my-environment/pyvenv.cfg", "home = /usr/bin\n"),
            Map.entry("my-environment/bin/activate", "# stray\n"),
            Map.entry(".idea/workspace.xml", "<project/>\n"),
            Map.entry(".vscode/settings.json", "{}\n"),
            Map.entry(".github/workflows/ci.yml", "on: push\n"),
            Map.entry(".pytest_cache/README.md", "stray\n"),
            Map.entry(".mypy_cache/missing", "stray\n"),
            Map.entry("website/__pycache__/settings.cpython-312.pyc", "stray"),
            Map.entry("node_modules/left-pad/index.js", "stray\n"),
            Map.entry(".dockerignore", ".git\n"),
            Map.entry("Dockerfile", "FROM scratch\n"),
            Map.entry("compose.yaml", "services: {}\n"),
            Map.entry(".ssh/id_ed25519", Images.SECRET + "\n"),
            Map.entry(".netrc", "machine private.example password " + Images.SECRET + "\n"));

    private Checkouts() {}

    static String remote(String name) {
        return "https://builder:" + Images.SECRET + "@git.example/acme/" + name + ".git";
    }

    static void copy(Path from, Path to) throws IOException {
        try (var walk = Files.walk(from)) {
            for (Path path : walk.sorted().toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
    }

    /** A back-end of the project's choice, whose hook puts the environment that it runs in into the wheel. */
    static void makePackage(Path checkout) throws IOException {
        Path file = checkout.resolve("pyproject.toml");
        write(file, Files.readString(file).replace("[project]\n", "[project]\nlicense = \"MIT\"\n") + """

                [build-system]
                requires = ["hatchling"]
                build-backend = "hatchling.build"

                [tool.hatch.build.targets.wheel]
                packages = ["prices"]

                [tool.hatch.build.hooks.custom]
                """);
        write(checkout.resolve("hatch_build.py"), """
                import json
                import os
                import tempfile

                from hatchling.builders.hooks.plugin.interface import BuildHookInterface


                class EnvironmentHook(BuildHookInterface):
                    def initialize(self, version, build_data):
                        path = os.path.join(tempfile.mkdtemp(), "environment.json")
                        with open(path, "w") as file:
                            json.dump(dict(os.environ), file)
                        build_data["force_include"][path] = "prices/environment.json"
                """);
        write(checkout.resolve("prices/py.typed"), "");
        write(checkout.resolve("prices/pages/about.html"), "<h1>About</h1>\n");
        write(checkout.resolve("LICENSE"), "Do as you like.\n");
    }

    static void strew(Path checkout) throws IOException {
        for (Map.Entry<String, String> stray : STREWN.entrySet()) {
            write(checkout.resolve(stray.getKey()), stray.getValue());
        }
    }

    static void commit(Path checkout, String name) {
        git(checkout, "init", "--quiet", "--initial-branch=main");
        git(checkout, "remote", "add", "origin", remote(name));
        git(checkout, "add", "--all");
        git(checkout, "commit", "--quiet", "--message=All of it");
    }

    static String git(Path directory, String... arguments) {
        var command = new ArrayList<>(List.of("git", "-c", "user.name=A. User", "-c", "user.email=user@acme.example"));
        command.addAll(Arrays.asList(arguments));
        try {
            var builder =
                    new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
            builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
            builder.environment().put("GIT_AUTHOR_DATE", Images.COMMITTED.toString());
            builder.environment().put("GIT_COMMITTER_DATE", Images.COMMITTED.toString());
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + ": " + output);
            }
            return output.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static void delete(Path directory) {
        try (var walk = Files.walk(directory)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
