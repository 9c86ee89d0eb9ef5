package dev.terrarium.project.image;

import dev.terrarium.json.Json;
import dev.terrarium.json.PrettyJson;
import dev.terrarium.project.Project;
import dev.terrarium.project.git.GitFacts;
import dev.terrarium.python.interpreter.Layout;
import dev.terrarium.tree.Content;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.TreePath;
import java.time.Instant;

/** A file from which the running application can tell which version it is: {@code /opt/app/build-info.json}. */
public final class BuildInfo {
    private BuildInfo() {}

    public static TreePath path(Layout layout) {
        return layout.prefix().resolve("build-info.json");
    }

    /** @param created the image's own time of creation */
    public static Entry.File file(Project project, GitFacts git, Instant created) {
        Json.Members info = Json.Members.EMPTY
                .withText("name", project.declaredName())
                .with("version", project.versionText())
                .withText("revision", git.commit())
                .with("dirty", git.dirty())
                .withText("source", project.about().url().or(git::remote))
                .with("created", created.toString());
        return Entry.File.plain(Content.Inline.of(PrettyJson.write(info) + "\n"));
    }
}
