package dev.terrarium.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Versions of every shape, few enough numbers that they often meet. */
final class VersionsForTests {
    private static final String[] PRE = {"a", "b", "rc", "alpha", "beta", "c", "pre", "preview", "A", "RC"};
    private static final String[] SEPARATORS = {"", ".", "-", "_"};
    private static final String[] LOCALS = {"+1", "+abc", "+1.abc", "+abc-1", "+ubuntu_1", "+01", "+cpu", "+1.2"};
    private static final String[] NUMBERS = {
        "0", "1", "2", "3", "10", "255", "256", "00", "01", "70000", "123456789012345678901"
    };

    private final Random random;

    VersionsForTests(long seed) {
        this.random = new Random(seed);
    }

    List<String> some(int count) {
        var versions = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            versions.add(one());
        }
        return versions;
    }

    String one() {
        String epoch = random.nextInt(12) == 0 ? random.nextInt(3) + "!" : "";
        return epoch + release() + suffixes() + (random.nextInt(8) == 0 ? pick(LOCALS) : "");
    }

    String release() {
        var release = new StringBuilder(number());
        for (int i = random.nextInt(5); i > 0; i--) {
            release.append('.').append(number());
        }
        return release.toString();
    }

    String suffixes() {
        String text = "";
        if (random.nextInt(3) == 0) {
            text += pick(SEPARATORS) + pick(PRE) + pick(SEPARATORS) + number();
        }
        if (random.nextInt(5) == 0) {
            text += random.nextInt(4) == 0 ? "-" + number() : pick(SEPARATORS) + "post" + number();
        }
        if (random.nextInt(5) == 0) {
            text += pick(SEPARATORS) + "dev" + (random.nextBoolean() ? "" : number());
        }
        return text;
    }

    String number() {
        return random.nextInt(4) > 0 ? String.valueOf(random.nextInt(4)) : pick(NUMBERS);
    }

    String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
