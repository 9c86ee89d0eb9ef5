package dev.terrarium.cli.build;

import dev.terrarium.cli.build.Chosen.Repository;
import dev.terrarium.cli.command.BuildOptions;
import dev.terrarium.cli.command.Session;
import dev.terrarium.cli.line.Parser;
import dev.terrarium.error.UserError;
import dev.terrarium.interpreter.SuiteSelection.SuitePython;
import dev.terrarium.oci.ImageReference;
import dev.terrarium.project.Project;
import dev.terrarium.project.ProjectImage;
import dev.terrarium.project.files.FileWalk;
import dev.terrarium.project.start.StartCommand;
import dev.terrarium.project.start.StartCommands;
import dev.terrarium.python.Target;
import dev.terrarium.python.interpreter.Layout;
import dev.terrarium.tree.Contents;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a build would find out about a project by itself, found out without any network.
 *
 * @param os {@code debian:trixie}
 * @param python {@code 3.13}
 * @param start empty when it could not be found
 * @param unclear why not, in the words of the build; empty when it was
 * @param name under which the image would be known
 */
public record Detection(
        Project project,
        String os,
        String python,
        Layout layout,
        Optional<StartCommand> start,
        String unclear,
        ImageReference name) {
    /** Of which glibc the wheels are chosen does not matter here: only their names do. */
    private static final int SOME_GLIBC = 36;

    /** @throws UserError when the project or its lock cannot be read */
    public static Detection of(Path directory, Session session) {
        var options =
                BuildOptions.of(Parser.parse(new BuildCommand().spec(), List.of("--", directory.toString())), session);
        Repository repository = Chosen.repository(options, session);
        ProjectImage image = repository.chosen().getFirst();
        Project project = image.project();
        SuitePython chosen = PythonChoice.of(project);
        var with = Collaborators.of(repository, options, session);
        var layout = new Layout(project.configuration().org(), chosen.python());
        Optional<StartCommand> start = Optional.empty();
        String unclear = "";
        try {
            int minor =
                    Integer.parseInt(chosen.python().substring(chosen.python().indexOf('.') + 1));
            var locked = Chosen.dependencies(project, with, session.environment())
                    .versions(new Target(minor, 0, session.platform(), SOME_GLIBC));
            var files = FileWalk.read(
                    project.directory(), project.configuration().selection(), List.of(), with.store(), with.progress());
            start = Optional.of(StartCommands.find(project, files, new Contents(with.store()), locked, layout));
        } catch (UserError e) {
            if (e.problems().stream().anyMatch(problem -> !problem.code().id().startsWith("start-command"))) {
                throw e;
            }
            unclear = e.problems().getFirst().message();
        }
        return new Detection(
                project,
                "debian:" + chosen.suite(),
                chosen.python(),
                layout,
                start,
                unclear,
                BuildReport.nameOf(repository.project(), image.name(), project));
    }
}
