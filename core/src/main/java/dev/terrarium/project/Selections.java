package dev.terrarium.project;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.project.configuration.Spelling;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Extras and groups that were asked for, held against those that the project has; some locks know better, and tell themselves. */
public final class Selections {
    private Selections() {}

    /** The same project with these extras and groups besides the configured ones. */
    public static Project select(Project project, List<String> extras, List<String> groups) {
        Project selected = project.withConfiguration(project.configuration().plus(extras, groups));
        check(selected);
        return selected;
    }

    static void check(Project project) {
        var problems = new ArrayList<Problem>();
        List<String> extras = project.configuration().selection().extras();
        List<String> groups = project.configuration().selection().groups();
        if (project.lock() instanceof ProjectLock.Unneeded && !groups.isEmpty()) {
            problems.add(Problem.of(
                    ErrorCode.PROJECT_UNLOCKED,
                    "the dependency group `" + String.join("`, `", groups)
                            + "` is asked for, and the project is not locked",
                    "run `uv lock`, then build again"));
        } else if (project.lock() instanceof ProjectLock.Requirements && !(extras.isEmpty() && groups.isEmpty())) {
            problems.add(Problem.of(
                    ErrorCode.CONFIGURATION_INVALID,
                    "extras and groups cannot be chosen from `"
                            + project.directory().relativize(project.lock().file())
                            + "`: a requirements file holds one selection",
                    "compile the requirements with them and leave them out here, or lock with `uv lock`"));
        } else if (!(project.lock() instanceof ProjectLock.Pylock || project.lock() instanceof ProjectLock.Pipfile)) {
            if (!project.dependencies().dynamic()) {
                unknown("extra", extras, project.dependencies().optional().keySet(), problems);
            }
            unknown("dependency group", groups, project.dependencies().groups().keySet(), problems);
        }
        if (!problems.isEmpty()) {
            throw new UserError(problems);
        }
    }

    private static void unknown(String kind, List<String> asked, Collection<String> known, List<Problem> problems) {
        for (String name : asked) {
            if (!known.contains(name)) {
                String there = known.isEmpty() ? "it has none" : "it has " + String.join(", ", known);
                var problem = Problem.of(
                        ErrorCode.CONFIGURATION_INVALID, "the project has no " + kind + " `" + name + "`: " + there);
                problems.add(Spelling.nearest(name, known)
                        .map(near -> problem.withHint("did you mean `" + near + "`?"))
                        .orElse(problem));
            }
        }
    }
}
