package dev.terrarium.cli.init;

import dev.terrarium.cli.build.Detection;
import dev.terrarium.cli.command.BuildOptions;
import dev.terrarium.cli.command.Command;
import dev.terrarium.cli.command.Result;
import dev.terrarium.cli.command.Session;
import dev.terrarium.cli.line.Arguments;
import dev.terrarium.cli.line.Option;
import dev.terrarium.cli.line.Spec;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code terrarium init}: a configuration, or the files that start the image elsewhere. */
public final class InitCommand implements Command {
    @Override
    public Spec spec() {
        return new Spec(
                "init",
                "write a first configuration, a compose.yaml or a manifest for Kubernetes",
                "Writes down what a build would find out by itself, as [tool.terrarium] in pyproject.toml or as"
                        + " terrarium.toml. Asks nothing, uses no network, and overwrites nothing unless told to. A project"
                        + " builds without any of it.",
                BuildOptions.operands(),
                List.of(
                        Option.flag("compose", "write compose.yaml instead"),
                        Option.flag("kubernetes", "write kubernetes.yaml instead: a deployment and its service"),
                        Option.flag("force", "replace what is there"),
                        Option.flag("dry-run", "print what would be written, and write nothing")),
                List.of(
                        new Spec.Example("a configuration with what was found", "init"),
                        new Spec.Example("only look at it", "init --dry-run"),
                        new Spec.Example("both ways to start the image", "init --compose --kubernetes"),
                        new Spec.Example("for a project elsewhere", "init services/shop --compose")));
    }

    @Override
    public Result run(Arguments arguments, Session session) throws IOException, InterruptedException {
        Detection found = Detection.of(session.resolve(arguments.operand(0).orElse(".")), session);
        Path directory = found.project().directory();
        boolean force = arguments.has("force");
        var planned = new ArrayList<PlannedFile>();
        var problems = new ArrayList<Problem>();
        if (arguments.has("compose")) {
            planned.add(PlannedFile.whole(
                    directory, "compose.yaml", ComposeText.of(Deployment.all(found)), force, problems));
        }
        if (arguments.has("kubernetes")) {
            planned.add(PlannedFile.whole(
                    directory, "kubernetes.yaml", KubernetesText.of(Deployment.all(found)), force, problems));
        }
        if (planned.isEmpty()) {
            planned.add(new ConfigurationFile(directory, new ConfigurationText(found).text(), force).planned(problems));
        }
        boolean dry = arguments.has("dry-run");
        if (!problems.isEmpty() && !dry) {
            throw new UserError(problems);
        }
        if (!dry) {
            for (PlannedFile file : planned) {
                file.write();
            }
        }
        return new InitReport(planned, dry);
    }
}
