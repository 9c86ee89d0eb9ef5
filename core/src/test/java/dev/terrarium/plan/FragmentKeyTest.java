package dev.terrarium.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.oci.Digest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FragmentKeyTest {
    private static final Digest WHEEL = Digest.ofBytes(new byte[] {1});
    private static final Digest OTHER = Digest.ofBytes(new byte[] {2});
    private static final FragmentKey.PythonKey PYTHON =
            new FragmentKey.PythonKey("opt/app", "3.13", "cp313", "cpython-313", 3571, 0, "default/1", 1, OTHER);

    @Test
    void equalKeysHaveOneDigest() {
        assertThat(key("wheel", List.of(WHEEL)).digest())
                .isEqualTo(key("wheel", List.of(WHEEL)).digest());
    }

    @Test
    void everyFieldMatters() {
        var keys = Stream.of(
                key("wheel", List.of(WHEEL)),
                key("deb", List.of(WHEEL)),
                key("wheel", List.of(OTHER)),
                key("wheel", List.of(WHEEL, OTHER)),
                key("wheel", List.of(OTHER, WHEEL)),
                new FragmentKey("wheel", List.of(WHEEL), List.of("a"), 1, 1, Optional.of(PYTHON)),
                new FragmentKey("wheel", List.of(WHEEL), List.of("a", ""), 1, 1, Optional.of(PYTHON)),
                new FragmentKey("wheel", List.of(WHEEL), List.of(), 2, 1, Optional.of(PYTHON)),
                new FragmentKey("wheel", List.of(WHEEL), List.of(), 1, 2, Optional.of(PYTHON)),
                new FragmentKey("wheel", List.of(WHEEL), List.of(), 1, 1, Optional.empty()));

        assertThat(keys.map(FragmentKey::digest)).doesNotHaveDuplicates();
    }

    @Test
    void theKeyIsTheSameInEveryVersionOfThisFormat() {
        assertThat(key("wheel", List.of(WHEEL)).digest())
                .hasToString("sha256:de635d5c730169f301d249dae06d21a5017d5204cab01fea60075f66fccedd00");
    }

    private static FragmentKey key(String kind, List<Digest> artifacts) {
        return new FragmentKey(kind, artifacts, List.of(), 1, 1, Optional.of(PYTHON));
    }
}
