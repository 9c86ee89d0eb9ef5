package dev.terrarium.project.configuration;

import static dev.terrarium.project.configuration.ConfigurationKey.Type.LISTS;
import static dev.terrarium.project.configuration.ConfigurationKey.Type.MAP;
import static dev.terrarium.project.configuration.ConfigurationKey.Type.STRING;
import static dev.terrarium.project.configuration.ConfigurationKey.Type.STRINGS;
import static dev.terrarium.project.configuration.ConfigurationKey.Type.TABLES;

/** The keys of {@code [[tool.terrarium.image]]}: what the images of one repository may differ in. */
final class ImageKeys {
    static final ConfigurationKey IMAGE = ConfigurationKey.of(
                    "image",
                    TABLES,
                    "the project is the one image",
                    "The images of a repository that has several: all are built in one plan and share their layers; `--image NAME` "
                            + "builds some. What stands above holds for every image: the operating system, Python, the sources.",
                    "[[tool.terrarium.image]]\nname = \"worker\"\ncommand = [\"celery\", \"--app\", \"shop.tasks\", \"worker\"]")
            .holding(
                    ConfigurationKey.of(
                                    "name",
                                    STRING,
                                    "required",
                                    "What it is called: `--image NAME` chooses it, `{image}` in `--tag` and `--output` stands for it.",
                                    "name = \"worker\"")
                            .shaped(Shapes.IMAGE),
                    ConfigurationKey.of(
                                    "project",
                                    STRING,
                                    "this project",
                                    "The folder of its project, where that is another one; with project file and lock of its own.",
                                    "project = \"services/worker\"")
                            .shaped(Shapes.FOLDER),
                    ConfigurationKey.of(
                                    "package",
                                    STRING,
                                    "this project",
                                    "The member of the uv workspace that it holds, by its name.",
                                    "package = \"shop-worker\"")
                            .shaped(Shapes.NAME),
                    ConfigurationKey.of(
                            "command", STRINGS, "as above", "How this image starts.", "command = [\"shop-worker\"]"),
                    ConfigurationKey.of(
                            "commands",
                            LISTS,
                            "as above",
                            "Further commands of this image by name, besides and over those above.",
                            "commands = { beat = [\"celery\", \"beat\"] }"),
                    ConfigurationKeys.HEALTH,
                    ConfigurationKey.of(
                            "env",
                            MAP,
                            "none",
                            "Variables of this image, besides and over those above.",
                            "env = { WORKERS = \"2\" }"),
                    ConfigurationKey.of(
                            "labels",
                            MAP,
                            "none",
                            "Labels of this image, besides and over those above.",
                            "labels = { tier = \"background\" }"),
                    ConfigurationKey.of(
                                    "extras",
                                    STRINGS,
                                    "none",
                                    "Optional dependencies for this image, besides those above.",
                                    "extras = [\"celery\"]")
                            .shaped(Shapes.NAME),
                    ConfigurationKey.of(
                                    "groups",
                                    STRINGS,
                                    "none",
                                    "Dependency groups for this image, besides those above.",
                                    "groups = [\"worker\"]")
                            .shaped(Shapes.NAME),
                    ConfigurationKey.of(
                                    "include",
                                    STRINGS,
                                    "none",
                                    "Files for this image although they are ignored, besides those above.",
                                    "include = [\"/dist/\"]")
                            .shaped(Shapes.PATTERN),
                    ConfigurationKey.of(
                                    "exclude",
                                    STRINGS,
                                    "none",
                                    "Files that stay out of this image, besides those above.",
                                    "exclude = [\"/web/\"]")
                            .shaped(Shapes.PATTERN),
                    ConfigurationKey.of(
                            "wheel-conflicts",
                            MAP,
                            "none",
                            "Whose file stays in this image, besides and over those above.",
                            "wheel-conflicts = { \"tests/__init__.py\" = \"httpx\" }"));

    private ImageKeys() {}
}
