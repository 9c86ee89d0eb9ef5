package dev.terrarium.cli.digest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.cli.Ran;
import dev.terrarium.cli.terminal.ExitCode;
import dev.terrarium.oci.record.Segment;
import dev.terrarium.testkit.WheelRecipe;
import dev.terrarium.testkit.debian.Deb;
import dev.terrarium.testkit.world.TinyDebian;
import dev.terrarium.testkit.world.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segments are closed: whatever one of them is made from anew, the layers of all others stay the same bytes. */
class SegmentsTest {
    private static final WheelRecipe GREETING =
            WheelRecipe.of("greeting", "1.0").withScript("hello", "greeting:main");

    @TempDir
    private Path directory;

    private World world;
    private Built before;

    @BeforeEach
    void build() {
        world = World.start(directory);
        world.application().requires(GREETING, WheelRecipe.of("other", "1.0"));
        before = image("before");
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void packagesOfTheSystemChangeTheSystemAlone() {
        world.publish(
                world.now().minus(Duration.ofHours(1)),
                Deb.of("hello", "2.10-3").with("Depends", "libc6").withFile("usr/bin/hello", "a program", 0755));
        world.configure("packages = [\"hello\"]");

        Built after = image("after");

        assertThat(changed(after)).containsExactly(Segment.Name.OS);
        // and of the system not the base, which is the same in every project
        assertThat(after.layers(Segment.Name.OS))
                .startsWith(before.layers(Segment.Name.OS).getFirst());
        assertThat(after.label("dev.terrarium.lock")).isNotEqualTo(before.label("dev.terrarium.lock"));
    }

    @Test
    void anUpdateOfTheSystemChangesTheSystemAlone() {
        world.publish(
                world.now().minus(Duration.ofHours(1)),
                Deb.of("tzdata", "2026b-0+deb13u1")
                        .forArchitecture("all")
                        .withFile("usr/share/zoneinfo/Etc/UTC", "TZif3"));
        update();

        assertThat(changed(image("after"))).containsExactly(Segment.Name.OS);
    }

    @Test
    void aShellChangesTheSystemAlone() {
        world.configure("shell = true");

        assertThat(changed(image("after"))).containsExactly(Segment.Name.OS);
    }

    @Test
    void anotherPatchOfPythonChangesPythonAlone() {
        world.publish(world.now().minus(Duration.ofHours(1)), python("3.13.7-1"));
        update();

        Built after = image("after");

        assertThat(changed(after)).containsExactly(Segment.Name.CPYTHON);
        assertThat(after.imageRecord().interpreter().version()).isEqualTo("3.13.7");
    }

    @Test
    void anotherWheelChangesDependenciesAlone() {
        world.requires(GREETING, WheelRecipe.of("other", "1.1"));

        // requirements.txt is one of the files that go in, and beside it nothing of the project changed
        assertThat(changed(image("after"))).containsOnly(Segment.Name.DEPENDENCIES, Segment.Name.PROJECT);
    }

    @Test
    void aLineOfCodeChangesTheProjectAlone() {
        world.write("main.py", world.read("main.py") + "# one line more\n");

        assertThat(changed(image("after"))).containsExactly(Segment.Name.PROJECT);
    }

    @Test
    void anotherProjectSharesEveryLayerButItsOwn() {
        world.write("main.py", "if __name__ == '__main__':\n    print('quite another')\n");
        world.configure("labels = { team = \"other\" }\nenv = { MODE = \"other\" }");
        world.forget();

        assertThat(changed(image("after"))).containsExactly(Segment.Name.PROJECT);
    }

    @Test
    void theKeysOfSegmentsMoveWithTheirLayers() {
        world.publish(world.now().minus(Duration.ofHours(1)), python("3.13.7-1"));
        update();
        Built after = image("after");

        for (Segment.Name name : Segment.Name.values()) {
            boolean same = before.segment(name).key().equals(after.segment(name).key());
            assertThat(same).as(name.toString()).isEqualTo(name != Segment.Name.CPYTHON);
        }
    }

    /** CPython in another version, with other bytes, that compiles as before: the same magic. */
    private static Deb[] python(String version) {
        List<Deb> others = new ArrayList<>();
        for (Deb deb : TinyDebian.debs()) {
            if (deb.version().equals(TinyDebian.PYTHON)) {
                var fields = new TreeMap<>(deb.fields());
                fields.replaceAll((field, value) -> value.replace(TinyDebian.PYTHON, version));
                others.add(new Deb(deb.name(), version, deb.architecture(), fields, deb.files())
                        .withFile(
                                "usr/lib/python3.13/" + deb.name().replace('-', '_') + ".py",
                                "v = '" + version + "'\n"));
            }
        }
        return others.toArray(Deb[]::new);
    }

    private void update() {
        Ran ran = Ran.in(world, "lock", "--update");
        assertThat(ran.exit()).as(ran.err()).isEqualTo(ExitCode.OK);
    }

    private Built image(String layout) {
        return Built.by(world.environment(), directory.resolve(layout));
    }

    private Set<Segment.Name> changed(Built after) {
        Map<Segment.Name, List<String>> then = before.layers();
        var changed = EnumSet.noneOf(Segment.Name.class);
        after.layers().forEach((name, layers) -> {
            if (!layers.equals(then.get(name))) {
                changed.add(name);
            }
        });
        return changed;
    }
}
