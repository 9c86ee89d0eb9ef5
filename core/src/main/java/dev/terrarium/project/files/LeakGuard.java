package dev.terrarium.project.files;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.Place;
import dev.terrarium.error.Problem;
import dev.terrarium.error.UserError;
import dev.terrarium.oci.Digest;
import dev.terrarium.python.wheel.RecordFile;
import dev.terrarium.secret.Finding;
import dev.terrarium.tree.Contents;
import dev.terrarium.tree.Entry;
import dev.terrarium.tree.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Refuses what would put a secret into an image, all of it at once.
 *
 * <p>A file that a wheel's RECORD proves is somebody else's, published as it is: it is listed and refuses nothing. Of a package only
 * what its back-end puts into the wheel counts, which is known when it is made; but files that hold logins of package indexes, and
 * files of secrets that nothing keeps out, are refused before that.
 */
public final class LeakGuard {
    private static final int MOST_TOLD = 100;
    private static final Pattern MANIFEST = Pattern.compile(
            "(?i)(.*/)?((requirements|constraints)[^/]*\\.(txt|in)|requirements/[^/]*\\.(txt|in)|pip\\.conf|pip\\.ini|uv\\.toml|pyproject\\.toml"
                    + "|poetry\\.toml|pdm\\.toml|pipfile|[^/]*\\.lock|pylock\\.[^/]*toml|\\.?netrc|_netrc)");

    private final List<Suspect> own;
    private final List<Suspect> foreign;

    private LeakGuard(List<Suspect> own, List<Suspect> foreign) {
        this.own = own;
        this.foreign = foreign;
    }

    /** Tells what is the project's own from what was installed into it. */
    public static LeakGuard over(ProjectFiles files, Contents contents) {
        if (files.suspects().isEmpty()) {
            return new LeakGuard(List.of(), List.of());
        }
        Set<String> proven = proven(files, contents);
        var own = new ArrayList<Suspect>();
        var foreign = new ArrayList<Suspect>();
        files.suspects().forEach(one -> (proven.contains(one.path()) ? foreign : own).add(one));
        return new LeakGuard(List.copyOf(own), List.copyOf(foreign));
    }

    /** Paths that a RECORD lists with the hash that they have. */
    private static Set<String> proven(ProjectFiles files, Contents contents) {
        var proven = new HashSet<String>();
        for (TreePath path : files.facts().keySet()) {
            if (path.text().endsWith(".dist-info/RECORD")) {
                String above = path.text().substring(0, path.text().length() - "/RECORD".length());
                prove(files, above.substring(0, above.lastIndexOf('/') + 1), text(files, contents, path), proven);
            }
        }
        return proven;
    }

    private static void prove(ProjectFiles files, String base, String record, Set<String> proven) {
        try {
            RecordFile.read(record).forEach((path, row) -> {
                String full = base + path;
                row.digest()
                        .filter(digest ->
                                digestOf(files, full).filter(digest::equals).isPresent())
                        .ifPresent(digest -> proven.add(full));
            });
        } catch (IOException e) {
            // what cannot be read proves nothing
        }
    }

    private static Optional<Digest> digestOf(ProjectFiles files, String path) {
        return TreePath.parse(path)
                .flatMap(at -> Optional.ofNullable(files.facts().get(at)))
                .map(ProjectFiles.Facts::digest);
    }

    private static String text(ProjectFiles files, Contents contents, TreePath path) {
        try {
            return files.tree().at(path.text()).orElseThrow() instanceof Entry.File file
                    ? new String(contents.read(file.content()), StandardCharsets.UTF_8)
                    : "";
        } catch (IOException e) {
            return "";
        }
    }

    /** Lines about what others published. */
    public List<String> listed() {
        return foreign.stream()
                .flatMap(one -> one.findings().stream()
                        .map(finding -> "`" + one.path() + ":" + finding.line() + "` holds " + finding.what()
                                + "; a wheel brought it, so it is listed only"))
                .limit(MOST_TOLD)
                .toList();
    }

    /**
     * Refuses before anything is made.
     *
     * @param whole whether all files go in as they are
     */
    public void before(boolean whole) {
        refuse(one -> whole || one.personal() || MANIFEST.matcher(one.path()).matches());
    }

    /**
     * Refuses what was made.
     *
     * @param made digests of all files that are in it
     */
    public void after(Set<Digest> made) {
        refuse(one -> made.contains(one.digest()));
    }

    /** Whether nothing was found that could be refused. */
    public boolean isIdle() {
        return own.isEmpty();
    }

    private void refuse(Predicate<Suspect> counts) {
        var problems = new ArrayList<Problem>();
        var hints = new LinkedHashSet<String>();
        int more = 0;
        for (Suspect one : own) {
            if (!counts.test(one)) {
                continue;
            }
            hints.addAll(hints(one));
            for (Finding finding : one.findings()) {
                if (problems.size() < MOST_TOLD) {
                    problems.add(problem(one, finding));
                } else {
                    more++;
                }
            }
        }
        if (problems.isEmpty()) {
            return;
        }
        if (more > 0) {
            problems.add(Problem.of(ErrorCode.SECRET_FOUND, "and " + more + " more secrets in the project's files"));
        }
        Problem last = problems.removeLast();
        for (String hint : hints) {
            last = last.withHint(hint);
        }
        problems.add(last);
        throw new UserError(problems);
    }

    private static Problem problem(Suspect one, Finding finding) {
        String why = one.personal() ? ", and neither git nor `exclude` keeps it to this machine" : "";
        return Problem.of(ErrorCode.SECRET_FOUND, "`" + one.path() + "` holds " + finding.what() + why)
                .at(Place.of(one.path(), finding.line()));
    }

    private static List<String> hints(Suspect one) {
        return one.personal()
                ? List.of(
                        "write what stays on this machine into .gitignore or `exclude`; it never goes in, but others may publish it")
                : List.of(
                        "take secrets out of the files, and give them to the container when it starts: as variables or mounted files",
                        "what may be in the image is named in [tool.terrarium]: `allow-secret = [{ path = \"/file\", reason = \"…\" }]`");
    }
}
