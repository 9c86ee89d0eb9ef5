package dev.terrarium.cli.build;

import dev.terrarium.debian.archive.Closure;
import dev.terrarium.debian.archive.Exclusions;
import dev.terrarium.debian.archive.Root;
import dev.terrarium.debian.archive.Selected;
import dev.terrarium.debian.deb.DebPackage;
import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.UserError;
import dev.terrarium.project.Project;
import dev.terrarium.python.index.PipDefault;
import dev.terrarium.python.index.Source;
import dev.terrarium.tree.Contents;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import dev.terrarium.tree.TreePath;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The index that pip asks by default, read out of the pip that the configured Debian source has, for hosts without a pip of their
 * own. That pip is never run.
 */
final class PackagedPip {
    private static final String NAME = "python3-pip-whl";

    private final Collaborators with;
    private final Project project;

    PackagedPip(Collaborators with, Project project) {
        this.with = with;
        this.project = project;
    }

    Optional<Source> index() {
        try {
            Selected deb = Closure.of(
                            Archives.open(with, project, with.platform()),
                            List.of(Root.of(NAME, NAME)),
                            Exclusions.DEBIAN)
                    .stream()
                    .filter(one -> one.name().equals(NAME))
                    .findFirst()
                    .orElseThrow();
            with.fetcher().fetch(List.of(Archives.fetchOf(deb)));
            return inTree(DebPackage.open(with.store(), deb.digest(), NAME).data());
        } catch (UserError | EnvironmentError e) {
            with.progress().note("no default index from the Debian source: " + e.getMessage());
            return Optional.empty();
        } catch (IOException e) {
            with.progress().note("no default index from `" + NAME + "`: " + e.getMessage());
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Optional<Source> inTree(Tree data) throws IOException {
        for (Map.Entry<TreePath, Entry> file : data.entries().entrySet()) {
            String name = file.getKey().name();
            if (file.getValue() instanceof Entry.File wheel && name.startsWith("pip-") && name.endsWith(".whl")) {
                try (InputStream in = new Contents(with.store()).open(wheel.content())) {
                    return PipDefault.inWheel(in, "pip of the Debian package " + NAME);
                }
            }
        }
        return Optional.empty();
    }
}
