package dev.terrarium.audit;

import dev.terrarium.dockerfile.Dockerfile;
import dev.terrarium.dockerfile.Instruction;
import dev.terrarium.dockerfile.Span;
import dev.terrarium.dockerfile.evaluation.EvaluatedRun;
import dev.terrarium.dockerfile.evaluation.EvaluatedStage;
import dev.terrarium.dockerfile.evaluation.Evaluation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Dockerfile with what can be known of it and of the directory it is built in.
 *
 * @param ignoreFile the text of {@code .dockerignore}; empty where there is none
 * @param knowsContext whether the directory was looked at: where not, a missing ignore file means nothing
 */
public record DockerfileSubject(
        Dockerfile file, List<EvaluatedStage> stages, Optional<String> ignoreFile, boolean knowsContext) {
    public DockerfileSubject {
        stages = List.copyOf(stages);
    }

    /** With the given build arguments, and the directory's ignore file. */
    public static DockerfileSubject of(Dockerfile file, Map<String, String> arguments, Optional<String> ignoreFile) {
        return new DockerfileSubject(file, Evaluation.of(file, arguments), ignoreFile, true);
    }

    /** A file of which nobody knows where it is built: from standard input, from an editor. */
    public static DockerfileSubject alone(Dockerfile file) {
        return new DockerfileSubject(file, Evaluation.of(file, Map.of()), Optional.empty(), false);
    }

    /** The stage that becomes the image. */
    public EvaluatedStage last() {
        return stages.getLast();
    }

    /** Every {@code RUN} of every stage, whether it reaches the image or not. */
    public List<EvaluatedRun> runs() {
        return stages.stream().flatMap(stage -> stage.runs().stream()).toList();
    }

    /** Instructions of one kind, of every stage. */
    public <T extends Instruction> List<T> all(Class<T> kind) {
        return file.stages().stream()
                .flatMap(stage -> stage.instructions().stream())
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /** Instructions of one kind that make the image, in the order of a build. */
    public <T extends Instruction> List<T> inImage(Class<T> kind) {
        return last().allInstructions().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /** Where something that is missing from the image is told. */
    public Span anchor() {
        return last().stage().anchor();
    }

    /** Where an instruction may be added at the end of the last stage: behind its last one, on a line of its own. */
    public Edit append(String line) {
        return after(
                file.stages().getLast().instructions().isEmpty()
                        ? anchor()
                        : file.stages().getLast().instructions().getLast().span(),
                line);
    }

    /** Before the instruction that starts the container, or at the end. */
    public Edit beforeStart(String line) {
        return last().stage().instructions().stream()
                .filter(found -> found instanceof Instruction.Cmd || found instanceof Instruction.Entrypoint)
                .findFirst()
                .map(first -> before(first, line))
                .orElseGet(() -> append(line));
    }

    /** On a line of its own before an instruction and the comments that belong to it. */
    public Edit before(Instruction instruction, String line) {
        var comments = instruction.head().comments();
        Span top = comments.isEmpty() ? instruction.span() : comments.getFirst();
        int first = file.source().line(top.start());
        return new Edit(
                Span.at(file.source().lineSpan(first).start()),
                line + file.source().lineEnd());
    }

    public Edit after(Span instruction, String line) {
        return new Edit(Span.at(instruction.end()), file.source().lineEnd() + line);
    }

    /** A range with the spaces that part it from what follows: what is taken out leaves no gap. */
    public Span withSpaces(Span span) {
        int end = span.end();
        while (file.source().bytes().startsWith(" ", end)) {
            end++;
        }
        return new Span(span.start(), end);
    }

    /** The text of a range, as it stands. */
    public String text(Span span) {
        return file.source().text(span);
    }
}
