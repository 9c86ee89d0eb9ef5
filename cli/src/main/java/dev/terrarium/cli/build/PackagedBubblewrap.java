package dev.terrarium.cli.build;

import dev.terrarium.debian.archive.ArchiveSnapshot;
import dev.terrarium.debian.archive.Closure;
import dev.terrarium.debian.archive.Exclusions;
import dev.terrarium.debian.archive.Root;
import dev.terrarium.debian.archive.Selected;
import dev.terrarium.debian.base.DebInstall;
import dev.terrarium.debian.deb.DebPackage;
import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.TerrariumError;
import dev.terrarium.error.TrustError;
import dev.terrarium.error.UserError;
import dev.terrarium.oci.Digest;
import dev.terrarium.project.Project;
import dev.terrarium.store.Records;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Bubblewrap out of the configured Debian source, for hosts that have none: a tool of the machine that builds, and no input of any
 * image.
 *
 * <p>Taken once and remembered; nothing that it runs depends on its version. That there is no source, no network, or an index that
 * is out of date is not an error here: then there is one way less to run commands. Otherwise a locked project could not be built
 * any more once its suite's index expired, although it needs no index.
 */
final class PackagedBubblewrap {
    private static final String NAME = "bubblewrap";

    private final Collaborators with;
    private final Project project;
    private final boolean mayReadIndex;

    /**
     * @param mayReadIndex whether the archive's index may be read for this alone: a build whose lock lacks nothing reads none, and
     *     gains nothing by walls around an interpreter that it verified
     */
    PackagedBubblewrap(Collaborators with, Project project, boolean mayReadIndex) {
        this.with = with;
        this.project = project;
        this.mayReadIndex = mayReadIndex;
    }

    Optional<Tree> tree() {
        try {
            Records records = with.store().records("tool-" + NAME, 1);
            Digest key = Digest.ofBytes(with.platform().toString().getBytes(StandardCharsets.UTF_8));
            Optional<List<Digest>> known = records.find(key).map(PackagedBubblewrap::parse);
            if (known.isPresent() && known.get().stream().allMatch(with.store()::has)) {
                return Optional.of(merged(known.get()));
            }
            if (!mayReadIndex && with.opened(with.platform()).isEmpty()) {
                return Optional.empty();
            }
            List<Digest> debs = fetched();
            records.replace(
                    key,
                    debs.stream()
                            .map(deb -> deb + "\n")
                            .collect(Collectors.joining())
                            .getBytes(StandardCharsets.UTF_8));
            return Optional.of(merged(debs));
        } catch (UserError | EnvironmentError e) {
            return without(e);
        } catch (TrustError e) {
            if (e.problems().stream().allMatch(problem -> problem.code() == ErrorCode.INDEX_EXPIRED)) {
                return without(e);
            }
            throw e;
        } catch (IOException e) {
            with.progress().note("no bubblewrap from the store: " + e.getMessage());
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Optional<Tree> without(TerrariumError why) {
        with.progress().note("no bubblewrap from the Debian source: " + why.getMessage());
        return Optional.empty();
    }

    private List<Digest> fetched() throws InterruptedException {
        ArchiveSnapshot snapshot = Archives.open(with, project, with.platform());
        List<Selected> debs = Closure.of(snapshot, List.of(Root.of(NAME, NAME)), Exclusions.DEBIAN);
        with.fetcher().fetch(debs.stream().map(Archives::fetchOf).toList());
        return debs.stream().map(Selected::digest).toList();
    }

    private Tree merged(List<Digest> debs) {
        // the loader is looked for where programs name it, and the packages have it behind the merged /usr
        var all = Tree.builder().put("lib", new Entry.Link("usr/lib")).put("lib64", new Entry.Link("usr/lib64"));
        for (Digest deb : debs) {
            DebPackage opened = DebPackage.open(with.store(), deb, deb.toString());
            all.putAll(DebInstall.files(opened.stanza().field("package").orElse(""), opened.data()));
        }
        return all.build();
    }

    private static List<Digest> parse(byte[] record) {
        var digests = new ArrayList<Digest>();
        new String(record, StandardCharsets.UTF_8)
                .lines()
                .forEach(line -> Digest.parse(line).ifPresent(digests::add));
        return digests;
    }
}
