package dev.terrarium.cli.build;

import dev.terrarium.cli.build.Chosen.Repository;
import dev.terrarium.cli.command.BuildOptions;
import dev.terrarium.cli.command.Session;
import dev.terrarium.cli.line.Arguments;
import dev.terrarium.cli.line.Parser;
import dev.terrarium.debian.source.DebianSources;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.oci.Platform;
import dev.terrarium.project.Project;
import dev.terrarium.project.ProjectLock;
import dev.terrarium.project.Projects;
import dev.terrarium.project.configuration.Configuration;
import dev.terrarium.python.index.Source;
import dev.terrarium.sandbox.SandboxProbe;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a build in the working directory would find around it: sources of packages and ways to run commands.
 *
 * <p>Wired exactly as a build is, so that {@code doctor} cannot say another thing than the build does. Where there is no project, it
 * is as for one that configures nothing.
 */
public final class Surroundings {
    private final Session session;
    private final Project project;
    private final boolean isProject;
    private final List<Problem> problems;

    private Surroundings(Session session, Project project, boolean isProject, List<Problem> problems) {
        this.session = session;
        this.project = project;
        this.isProject = isProject;
        this.problems = problems;
    }

    /** Those of the working directory. */
    public static Surroundings of(Session session) {
        try {
            return new Surroundings(
                    session, Projects.read(session.environment().directory(), session.progress()), true, List.of());
        } catch (UserError e) {
            boolean none = e.problems().getFirst().code() == ErrorCode.PROJECT_NOT_FOUND;
            return new Surroundings(session, nothing(session), !none, none ? List.of() : e.problems());
        }
    }

    private static Project nothing(Session session) {
        var directory = session.environment().directory();
        return new Project(
                directory,
                Optional.of("nothing"),
                Optional.empty(),
                Project.About.NOTHING,
                Optional.empty(),
                Optional.empty(),
                Project.Dependencies.NONE,
                Optional.empty(),
                new ProjectLock.Uv(directory, List.of()),
                new TreeMap<>(),
                Configuration.DEFAULT);
    }

    /** The project's name, if the working directory holds one that can be built. */
    public Optional<String> project() {
        return isProject && problems.isEmpty() ? Optional.of(project.name()) : Optional.empty();
    }

    /** What keeps the project from being read; then the rest is as for one that configures nothing. */
    public List<Problem> problems() {
        return problems;
    }

    /** Where the operating system's packages come from. */
    public DebianSources debian() {
        return new SystemSources(project, session.environment()).of(Optional.empty());
    }

    /** Where Python's packages come from; nobody is asked over the network. */
    public List<Source> python() {
        return Collaborators.python(project, session.environment(), Optional::empty)
                .all();
    }

    /** Every way to run commands, tried; bubblewrap is fetched from the Debian source if the host has none. */
    public List<SandboxProbe.Finding> sandbox(Platform platform) throws InterruptedException {
        Arguments nothing = Parser.parse(new BuildCommand().spec(), List.of());
        var with = Collaborators.of(Repository.of(project), BuildOptions.of(nothing, session), session);
        return new SandboxProbe(
                        session.environment(),
                        session.store(),
                        platform,
                        new PackagedBubblewrap(with, project, true)::tree)
                .findings();
    }
}
