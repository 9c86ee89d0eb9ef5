package dev.terrarium.cli.hostile;

import java.util.List;
import java.util.stream.Stream;

/** Files that people write: pyproject.toml, terrarium.toml, {@code .python-version}, and what uv and pip are told. */
final class HostileConfigurations {
    private static final String PYPROJECT = "pyproject.toml";
    private static final String HEAD = "[project]\nname = \"shop\"\nversion = \"1\"\n";

    private HostileConfigurations() {}

    static Stream<Hostile> cases() {
        return Stream.of(syntax(), values(), configuration(), indexes()).flatMap(List::stream);
    }

    private static List<Hostile> syntax() {
        return List.of(
                Hostile.file("an empty pyproject.toml", PYPROJECT, ""),
                Hostile.file("a pyproject.toml that is JSON", PYPROJECT, "{\"project\": {}}"),
                Hostile.file("a string that never ends", PYPROJECT, "[project]\nname = \"shop\n"),
                Hostile.file("a table twice", PYPROJECT, HEAD + "[project]\nname = \"other\"\n"),
                Hostile.file("a key twice", PYPROJECT, HEAD + "name = \"other\"\n"),
                Hostile.file("a key and a table of one name", PYPROJECT, HEAD + "[project.version]\nx = 1\n"),
                Hostile.file("a control character", PYPROJECT, "[project]\nname = \"sh\u0007op\"\n"),
                Hostile.bytes("bytes that are no UTF-8", PYPROJECT, new byte[] {'a', '=', '"', (byte) 0xff, '"', '\n'}),
                Hostile.bytes(
                        "a pyproject.toml in UTF-16",
                        PYPROJECT,
                        HEAD.getBytes(java.nio.charset.StandardCharsets.UTF_16)),
                Hostile.bytes("NUL bytes", PYPROJECT, new byte[100]),
                Hostile.file(
                        "arrays in arrays", PYPROJECT, HEAD + "x = " + "[".repeat(5_000) + "]".repeat(5_000) + "\n"),
                Hostile.file(
                        "tables in tables",
                        PYPROJECT,
                        HEAD + "x = " + "{a=".repeat(2_000) + "1" + "}".repeat(2_000) + "\n"),
                Hostile.file("a dotted key of thousands", PYPROJECT, "a" + ".a".repeat(3_000) + " = 1\n"),
                Hostile.file(
                        "a line of a million characters",
                        PYPROJECT,
                        HEAD + "description = \"" + "x".repeat(1 << 20) + "\"\n"),
                Hostile.shell(
                        "a pyproject.toml of 70 megabytes",
                        "{ printf '# '; head -c 70000000 /dev/zero | tr '\\0' x; } > pyproject.toml"));
    }

    private static List<Hostile> values() {
        return List.of(
                Hostile.file("a project without a name", PYPROJECT, "[project]\nversion = \"1\"\n"),
                Hostile.file("a name that is a number", PYPROJECT, "[project]\nname = 1\n"),
                Hostile.file("a name that leads out", PYPROJECT, "[project]\nname = \"../../etc\"\nversion = \"1\"\n"),
                Hostile.file("a name with a line break", PYPROJECT, "[project]\nname = \"a\\nb\"\nversion = \"1\"\n"),
                Hostile.file(
                        "a version that is none", PYPROJECT, "[project]\nname = \"shop\"\nversion = \"latest; rm\"\n"),
                Hostile.file("dependencies that are no list", PYPROJECT, HEAD + "dependencies = \"six\"\n"),
                Hostile.file("dependencies of numbers", PYPROJECT, HEAD + "dependencies = [1, 2]\n"),
                Hostile.file("a requirement that is none", PYPROJECT, HEAD + "dependencies = [\"six ===\", \"!\"]\n"),
                Hostile.file("a Python that never was", PYPROJECT, HEAD + "requires-python = \">=4\"\n"),
                Hostile.file("a Python that is no specifier", PYPROJECT, HEAD + "requires-python = \"three\"\n"),
                Hostile.file(
                        "groups that include each other",
                        PYPROJECT,
                        HEAD + "[dependency-groups]\na = [{include-group = \"b\"}]\nb = [{include-group = \"a\"}]\n"),
                Hostile.file("two groups of one name", PYPROJECT, HEAD + "[dependency-groups]\nA-b = []\na_b = []\n"),
                Hostile.file(
                        "a back-end without requirements",
                        PYPROJECT,
                        HEAD + "[build-system]\nbuild-backend = \"hatchling.build\"\n"),
                Hostile.file(
                        "a back-end that is a path",
                        PYPROJECT,
                        HEAD + "[build-system]\nrequires = []\nbuild-backend = \"../evil\"\n"),
                Hostile.file("a .python-version that is none", ".python-version", "the newest\n"),
                Hostile.file("a .python-version of lines", ".python-version", "3.13\n3.12\n3.11\n"),
                Hostile.file(
                        "a script that leads out",
                        PYPROJECT,
                        HEAD + "[project.scripts]\n\"../../bin/sh\" = \"main:run\"\n"),
                Hostile.file(
                        "a script that is no object",
                        PYPROJECT,
                        HEAD + "[project.scripts]\nrun = \"os; import evil\"\n"));
    }

    private static List<Hostile> configuration() {
        return Stream.of(
                        List.of("an unknown key", "entrypont = []"),
                        List.of("a number for a string", "org = 1"),
                        List.of("a directory that leads out", "org = \"../etc\""),
                        List.of("a command with a NUL", "command = [\"a\\u0000b\"]"),
                        List.of("an empty command", "command = []"),
                        List.of("a variable with an equals sign", "env = { \"A=B\" = \"c\" }"),
                        List.of("an empty variable's name", "env = { \"\" = \"c\" }"),
                        List.of("a secret in a variable", "env = { DB_PASSWORD = \"Tr0ub4dor&3\" }"),
                        List.of("a pattern of a line break", "exclude = [\"a\\nb\"]"),
                        List.of("an exclusion of everything", "exclude = [\"*\"]"),
                        List.of("an inclusion of what never goes in", "include = [\"/.git/\", \"/main.py\"]"),
                        List.of("an allowance without a reason", "allow-secret = [{ path = \"/main.py\" }]"),
                        List.of("an allowance that is a string", "allow-secret = [\"/main.py\"]"),
                        List.of("an allowance for everything", "allow-secret = [{ path = \"*\", reason = \"tired\" }]"),
                        List.of("a package of an impossible name", "packages = [\"a b\"]"),
                        List.of("a platform of an unknown kind", "platforms = [\"linux/vax\"]"),
                        List.of("a label that ours would overwrite", "labels = { \"dev.terrarium.segments\" = \"x\" }"))
                .map(row -> new Hostile(row.getFirst(), world -> world.configure(row.getLast())))
                .toList();
    }

    private static List<Hostile> indexes() {
        return List.of(
                Hostile.file(
                        "a package of an index that nothing defines",
                        PYPROJECT,
                        HEAD + "[tool.uv.sources]\nsix = { index = \"nowhere\" }\n"),
                Hostile.file("an index without an address", PYPROJECT, HEAD + "[[tool.uv.index]]\nname = \"a\"\n"),
                Hostile.file(
                        "an index whose address is none",
                        PYPROJECT,
                        HEAD + "[[tool.uv.index]]\nname = \"a\"\nurl = \"ftp://u:hunter2@x.example/\"\n"),
                Hostile.file("an index that is a number", PYPROJECT, HEAD + "[tool.uv]\nindex = 7\n"),
                Hostile.file("a uv.toml that is none", "uv.toml", "[[index]\n"));
    }
}
