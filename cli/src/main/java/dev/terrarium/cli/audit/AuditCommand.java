package dev.terrarium.cli.audit;

import dev.terrarium.audit.Edits;
import dev.terrarium.audit.Fix;
import dev.terrarium.cli.audit.AuditOptions.FixMode;
import dev.terrarium.cli.command.Command;
import dev.terrarium.cli.command.Result;
import dev.terrarium.cli.command.Session;
import dev.terrarium.cli.line.Arguments;
import dev.terrarium.cli.line.Spec;
import dev.terrarium.dockerfile.Source;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** {@code terrarium audit}: what is wrong with what somebody already has, and the one next thing to do. */
public final class AuditCommand implements Command {
    /** A fix may make room for the next; more rounds than this would mean that two fixes undo each other. */
    private static final int ROUNDS = 5;

    @Override
    public Spec spec() {
        return new Spec(
                "audit",
                "look at Dockerfiles for what is wrong, and say what to do next",
                "Reads Dockerfiles with the shell commands inside them and names the practices that they do not keep, in the"
                        + " order of the process: it works, it is secure, it is built automatically, and so on. The plan at the end"
                        + " says which steps are whole and the one next thing to do. A comment `# terrarium ignore=PRACTICE: why`"
                        + " above an instruction excuses it; those of hadolint, BuildKit and tally are honoured.",
                AuditOptions.operands(),
                AuditOptions.table(),
                List.of(
                        new Spec.Example("every Dockerfile below this folder", "audit"),
                        new Spec.Example("make the safe fixes", "audit Dockerfile --fix"),
                        new Spec.Example("all fixes as a patch to read", "audit --fix=suggest"),
                        new Spec.Example("in CI: fail for what matters most", "audit --fail-on high"),
                        new Spec.Example("why one practice matters", "audit --explain non-root-user")));
    }

    @Override
    public Result run(Arguments arguments, Session session) throws IOException {
        if (arguments.value("explain").isPresent()) {
            return Practices.one(
                    AuditOptions.practice(arguments.value("explain").get()));
        }
        if (arguments.has("list")) {
            return Practices.all();
        }
        AuditOptions options = AuditOptions.of(arguments);
        var files = new ArrayList<AuditedFile>();
        var fixed = new ArrayList<AuditReport.Fixed>();
        var patch = new StringBuilder();
        for (String typed : options.paths()) {
            Path root = session.resolve(typed);
            Path context =
                    Files.isDirectory(root) ? root : session.environment().directory();
            for (Path path : Discovery.dockerfiles(root)) {
                AuditedFile file = AuditedFile.look(path, shown(path, session), context, options);
                switch (options.fix()) {
                    case SHOW -> files.add(file);
                    case APPLY -> files.add(apply(file, context, options, fixed));
                    case SUGGEST -> patch.append(suggested(file));
                }
            }
        }
        if (options.fix() == FixMode.SUGGEST) {
            return new Patch(patch.toString());
        }
        if (files.isEmpty()) {
            throw new UserError(
                    ErrorCode.PROJECT_NOT_FOUND,
                    "no Dockerfile is below " + String.join(", ", options.paths()),
                    "name one: `terrarium audit path/to/Dockerfile`");
        }
        return AuditReport.of(files, fixed, options.failOn());
    }

    private static String shown(Path path, Session session) {
        Path here = session.environment().directory();
        return (path.startsWith(here) ? here.relativize(path) : path).toString();
    }

    private static String suggested(AuditedFile file) {
        List<Fix> fixes = file.findings().stream()
                .flatMap(finding -> finding.fix().stream())
                .toList();
        return fixes.isEmpty() ? "" : FixDiff.of(file.source(), fixes).patch(file.name());
    }

    /** Makes the safe fixes until there is none left, then writes the file once, whole. */
    private static AuditedFile apply(
            AuditedFile original, Path context, AuditOptions options, List<AuditReport.Fixed> fixed)
            throws IOException {
        AuditedFile file = original;
        var titles = new ArrayList<String>();
        for (int round = 0; round < ROUNDS; round++) {
            List<Fix> safe = file.findings().stream()
                    .flatMap(finding -> finding.fix().stream())
                    .filter(Fix::isSafe)
                    .toList();
            if (safe.isEmpty()) {
                break;
            }
            Edits.Result result = Edits.apply(file.source(), safe);
            result.applied().forEach(fix -> titles.add(fix.title()));
            file = file.with(result.source(), context, options);
        }
        if (!titles.isEmpty()) {
            write(file.path(), file.source());
            fixed.add(new AuditReport.Fixed(file.name(), titles));
        }
        return file;
    }

    /** Beside it and then over it, so that the file is the old one or the new one, whatever happens; its mode stays. */
    private static void write(Path path, Source source) throws IOException {
        Path real = path.toRealPath();
        Path temporary = Files.createTempFile(real.resolveSibling("."), ".terrarium-", ".tmp");
        try {
            Files.write(temporary, source.toByteArray());
            Files.setPosixFilePermissions(temporary, Files.getPosixFilePermissions(real));
            Files.move(temporary, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
