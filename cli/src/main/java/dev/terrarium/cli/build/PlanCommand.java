package dev.terrarium.cli.build;

import dev.terrarium.cli.command.BuildOptions;
import dev.terrarium.cli.command.Command;
import dev.terrarium.cli.command.Result;
import dev.terrarium.cli.command.Session;
import dev.terrarium.cli.line.Arguments;
import dev.terrarium.cli.line.Spec;
import java.io.IOException;
import java.util.List;

/** {@code terrarium plan}: what a build would make, before it makes anything. */
public final class PlanCommand implements Command {
    @Override
    public Spec spec() {
        return new Spec(
                "plan",
                "say what a build would make, layer by layer",
                "Completes the lock in memory, chooses the wheels and prints the plan. Fetches only what deciding needs,"
                        + " and writes nothing but the store.",
                BuildOptions.operands(),
                BuildOptions.planTable(),
                List.of(
                        new Spec.Example("the plan of the project in this folder", "plan"),
                        new Spec.Example("for a program", "plan --json services/shop")));
    }

    @Override
    public Result run(Arguments arguments, Session session) throws IOException, InterruptedException {
        return new Workflow(BuildOptions.of(arguments, session), session).planReport();
    }
}
