package dev.terrarium.cli.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.cli.Ran;
import dev.terrarium.cli.Worlds;
import dev.terrarium.testkit.WheelRecipe;
import dev.terrarium.testkit.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Projects that share one uv.lock: which of them go into an image, and each as a fragment of its own. */
@ExtendWith(Worlds.class)
class WorkspaceTest {
    private static final WheelRecipe COMMON =
            WheelRecipe.of("shop-common", "0.3").withFile("shop_common.py", "A = 1\n");
    private static final WheelRecipe API =
            WheelRecipe.of("shop-api", "1.0").withFile("shop_api/__main__.py", "print('api')\n");
    private static final WheelRecipe WORKER = WheelRecipe.of("shop-worker", "1.0");

    @BeforeEach
    void workspace(World world) throws IOException {
        Files.delete(world.project().resolve("requirements.txt"));
        Files.delete(world.project().resolve("main.py"));
        WheelRecipe greeting = WheelRecipe.of("greeting", "1.0");
        WheelRecipe farewell = WheelRecipe.of("farewell", "1.0");
        world.index().add(greeting, farewell);
        world.withBubblewrap()
                .write("pyproject.toml", "[tool.uv.workspace]\nmembers = [\"packages/*\"]\n")
                .packaged("packages/common", COMMON, "dependencies = [\"greeting\"]")
                .packaged(
                        "packages/api",
                        API,
                        "dependencies = [\"shop-common\"]",
                        "[project.scripts]",
                        "api = \"shop_api:main\"")
                .packaged("packages/worker", WORKER, "dependencies = [\"farewell\"]")
                .write(
                        "uv.lock",
                        """
                        version = 1
                        requires-python = ">=3.13"
                        [manifest]
                        members = ["shop-api", "shop-common", "shop-worker"]
                        """ + member("shop-api", "1.0", "packages/api", "shop-common", "editable = \"packages/common\"")
                                + member("shop-common", "0.3", "packages/common", "greeting", "")
                                + member("shop-worker", "1.0", "packages/worker", "farewell", "")
                                + wheel(world, greeting)
                                + wheel(world, farewell));
    }

    private static String member(String name, String version, String folder, String needs, String source) {
        return """

                [[package]]
                name = "%s"
                version = "%s"
                source = { editable = "%s" }
                dependencies = [{ name = "%s" }]
                [package.metadata]
                requires-dist = [{ name = "%s"%s }]
                """.formatted(name, version, folder, needs, needs, source.isEmpty() ? "" : ", " + source);
    }

    private static String wheel(World world, WheelRecipe wheel) {
        return """

                [[package]]
                name = "%s"
                version = "%s"
                source = { registry = "%s" }
                wheels = [{ url = "%s", hash = "sha256:%s", size = %d }]
                """.formatted(
                        wheel.name(),
                        wheel.version(),
                        world.index().simple(),
                        world.index().fileUri(wheel.filename()),
                        wheel.digest().hex(),
                        wheel.bytes().length);
    }

    @Test
    void onlyWhatTheMemberNeedsGoesIn(World world) throws IOException {
        assertThat(Ran.well(world, "build", "--package", "shop-api").out()).startsWith("store:shop-api:1.0  sha256:");
        Opened image = Opened.built(world, "--package", "shop-api");
        assertThat(image.below("opt/app/venv/lib/python3.13/site-packages"))
                .contains("shop_common.py", "shop_api/__main__.py", "shop_common-0.3.dist-info/METADATA")
                .contains("greeting/__init__.py")
                .noneMatch(path -> path.contains("shop_worker") || path.contains("farewell"));
        assertThat(image.twice()).isEmpty();
        assertThat(image.command()).containsExactly("/opt/app/venv/bin/api");
    }

    @Test
    void theMembersFolderSaysTheSame(World world) {
        Ran named = Ran.well(world, "build", "--package", "Shop_API");
        Ran folder = Ran.well(world, "build", "packages/api");
        assertThat(folder.out()).isEqualTo(named.out());
        assertThat(world.project().resolve("packages/api/terrarium.lock")).exists();
        assertThat(world.project().resolve("terrarium.lock")).doesNotExist();
    }

    @Test
    void aChangedLibraryIsTheOnlyOneMadeAgain(World world) {
        Ran.well(world, "build", "--package", "shop-api");
        world.packaged("packages/common", COMMON.withFile("shop_more.py", "B = 2\n"), "dependencies = [\"greeting\"]");
        Ran ran = Ran.well(world, "build", "--package", "shop-api");
        List<String> present = present(Ran.well(world, "plan", "--package", "shop-api"));
        assertThat(present).contains("shop-common 0.3", "shop-api 1.0");

        world.packaged("packages/worker", WORKER.withFile("more.py", ""), "dependencies = [\"farewell\"]");
        assertThat(Ran.well(world, "build", "--package", "shop-api").out()).isEqualTo(ran.out());
    }

    private static List<String> present(Ran plan) {
        return plan.out()
                .lines()
                .filter(line -> line.startsWith("      "))
                .map(String::strip)
                .toList();
    }

    @Test
    void aWorkspaceWithoutAProjectAsksForOne(World world) {
        Ran ran = Ran.in(world, "build");
        assertThat(ran.exit().number()).isEqualTo(3);
        assertThat(ran.problems())
                .containsExactly(
                        "error: this folder is a workspace and has no project of its own",
                        "hint: name one of its packages: `--package shop-api`, `--package shop-common`, "
                                + "`--package shop-worker`");
        assertThat(Ran.in(world, "build", "--package", "shop-apo").problems())
                .containsExactly(
                        "error: the workspace has no package `shop-apo`: it has shop-api, shop-common, shop-worker",
                        "hint: did you mean `shop-api`?");
    }

    @Test
    void aLibraryThatMovedOnMakesTheLockStale(World world) {
        world.packaged("packages/common", COMMON, "dependencies = [\"greeting\", \"httpx\"]");
        assertThat(Ran.in(world, "build", "--package", "shop-api").problems())
                .containsExactly(
                        "error: the lock file does not fit the project: `httpx` is required by pyproject.toml but not locked",
                        "hint: run `uv lock`, then build again");
    }

    @Test
    void aLibraryThatCannotBeBuiltIsNamed(World world) {
        world.write("packages/common/broken", "no such template");
        Ran ran = Ran.in(world, "build", "--package", "shop-api");
        assertThat(ran.exit().number()).isEqualTo(3);
        assertThat(ran.err()).contains("no such template").contains("shop-common");
    }
}
