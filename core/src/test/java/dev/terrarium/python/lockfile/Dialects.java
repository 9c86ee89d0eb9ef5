package dev.terrarium.python.lockfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.terrarium.error.UserError;
import dev.terrarium.oci.Platform;
import dev.terrarium.python.Extra;
import dev.terrarium.python.Group;
import dev.terrarium.python.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Function;

/** What the tests of all lock dialects share. */
final class Dialects {
    static final Target TARGET = new Target(13, 5, Platform.AMD64, 41);

    private static final int MUTATIONS = 200;

    private Dialects() {}

    static ProjectLock.Wanted wanted(List<String> extras, List<String> groups) {
        var wantedExtras = new TreeSet<Extra>();
        extras.forEach(it -> wantedExtras.add(new Extra(it)));
        var wantedGroups = new TreeSet<Group>();
        groups.forEach(it -> wantedGroups.add(new Group(it)));
        return new ProjectLock.Wanted(Optional.empty(), wantedExtras, wantedGroups);
    }

    static List<String> names(LockedPackages locked) {
        return locked.packages().stream().map(LockedPackage::toString).toList();
    }

    static List<String> problems(Runnable action) {
        var messages = new ArrayList<String>();
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(UserError.class, e -> e.problems().forEach(it -> messages.add(it.message())));
        return messages;
    }

    /** Reads seeded mutations of a valid text: each is read or refused, and nothing else happens. */
    static void mutate(String valid, Function<String, ProjectLock> read) {
        var random = new Random(23);
        for (int i = 0; i < MUTATIONS; i++) {
            var text = new StringBuilder(valid);
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                text.setCharAt(random.nextInt(text.length()), (char)
                        (random.nextBoolean() ? random.nextInt(128) : "\"'[]{}=,.#:^~|".charAt(random.nextInt(14))));
            }
            try {
                read.apply(text.toString()).select(ProjectLock.Wanted.PLAIN, TARGET);
            } catch (UserError e) {
                assertThat(e.problems()).isNotEmpty();
            }
        }
    }
}
