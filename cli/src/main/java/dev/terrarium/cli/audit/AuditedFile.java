package dev.terrarium.cli.audit;

import dev.terrarium.audit.Audit;
import dev.terrarium.audit.DockerfileSubject;
import dev.terrarium.audit.Finding;
import dev.terrarium.dockerfile.Dockerfile;
import dev.terrarium.dockerfile.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A file that was looked at.
 *
 * @param name as it is shown: relative to where the command was typed
 * @param suppressed how many findings its comments excuse
 * @param unexplained lines of comments that excuse without a reason
 */
record AuditedFile(
        Path path, String name, Source source, List<Finding> findings, int suppressed, List<Integer> unexplained) {
    AuditedFile {
        findings = List.copyOf(findings);
        unexplained = List.copyOf(unexplained);
    }

    static AuditedFile look(Path path, String name, Path context, AuditOptions options) throws IOException {
        return look(path, name, Source.of(Discovery.read(path)), Discovery.ignoreFile(path, context), options);
    }

    private static AuditedFile look(
            Path path, String name, Source source, Optional<String> ignoreFile, AuditOptions options) {
        var subject = DockerfileSubject.of(Dockerfile.parse(source), options.buildArguments(), ignoreFile);
        Audit.Outcome outcome = Audit.of(subject);
        return new AuditedFile(
                path,
                name,
                source,
                outcome.findings().stream().filter(options::wants).toList(),
                outcome.suppressed().size(),
                outcome.unexplained().stream()
                        .map(comment -> source.line(comment.span().start()))
                        .toList());
    }

    /** The same file with other text, looked at again. */
    AuditedFile with(Source changed, Path context, AuditOptions options) throws IOException {
        return look(path, name, changed, Discovery.ignoreFile(path, context), options);
    }
}
