package dev.terrarium.audit.rule;

import dev.terrarium.audit.DockerfileRule;
import dev.terrarium.audit.DockerfileSubject;
import dev.terrarium.audit.Edit;
import dev.terrarium.audit.Findings;
import dev.terrarium.audit.Fix;
import dev.terrarium.dockerfile.Instruction;
import dev.terrarium.dockerfile.Word;
import java.util.Optional;

/** The full image of Python as the final base. */
final class SlimBase implements DockerfileRule {
    @Override
    public String practice() {
        return "slim-base";
    }

    @Override
    public void check(DockerfileSubject subject, Findings findings) {
        Optional<BaseImage> base = BaseImage.of(subject.last())
                .filter(image ->
                        image.isPython() && !image.isSlim() && image.tag().isPresent());
        Optional<Word> word = subject.last().chain().getFirst().stage().from().map(Instruction.From::image);
        if (base.isEmpty() || word.isEmpty()) {
            return;
        }
        String message = "`" + base.get() + "` is about 1 GB, most of it compilers and headers";
        String tag = base.get().tag().orElseThrow();
        if (word.get().hasVariables() || base.get().digest().isPresent()) {
            findings.certain(word.get().span(), message, "begin the final stage from the slim variant");
        } else {
            findings.certain(
                    word.get().span(),
                    message,
                    Fix.suggested(
                            "begin from the slim variant; what it compiles moves to a build stage",
                            new Edit(word.get().span(), base.get().repository() + ":" + slim(tag))));
        }
    }

    /** {@code 3.13-bookworm} has its slim variant in the middle: {@code 3.13-slim-bookworm}. */
    private static String slim(String tag) {
        int dash = tag.indexOf('-');
        return dash < 0 ? tag + "-slim" : tag.substring(0, dash) + "-slim" + tag.substring(dash);
    }
}
