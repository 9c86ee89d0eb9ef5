package dev.terrarium.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GroupingTest {
    private static final SortedMap<String, String> NEVER_GROUPED = new TreeMap<>();

    @Test
    void aLargeWheelHasALayerOfItsOwnAndSmallOnesShareOne() {
        var groups = Grouping.group(sizes("numpy", 17L << 20, "click", 100_000L, "h11", 37_000L), NEVER_GROUPED);

        assertThat(groups)
                .containsEntry("numpy", "numpy")
                .containsEntry("click", "rest")
                .containsEntry("h11", "rest");
    }

    @Test
    void aFamilyStaysTogetherWhateverItsSizes() {
        var groups = Grouping.group(sizes("boto3", 140_000L, "botocore", 14L << 20, "numpy", 17L << 20), NEVER_GROUPED);

        assertThat(groups).containsEntry("boto3", "boto").containsEntry("botocore", "boto");
    }

    @Test
    void aSmallFamilyIsNotWorthALayer() {
        var groups = Grouping.group(sizes("opentelemetry-api", 60_000L, "opentelemetry-sdk", 90_000L), NEVER_GROUPED);

        assertThat(groups.values()).containsOnly("rest");
    }

    @Test
    void aPackageThatGrewStaysWhereItWas() {
        var before = Grouping.group(sizes("polars", 1_000L), NEVER_GROUPED);

        assertThat(Grouping.group(sizes("polars", 50L << 20), before)).isEqualTo(before);
    }

    @Test
    void aNewcomerMovesNobody() {
        var before = Grouping.group(sizes("numpy", 17L << 20, "click", 100_000L), NEVER_GROUPED);

        var after = Grouping.group(sizes("numpy", 17L << 20, "click", 100_000L, "pandas", 12L << 20), before);

        assertThat(after).containsAllEntriesOf(before).containsEntry("pandas", "pandas");
    }

    @Test
    void groupingAgainChangesNothing() {
        var random = new Random(1);
        for (int round = 0; round < 500; round++) {
            var sizes = randomSizes(random);
            var previous = Grouping.group(randomSizes(random), NEVER_GROUPED);

            var once = Grouping.group(sizes, previous);

            assertThat(Grouping.group(sizes, once)).isEqualTo(once);
            assertThat(once.keySet()).isEqualTo(sizes.keySet());
        }
    }

    @Test
    void thereAreNeverMoreLayersThanTheBudgetAllows() {
        var random = new Random(2);
        SortedMap<String, String> groups = NEVER_GROUPED;
        for (int round = 0; round < 200; round++) {
            groups = Grouping.group(randomSizes(random), groups);

            assertThat(new HashSet<>(groups.values())).hasSizeLessThanOrEqualTo(8);
        }
    }

    private static SortedMap<String, Long> randomSizes(Random random) {
        var sizes = new TreeMap<String, Long>();
        int count = random.nextInt(40);
        for (int i = 0; i < count; i++) {
            sizes.put("p" + random.nextInt(60), (long) random.nextInt(30 << 20));
        }
        return sizes;
    }

    private static SortedMap<String, Long> sizes(Object... namesAndSizes) {
        var sizes = new TreeMap<String, Long>();
        for (int i = 0; i < namesAndSizes.length; i += 2) {
            sizes.put((String) namesAndSizes[i], (Long) namesAndSizes[i + 1]);
        }
        return sizes;
    }
}
