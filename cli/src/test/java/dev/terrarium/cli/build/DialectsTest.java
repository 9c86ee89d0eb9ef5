package dev.terrarium.cli.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.cli.Ran;
import dev.terrarium.cli.Worlds;
import dev.terrarium.testkit.WheelRecipe;
import dev.terrarium.testkit.world.World;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** One small project in each dialect of locks, built whole: the image is the same, whoever locked it. */
@ExtendWith(Worlds.class)
class DialectsTest {
    private static final WheelRecipe GREETING =
            WheelRecipe.of("greeting", "1.0").withRequires("polite");
    private static final WheelRecipe POLITE = WheelRecipe.of("polite", "2.1");
    private static final WheelRecipe OTHER = WheelRecipe.of("nowhere", "3");

    /** The tools' own hashes of this file stand in the locks below. */
    private static final String PYPROJECT = """
            [project]
            name = "demo"
            version = "1"
            requires-python = ">=3.11"
            dependencies = ["greeting>=1"]
            """;

    private static final Map<String, Map<String, String>> DIALECTS = new TreeMap<>(Map.of(
            "uv.lock",
            Map.of("pyproject.toml", PYPROJECT, "uv.lock", """
                    version = 1
                    revision = 3
                    requires-python = ">=3.11"

                    [[package]]
                    name = "demo"
                    version = "1"
                    source = { virtual = "." }
                    dependencies = [{ name = "greeting" }]
                    [package.metadata]
                    requires-dist = [{ name = "greeting", specifier = ">=1" }]

                    [[package]]
                    name = "greeting"
                    version = "1.0"
                    source = { registry = "https://index.example/simple" }
                    dependencies = [
                        { name = "polite" },
                        { name = "nowhere", marker = "sys_platform == 'win32'" },
                    ]
                    wheels = [{ url = "https://files.example/@greeting@", hash = "sha256:#greeting#" }]

                    [[package]]
                    name = "polite"
                    version = "2.1"
                    source = { registry = "https://index.example/simple" }
                    wheels = [{ url = "https://files.example/@polite@", hash = "sha256:#polite#" }]

                    [[package]]
                    name = "nowhere"
                    version = "3"
                    source = { registry = "https://index.example/simple" }
                    wheels = [{ url = "https://files.example/@nowhere@", hash = "sha256:#nowhere#" }]
                    """),
            "pylock.toml",
            Map.of("pyproject.toml", PYPROJECT, "pylock.toml", """
                    lock-version = "1.0"
                    created-by = "somebody"
                    [[packages]]
                    name = "greeting"
                    version = "1.0"
                    wheels = [{ url = "https://files.example/@greeting@", hashes = { sha256 = "#greeting#" } }]
                    [[packages]]
                    name = "polite"
                    version = "2.1"
                    wheels = [{ name = "@polite@", hashes = { sha256 = "#polite#" } }]
                    [[packages]]
                    name = "nowhere"
                    version = "3"
                    marker = "sys_platform == 'win32'"
                    wheels = [{ name = "@nowhere@", hashes = { sha256 = "#nowhere#" } }]
                    """),
            "poetry.lock",
            Map.of("pyproject.toml", PYPROJECT, "poetry.lock", """
                    [[package]]
                    name = "greeting"
                    version = "1.0"
                    optional = false
                    python-versions = "*"
                    groups = ["main"]
                    files = [{file = "@greeting@", hash = "sha256:#greeting#"}]
                    [package.dependencies]
                    polite = "*"
                    [[package]]
                    name = "polite"
                    version = "2.1"
                    optional = false
                    python-versions = "*"
                    groups = ["main"]
                    files = [{file = "@polite@", hash = "sha256:#polite#"}]
                    [[package]]
                    name = "nowhere"
                    version = "3"
                    optional = false
                    python-versions = "*"
                    groups = ["main"]
                    markers = "sys_platform == \\"win32\\""
                    files = [{file = "@nowhere@", hash = "sha256:#nowhere#"}]
                    [metadata]
                    lock-version = "2.1"
                    python-versions = ">=3.11"
                    content-hash = "cc969101ff61d2bd80ae8dbebfbe8358c8773e81d373dc7e9641668feddfb09b"
                    """),
            "pdm.lock",
            Map.of("pyproject.toml", PYPROJECT, "pdm.lock", """
                    [metadata]
                    groups = ["default"]
                    strategy = ["inherit_metadata"]
                    lock_version = "4.5.1"
                    content_hash = "sha256:dc947ea29fbe5a14adce1d7664466b3b6e4e3d8aae9c0a369bc511f7827e81c1"
                    [[metadata.targets]]
                    requires_python = ">=3.11"
                    [[package]]
                    name = "greeting"
                    version = "1.0"
                    groups = ["default"]
                    dependencies = ["polite"]
                    files = [{file = "@greeting@", hash = "sha256:#greeting#"}]
                    [[package]]
                    name = "polite"
                    version = "2.1"
                    groups = ["default"]
                    files = [{file = "@polite@", hash = "sha256:#polite#"}]
                    [[package]]
                    name = "nowhere"
                    version = "3"
                    groups = ["default"]
                    marker = "sys_platform == \\"win32\\""
                    files = [{file = "@nowhere@", hash = "sha256:#nowhere#"}]
                    """),
            "Pipfile.lock",
            Map.of("Pipfile", "[packages]\ngreeting = \">=1\"\n", "Pipfile.lock", """
                    {
                        "_meta": {
                            "hash": {"sha256": "05a634f721ae38bcfe8008f9c21c932aac33663eb03d753a201ba65c661b05b1"},
                            "pipfile-spec": 6,
                            "requires": {},
                            "sources": [{"name": "main", "url": "https://index.example/simple", "verify_ssl": true}]
                        },
                        "default": {
                            "greeting": {"hashes": ["sha256:#greeting#"], "version": "==1.0"},
                            "polite": {"hashes": ["sha256:#polite#"], "version": "==2.1"},
                            "nowhere": {"hashes": ["sha256:#nowhere#"], "markers": "sys_platform == 'win32'", "version": "==3"}
                        },
                        "develop": {}
                    }
                    """),
            "requirements.txt with hashes",
            Map.of("requirements.txt", """
                    greeting==1.0 --hash=sha256:#greeting#
                    polite==2.1 \\
                        --hash=sha256:#polite#
                    nowhere==3 ; sys_platform == "win32" --hash=sha256:#nowhere#
                    """),
            "requirements.txt with constraints",
            Map.of(
                    "requirements.txt", "-c pins/constraints.txt\n-r more.txt\ngreeting>=1\n",
                    "more.txt", "polite\nnowhere; sys_platform == 'win32'\n",
                    "pins/constraints.txt", "greeting==1.0\npolite==2.1\nnowhere==3\n"),
            "requirements.txt as pip freeze writes it",
            Map.of("requirements.txt", "greeting==1.0\npolite==2.1\n")));

    private final Map<String, String> layers = new TreeMap<>();

    @BeforeEach
    void publish(World world) {
        world.index().add(GREETING, POLITE);
    }

    @TestFactory
    List<DynamicTest> everyDialectGivesTheSameDependencies(World world) {
        return DIALECTS.entrySet().stream()
                .map(dialect -> DynamicTest.dynamicTest(dialect.getKey(), () -> {
                    clear(world);
                    dialect.getValue().forEach((file, text) -> world.write(file, filled(text)));
                    Ran ran = Ran.well(world, "plan", "--json");
                    assertThat(ran.out())
                            .contains("greeting")
                            .contains("polite")
                            .doesNotContain("nowhere");
                    Ran.well(world, "build");
                    Ran inspected = Ran.well(world, "inspect", "store:" + name(dialect.getKey()), "--json");
                    layers.put(dialect.getKey(), dependencies(inspected.out()));
                    assertThat(layers.values()).as(dialect.getKey()).containsOnly(dependencies(inspected.out()));
                }))
                .toList();
    }

    @Test
    void aLockThatKnowsWhatNobodyHasIsRefusedInEveryDialect(World world) {
        clear(world);
        files("poetry.lock")
                .forEach((file, text) ->
                        world.write(file, filled(text).replace(POLITE.digest().hex(), "ab".repeat(32))));
        Ran ran = Ran.in(world, "build");
        assertThat(ran.exit().number()).isEqualTo(5);
        assertThat(ran.problems().getFirst())
                .isEqualTo("error: `polite-2.1-py3-none-any.whl` is not what the lock names: wanted sha256:"
                        + "ab".repeat(32) + ", and the index tells " + POLITE.digest());
    }

    private static Map<String, String> files(String dialect) {
        return DIALECTS.getOrDefault(dialect, Map.of());
    }

    private static String name(String dialect) {
        return files(dialect).containsKey("pyproject.toml") ? "demo" : "project";
    }

    /** The digests of the layers with dependencies. */
    private static String dependencies(String inspected) {
        return String.join(
                "\n",
                java.util.regex.Pattern.compile(
                                "\"digest\":\\s*\"(sha256:[0-9a-f]{64})\"[^}]*\"segment\":\\s*\"dependencies\"")
                        .matcher(inspected)
                        .results()
                        .map(it -> it.group(1))
                        .toList());
    }

    private static void clear(World world) {
        DIALECTS.values().stream()
                .flatMap(files -> files.keySet().stream())
                .map(world.project()::resolve)
                .forEach(file -> file.toFile().delete());
    }

    private static String filled(String text) {
        String filled = text;
        for (WheelRecipe wheel : List.of(GREETING, POLITE, OTHER)) {
            filled = filled.replace("@" + wheel.name() + "@", wheel.filename())
                    .replace("#" + wheel.name() + "#", wheel.digest().hex());
        }
        return filled;
    }
}
