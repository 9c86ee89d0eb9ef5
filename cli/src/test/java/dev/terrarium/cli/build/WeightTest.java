package dev.terrarium.cli.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.oci.Digest;
import dev.terrarium.plan.Recipe.WheelFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeightTest {
    private static final WheelFile TORCH = wheel("torch", "2.9.0+cu128", 900_000_000);
    private static final WheelFile CUDNN = wheel("nvidia-cudnn-cu12", "9.1", 600_000_000);
    private static final WheelFile FLASK = wheel("flask", "3.1", 100_000);

    @Test
    void gigabytesAreToldBeforeTheyAreFetchedAndHowToTakeLess() {
        var weight = new Weight(List.of(FLASK, CUDNN, TORCH));
        List<String> hints = weight.hints(wheel -> false);
        assertThat(hints).hasSize(2);
        assertThat(hints.getFirst())
                .isEqualTo(
                        "1.5 GB of wheels are to be fetched: torch 2.9.0+cu128 900.0 MB, nvidia-cudnn-cu12 9.1 600.0 MB,"
                                + " flask 3.1 100.0 kB");
        assertThat(hints.getLast())
                .startsWith("1.5 GB of them are for CUDA; without a GPU")
                .contains("CPU index");
        assertThat(weight.cudaBytes()).isEqualTo(1_500_000_000);
    }

    @Test
    void nothingIsToldOfWhatIsThereOrLittle() {
        assertThat(new Weight(List.of(FLASK, CUDNN, TORCH)).hints(TORCH::equals))
                .isEmpty();
        assertThat(new Weight(List.of(FLASK)).hints(wheel -> false)).isEmpty();
    }

    @Test
    void whatGoesInTwiceIsNamed() {
        var weight = new Weight(List.of(
                CUDNN,
                wheel("nvidia-cudnn-cu13", "9.2", 1),
                wheel("opencv-python", "4", 1),
                wheel("opencv-python-headless", "4", 1)));
        assertThat(weight.hints(wheel -> true))
                .containsExactly(
                        "nvidia-cudnn goes in 2 times: nvidia-cudnn-cu12, nvidia-cudnn-cu13",
                        "opencv-python goes in 2 times: opencv-python, opencv-python-headless");
    }

    private static WheelFile wheel(String name, String version, long size) {
        return new WheelFile(name, version, name + ".whl", Digest.ofBytes(name.getBytes(StandardCharsets.UTF_8)), size);
    }
}
