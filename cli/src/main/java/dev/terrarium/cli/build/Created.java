package dev.terrarium.cli.build;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.UserError;
import dev.terrarium.io.Environment;
import dev.terrarium.project.git.GitFacts;
import java.time.Instant;
import java.util.Optional;

/**
 * When an image says that it was created: {@code SOURCE_DATE_EPOCH}, else the commit's time, else 1980-01-01; never now.
 *
 * @see <a href="https://reproducible-builds.org/specs/source-date-epoch/">SOURCE_DATE_EPOCH</a>
 */
record Created(Environment environment) {
    private static final String VARIABLE = "SOURCE_DATE_EPOCH";
    private static final Instant OTHERWISE = Instant.parse("1980-01-01T00:00:00Z");

    Instant of(GitFacts git) {
        Optional<String> epoch = environment.variable(VARIABLE);
        if (epoch.isEmpty()) {
            return git.time().orElse(OTHERWISE);
        }
        if (!epoch.get().matches("[0-9]{1,12}")) {
            throw new UserError(
                    ErrorCode.CONFIGURATION_INVALID,
                    "`" + VARIABLE + "=" + epoch.get() + "` is no time",
                    "set it to whole seconds since 1970, or unset it");
        }
        return Instant.ofEpochSecond(Long.parseLong(epoch.get()));
    }
}
