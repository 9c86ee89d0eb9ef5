package dev.terrarium.audit.rule;

import dev.terrarium.dockerfile.Value;
import dev.terrarium.dockerfile.evaluation.EvaluatedStage;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An image that a stage begins from, in parts.
 *
 * @param repository with its registry, without tag and digest
 */
record BaseImage(String repository, Optional<String> tag, Optional<String> digest) {
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)");

    /** The image outside of the file that a stage rests on; none for {@code scratch} and where it is not known. */
    static Optional<BaseImage> of(EvaluatedStage stage) {
        EvaluatedStage root = stage.chain().getFirst();
        return root.base() instanceof Value.Known known
                        && !known.text().isEmpty()
                        && !known.text().equals("scratch")
                        && root.stage().from().isPresent()
                ? Optional.of(parse(known.text()))
                : Optional.empty();
    }

    /** The image that a stage's own {@code FROM} names; none where that is a stage, or not known. */
    static Optional<BaseImage> namedBy(EvaluatedStage stage) {
        return stage.parent().isEmpty() ? of(stage) : Optional.empty();
    }

    static BaseImage parse(String text) {
        int at = text.indexOf('@');
        String name = at < 0 ? text : text.substring(0, at);
        int colon = name.lastIndexOf(':');
        boolean tagged = colon > name.lastIndexOf('/');
        return new BaseImage(
                tagged ? name.substring(0, colon) : name,
                tagged ? Optional.of(name.substring(colon + 1)) : Optional.empty(),
                at < 0 ? Optional.empty() : Optional.of(text.substring(at + 1)));
    }

    /** The last part of the repository: {@code python} of {@code docker.example/library/python}. */
    String name() {
        return repository.substring(repository.lastIndexOf('/') + 1);
    }

    /** Whether it is Docker's official image for Python, from wherever it is pulled. */
    boolean isPython() {
        return name().equals("python") && (!repository.contains("/") || repository.endsWith("library/python"));
    }

    boolean isSlim() {
        return tag.filter(text -> text.contains("slim") || text.contains("alpine"))
                .isPresent();
    }

    boolean isAlpine() {
        return name().equals("alpine")
                || tag.filter(text -> text.contains("alpine")).isPresent();
    }

    /** Major and minor version of Python, where the tag of the official image says both. */
    Optional<int[]> pythonVersion() {
        if (!isPython()) {
            return Optional.empty();
        }
        Matcher matcher = VERSION.matcher(tag.orElse(""));
        return matcher.lookingAt()
                ? Optional.of(new int[] {Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))})
                : Optional.empty();
    }

    @Override
    public String toString() {
        return repository
                + tag.map(text -> ":" + text).orElse("")
                + digest.map(text -> "@" + text).orElse("");
    }
}
