package dev.terrarium.project.configuration;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.python.toml.TomlValue;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What must hold between the entries of {@code [[tool.terrarium.image]]}, and within each of them. */
final class ImageRules {
    private final List<Problem> problems;

    ImageRules(List<Problem> problems) {
        this.problems = problems;
    }

    void check(TomlValue.Table configuration) {
        Set<String> names = new HashSet<>();
        if (configuration.at("image").orElse(null) instanceof TomlValue.Array images) {
            for (TomlValue item : images.items()) {
                if (item instanceof TomlValue.Table image) {
                    new ContainerRules(problems).check(image);
                    check(image, names);
                }
            }
        }
    }

    private void check(TomlValue.Table image, Set<String> names) {
        if (image.at("name").isEmpty()) {
            problems.add(problem(image, "an `image` needs a `name`", "write `name = \"web\"`"));
        } else if (image.at("name").get() instanceof TomlValue.Text(var name, var spot) && !names.add(name)) {
            problems.add(problem(image.at("name").get(), "two images are called `" + name + "`", "rename one of them"));
        }
        if (image.at("project").isPresent() && image.at("package").isPresent()) {
            problems.add(problem(
                    image,
                    "`project` and `package` of an image exclude each other: it holds one project",
                    "take one of them out"));
        }
    }

    private static Problem problem(TomlValue value, String message, String hint) {
        return Problem.of(ErrorCode.CONFIGURATION_INVALID, message, hint)
                .at(value.spot().place());
    }
}
