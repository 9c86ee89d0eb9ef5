package dev.terrarium.project.git;

import java.time.Instant;
import java.util.Optional;

/**
 * What an image can say about where its source was.
 *
 * @param commit 40 or 64 hexadecimal digits; empty without a repository, a commit or git
 * @param time of the commit, by its committer, in whole seconds
 * @param remote a URL without credentials; empty when there is none, or it is a path of this machine
 * @param dirty whether a file that goes in, or one that decides how it is built, differs from the commit by content
 */
public record GitFacts(Optional<String> commit, Optional<Instant> time, Optional<String> remote, boolean dirty) {
    public static final GitFacts UNKNOWN = new GitFacts(Optional.empty(), Optional.empty(), Optional.empty(), false);

    /** The same, when something else that goes in is not what is committed. */
    public GitFacts withDirty() {
        return new GitFacts(commit, time, remote, true);
    }

    /** For the label: the commit, with {@code -dirty} where that is so; empty when it is not known. */
    public Optional<String> revision() {
        return commit.map(id -> dirty ? id + "-dirty" : id);
    }
}
