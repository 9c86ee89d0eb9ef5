package dev.terrarium.cli.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.cli.Ran;
import dev.terrarium.cli.Schema;
import dev.terrarium.cli.Worlds;
import dev.terrarium.delivery.Delivery;
import dev.terrarium.delivery.ImageName;
import dev.terrarium.make.StoredLayers;
import dev.terrarium.oci.Image;
import dev.terrarium.store.Store;
import dev.terrarium.testkit.WheelRecipe;
import dev.terrarium.testkit.world.World;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What stays out of an image because nothing in it can reach it. */
@ExtendWith(Worlds.class)
class PruneTest {
    private static final String SITE = "opt/app/venv/lib/python3.13/site-packages/";

    private static final WheelRecipe GREETING = WheelRecipe.of("greeting", "1.0")
            .withFile("greeting/__init__.py", "from . import words\n")
            .withFile("greeting/words.py", "hello = 'hello'\n")
            .withFile("greeting/words.pyi", "hello: str\n")
            .withFile("greeting/py.typed", "")
            .withFile("greeting/tests/__init__.py", "")
            .withFile("greeting/tests/test_words.py", "from greeting.tests import data\n")
            .withFile("greeting/docs/index.rst", "Greeting\n")
            .withFile("greeting/docs/LICENSE.txt", "public domain\n");

    private static void prune(World world, String rules, WheelRecipe... wheels) {
        world.requires(wheels).configure("prune = [" + rules + "]");
    }

    @Test
    void nothingIsPrunedUnasked(World world) {
        world.requires(GREETING);
        assertThat(built(world)).contains(SITE + "greeting/tests/test_words.py", SITE + "greeting/words.pyi");
    }

    @Test
    void testsDocumentationAndStubsStayOutAndTheSavingsAreTold(World world) throws Exception {
        prune(world, "\"tests\", \"docs\", \"typing\"", GREETING);
        assertThat(built(world))
                .contains(SITE + "greeting/words.py", SITE + "greeting/py.typed", SITE + "greeting/docs/LICENSE.txt")
                .doesNotContain(SITE + "greeting/tests", SITE + "greeting/words.pyi", SITE + "greeting/docs/index.rst");
        Ran ran = Ran.well(world, "build");
        assertThat(ran.err()).contains("pruned 52 B of 1 package: greeting 52 B (docs, tests, typing)");
        Ran json = Ran.well(world, "build", "--json");
        assertThat(Schema.named("build").faults(Schema.parse(json.out().getBytes(UTF_8))))
                .isEmpty();
        Ran plan = Ran.well(world, "plan", "--json");
        assertThat(Schema.named("plan").faults(Schema.parse(plan.out().getBytes(UTF_8))))
                .isEmpty();
        assertThat(plan.out()).contains("\"rule\": \"typing\"");
    }

    @Test
    void recordListsWhatIsThere(World world) {
        prune(world, "\"tests\"", GREETING);
        built(world);
        String record = Layers.text(dependencies(world), SITE + "greeting-1.0.dist-info/RECORD");
        assertThat(record)
                .contains("greeting/words.py,sha256=", "greeting/words.pyi,")
                .doesNotContain("greeting/tests/");
        assertThat(record.lines().toList()).last().isEqualTo("greeting-1.0.dist-info/RECORD,,");
    }

    @Test
    void whatAnotherPackageImportsStaysAndTheReasonIsTold(World world) {
        prune(
                world,
                "\"tests\"",
                GREETING,
                WheelRecipe.of("user", "1.0").withFile("user.py", "from greeting.tests.test_words import *\n"));
        assertThat(built(world)).contains(SITE + "greeting/tests/test_words.py");
        assertThat(Ran.well(world, "plan").out())
                .contains("kept       greeting/tests of greeting: `user.py` mentions it\n");
    }

    @Test
    void whatTheProjectImportsStays(World world) {
        prune(world, "\"tests\"", GREETING);
        assertThat(built(world)).doesNotContain(SITE + "greeting/tests");
        world.write("main.py", "import greeting.tests\nif __name__ == '__main__':\n    print('hello')\n");
        assertThat(built(world)).contains(SITE + "greeting/tests/test_words.py");
    }

    @Test
    void whatKeptTestsImportStaysToo(World world) {
        prune(
                world,
                "\"tests\"",
                GREETING,
                WheelRecipe.of("user", "1.0")
                        .withFile("user/__init__.py", "import user.tests\n")
                        .withFile("user/tests/__init__.py", "import greeting.tests\n"));
        assertThat(built(world)).contains(SITE + "greeting/tests/test_words.py", SITE + "user/tests/__init__.py");
    }

    @Test
    void stubsThatTheirOwnPackageReadsStay(World world) {
        prune(
                world,
                "\"typing\"",
                WheelRecipe.of("lazy", "1.0")
                        .withFile(
                                "lazy/__init__.py", "import lazy_loader\nlazy_loader.attach_stub(__name__, __file__)\n")
                        .withFile("lazy/__init__.pyi", "from . import more\n"));
        assertThat(built(world)).contains(SITE + "lazy/__init__.pyi");
    }

    @Test
    void anImageIsTheSameFromAnEmptyStore(World world) {
        prune(world, "\"tests\", \"docs\"", GREETING);
        String first = Ran.well(world, "build", "--output", "oci:out").out();
        String again = Ran.well(world.forget(), "build", "--locked", "--output", "oci:out")
                .out();
        assertThat(again).isEqualTo(first);
        world.configure("");
        assertThat(Ran.well(world, "build", "--output", "oci:out").out()).isNotEqualTo(first);
    }

    @Test
    void anUnknownRuleIsRefused(World world) {
        prune(world, "\"sources\"", GREETING);
        Ran ran = Ran.in(world, "build");
        assertThat(ran.exit().number()).isEqualTo(3);
        assertThat(ran.problems().getFirst()).contains("`prune`", "`tests`, `docs` or `typing`");
    }

    private static List<String> built(World world) {
        Ran.well(world, "build", "--tag", "app:1");
        return Layers.files(dependencies(world));
    }

    private static dev.terrarium.oci.Layer dependencies(World world) {
        var store = Store.at(world.store());
        Image image = (Image) new Delivery(world.environment(), store, new StoredLayers(store)::find)
                .read(ImageName.parse("store:app:1"))
                .image();
        return image.layers().get(2);
    }
}
