package dev.terrarium.cli.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.cli.Worlds;
import dev.terrarium.testkit.WheelRecipe;
import dev.terrarium.testkit.world.World;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A project of setup.py and nothing else beside its requirements. */
@ExtendWith(Worlds.class)
class SetupProjectTest {
    @Test
    void isBuiltBySetuptoolsAndStartsItsOnlyScript(World world) throws IOException {
        WheelRecipe shop = WheelRecipe.of("shop", "1.2").withScript("shop", "shop.cli:main");
        Files.delete(world.project().resolve("main.py"));
        world.index().add(WheelRecipe.of("setuptools", "80.0"));
        world.withBubblewrap()
                .packaged("", shop)
                .write(
                        "setup.py",
                        "setup(name='shop', version='1.2', entry_points={'console_scripts': ['shop=shop.cli:main']})");
        Files.delete(world.project().resolve("pyproject.toml"));
        Opened image = Opened.built(world);
        assertThat(image.below("opt/app/venv/lib/python3.13/site-packages")).contains("shop-1.2.dist-info/METADATA");
        assertThat(image.command()).containsExactly("/opt/app/venv/bin/shop");
        assertThat(image.image().config().value().config().labels())
                .containsEntry("org.opencontainers.image.version", "1.2")
                .containsEntry("org.opencontainers.image.title", "shop");
    }
}
