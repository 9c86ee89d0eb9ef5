package dev.terrarium.cli.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.cli.Ran;
import dev.terrarium.cli.Schema;
import dev.terrarium.cli.Worlds;
import dev.terrarium.testkit.WheelRecipe;
import dev.terrarium.testkit.world.World;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A repository that describes several images. */
@ExtendWith(Worlds.class)
class SeveralImagesTest {
    private static final String IMAGES = """

            [[image]]
            name = "web"
            env = { MODE = "web" }

            [[image]]
            name = "worker"
            command = ["python", "-m", "tasks"]
            exclude = ["/web/"]

            [[image]]
            name = "mail"
            project = "services/mail"
            """;

    @BeforeEach
    void repository(World world) {
        WheelRecipe greeting = WheelRecipe.of("greeting", "1.0");
        WheelRecipe letters = WheelRecipe.of("letters", "2.0");
        world.requires(greeting).configure("env = { TEAM = \"shop\" }", IMAGES);
        world.index().add(letters);
        world.write("web/page.html", "<p>")
                .write("tasks.py", "")
                .write("services/mail/mail.py", "if __name__ == '__main__':\n    print('mail')\n")
                .write("services/mail/requirements.txt", hashed(greeting) + hashed(letters));
    }

    private static String hashed(WheelRecipe wheel) {
        return wheel.name() + "==" + wheel.version() + " --hash=sha256:"
                + wheel.digest().hex() + "\n";
    }

    @Test
    void areBuiltTogetherAndNamedEach(World world) throws IOException {
        Ran ran = Ran.well(world, "build", "--output", "oci:../{image}-image");
        assertThat(ran.out().lines())
                .extracting(line -> line.replaceFirst("  sha256:[0-9a-f]{64}$", ""))
                .containsExactly(
                        "oci:../web-image:project-web:0",
                        "oci:../worker-image:project-worker:0",
                        "oci:../mail-image:project-mail:0");
        Opened web = opened(world, "web");
        Opened worker = opened(world, "worker");
        Opened mail = opened(world, "mail");

        assertThat(web.below("opt/app/project"))
                .containsExactly("debian.asc", "main.py", "requirements.txt", "tasks.py", "web/page.html");
        assertThat(worker.below("opt/app/project"))
                .containsExactly("debian.asc", "main.py", "requirements.txt", "tasks.py");
        assertThat(mail.below("opt/app/project")).containsExactly("mail.py", "requirements.txt");
        assertThat(worker.command()).containsExactly("python", "-m", "tasks");
        assertThat(web.image().config().value().config().env()).contains("TEAM=shop", "MODE=web");
        assertThat(mail.image().config().value().config().env())
                .contains("TEAM=shop")
                .doesNotContain("MODE=web");

        assertThat(world.read("terrarium.lock")).contains("letters = \"rest\"");
        assertThat(world.project().resolve("services/mail/terrarium.lock")).doesNotExist();
    }

    @Test
    void shareEveryLayerThatIsNotTheirOwn(World world) throws IOException {
        Ran.well(world, "build", "--output", "oci:../{image}-image");
        List<String> web = opened(world, "web").layers();
        List<String> worker = opened(world, "worker").layers();
        List<String> mail = opened(world, "mail").layers();
        assertThat(web.subList(0, web.size() - 1)).isEqualTo(worker.subList(0, worker.size() - 1));
        assertThat(mail)
                .hasSize(web.size() + 1)
                .startsWith(web.subList(0, web.size() - 1).toArray(String[]::new));
    }

    private static Opened opened(World world, String image) throws IOException {
        return Opened.in(Path.of(world.project() + "/../" + image + "-image").normalize());
    }

    @Test
    void goIntoTheStoreUnderTheRepositorysNameAndTheirOwn(World world) {
        assertThat(Ran.well(world, "build").out().lines())
                .extracting(line -> line.replaceFirst("  .*", ""))
                .containsExactly("store:project-web:0", "store:project-worker:0", "store:project-mail:0");
        assertThat(Ran.well(world, "build", "--image", "worker", "--tag", "shop:1")
                        .out())
                .startsWith("store:shop:1  sha256:");
    }

    @Test
    void oneOfThemLeavesTheLockAlone(World world) {
        Ran.well(world, "build");
        String lock = world.read("terrarium.lock");
        Ran one = Ran.well(world, "build", "--locked", "--image", "web");
        assertThat(world.read("terrarium.lock")).isEqualTo(lock);
        assertThat(one.out().lines()).hasSize(1);
    }

    @Test
    void areToldApartInWhatIsPrinted(World world) throws Exception {
        fits("plans", Ran.well(world, "plan", "--json"));
        Ran built = Ran.well(world, "build", "--json");
        fits("builds", built);
        assertThat(built.out()).contains("\"image\": \"mail\"", "\"name\": \"project-mail:0\"");
        assertThat(Ran.well(world, "plan").out()).contains("web: project 0", "worker: project 0", "mail: mail 0");
        assertThat(Ran.well(world, "build").err()).contains("\nweb:\n", "\nworker:\n", "3 images: ");
        fits("builds", Ran.well(world, "build", "--json", "--image", "web"));
    }

    private static void fits(String schema, Ran ran) throws Exception {
        assertThat(Schema.named(schema).faults(Schema.parse(ran.out().getBytes(UTF_8))))
                .as(ran.out())
                .isEmpty();
    }

    @Test
    void mustNotOverwriteEachOther(World world) {
        Ran ran = Ran.in(world, "build", "--tag", "shop:1", "--output", "oci-archive:out.tar");
        assertThat(ran.exit().number()).isEqualTo(3);
        assertThat(ran.problems())
                .containsExactly(
                        "error: `--tag shop:1` is one name for 3 images: web, worker, mail",
                        "hint: write `{image}` where the name of each goes, or choose one with `--image web`",
                        "error: `--output oci-archive:out.tar` is one name for 3 images: web, worker, mail",
                        "hint: write `{image}` where the name of each goes, or choose one with `--image web`");
    }

    @Test
    void thatAreNotThereAreNamed(World world) {
        assertThat(Ran.in(world, "build", "--image", "wob").problems())
                .containsExactly(
                        "error: the configuration has no image `wob`: it has web, worker, mail",
                        "hint: did you mean `web`?");
        assertThat(Ran.in(world, "build", "--extra", "fast").problems())
                .containsExactly(
                        "error: `--extra` and `--group` say nothing of which of 3 images is meant",
                        "hint: choose one with `--image`, or write `extras` and `groups` into the tables of the images");
    }

    @Test
    void mustBeNamedOnceAndHoldOneProject(World world) {
        world.configure("", """
                [[image]]
                name = "web"
                [[image]]
                name = "web"
                project = "../other"
                [[image]]
                project = "a"
                package = "b"
                """);
        assertThat(Ran.in(world, "build").problems())
                .containsExactly(
                        "error: `image.project`: `../other` is not a folder below this one",
                        "error: two images are called `web`",
                        "hint: rename one of them",
                        "error: an `image` needs a `name`",
                        "hint: write `name = \"web\"`",
                        "error: `project` and `package` of an image exclude each other: it holds one project",
                        "hint: take one of them out");
    }

    @Test
    void mayAllBeOtherProjects(World world) throws IOException {
        world.configure("", "[[image]]\nname = \"mail\"\nproject = \"services/mail\"\n");
        Opened mail = Opened.built(world);
        assertThat(mail.below("opt/app/project")).containsExactly("mail.py", "requirements.txt");
    }
}
