package dev.terrarium.cli.engines;

import dev.terrarium.testkit.WheelRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A small project that uv locks, the same for every build back-end: dependencies by name, by marker, by path, an extra, two groups. Its
 * program prints the distributions that it finds.
 *
 * @param name of the project
 * @param buildSystem the table, or nothing for an application without one
 */
record UvProject(String name, String buildSystem) {
    static UvProject of(String backend) {
        return switch (backend) {
            case "uv_build" -> with(backend, "uv_build");
            case "hatchling" -> with(backend, "hatchling.build");
            case "setuptools" -> with(backend, "setuptools.build_meta");
            case "no back-end" -> new UvProject("demo", "");
            default -> throw new IllegalArgumentException(backend);
        };
    }

    private static UvProject with(String requirement, String backend) {
        return new UvProject("demo", """
                [build-system]
                requires = ["%s"]
                build-backend = "%s"
                """.formatted(requirement, backend));
    }

    UvProject named(String other) {
        return new UvProject(other, buildSystem);
    }

    /** Without its lock. */
    Path writeTo(Path parent) throws IOException {
        Path project = Files.createDirectories(parent.resolve(name));
        Files.writeString(project.resolve("pyproject.toml"), document());
        // where each back-end looks by itself: `src` for what is built, the project's directory for what is not
        Path module = Files.createDirectories(
                project.resolve(buildSystem.isEmpty() ? "" : "src").resolve(name.replace('-', '_')));
        Files.writeString(module.resolve("__init__.py"), "");
        Files.writeString(module.resolve("__main__.py"), """
                from importlib.metadata import distributions


                def main():
                    print(*sorted(found.name for found in distributions()))


                if __name__ == "__main__":
                    main()
                """);
        WheelRecipe.of("beside", "1.0").writeTo(Files.createDirectories(project.resolve("wheels")));
        return project;
    }

    private String document() {
        String scripts = buildSystem.isEmpty()
                ? ""
                : "[project.scripts]\n%s = \"%s.__main__:main\"\n".formatted(name, name.replace('-', '_'));
        return """
                [project]
                name = "%s"
                version = "1.0"
                requires-python = ">=3.11"
                dependencies = [
                    "beside",
                    "humanize",
                    "colorama; sys_platform == 'win32'",
                    "tomli; python_version < '3.0'",
                ]

                [project.optional-dependencies]
                more = ["packaging"]

                [dependency-groups]
                dev = ["iniconfig"]
                tools = ["pluggy"]

                [tool.uv.sources]
                beside = { path = "wheels/beside-1.0-py3-none-any.whl" }

                """.formatted(name) + scripts + buildSystem;
    }
}
