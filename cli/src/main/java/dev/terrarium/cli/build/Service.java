package dev.terrarium.cli.build;

import dev.terrarium.project.Project;
import java.util.Optional;

/**
 * One image of a repository on its way: the project that it holds, what of it goes in, what its lock selects.
 *
 * @param name empty where the project is the one image
 * @param project with this image's configuration
 */
record Service(Optional<String> name, Project project, ProjectInputs inputs, Dependencies dependencies) {}
