package dev.terrarium.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.sandbox.TrialReport.Phase;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TrialReportTest {
    private static final String EVENTS = """
            {"event": "import"}
            {"event": "imported", "ms": 120}
            {"event": "start"}
            {"event": "memory", "bytes": 31000000}
            {"event": "listening", "ms": 9, "ports": [{"port": 8000, "outside": true}, {"port": 9000, "outside": false}]}
            {"event": "memory", "bytes": 41000000}
            {"event": "answer", "ms": 230, "port": 8000, "status": 404}
            {"event": "accepted", "port": 8000}
            {"event": "stop", "ms": 0}
            {"event": "stop", "ms": 140}
            {"event": "stop", "m""";

    private static TrialReport report(String events) {
        return TrialReport.of(events, 0, false, List.of());
    }

    @Test
    void everyEventIsReadAndATornLineIsNone() {
        TrialReport report = report(EVENTS);
        assertThat(report.phase()).isEqualTo(Phase.STOP);
        assertThat(report.imported()).contains(Duration.ofMillis(120));
        assertThat(report.listening())
                .containsExactly(new TrialReport.Listening(8000, true), new TrialReport.Listening(9000, false));
        assertThat(report.memory()).isEqualTo(41_000_000);
        assertThat(report.answer()).contains(new TrialReport.Answer(Duration.ofMillis(230), 8000, OptionalInt.of(404)));
        assertThat(report.accepted()).isTrue();
        assertThat(report.stopped()).isEqualTo(Duration.ofMillis(140));
    }

    @Test
    void whoeverWritesNothingDidNotStart() {
        assertThat(report("").phase()).isEqualTo(Phase.SANDBOX);
        assertThat(report("\n{\"event\": \"else\"}\n[]\n7\n{\"event\": 7}\n").phase())
                .isEqualTo(Phase.SANDBOX);
    }

    @Test
    void anythingMayBeWrittenByWhoeverRunsInside() {
        var random = new SplittableRandom(7);
        for (int i = 0; i < 500; i++) {
            var text = new StringBuilder(EVENTS);
            for (int change = 0; change < 1 + random.nextInt(6); change++) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, (char) random.nextInt(0x500));
                    case 1 -> text.delete(at, Math.min(text.length(), at + random.nextInt(9)));
                    default -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(30))));
                }
            }
            TrialReport report = report(text.toString());
            assertThat(report.memory()).isNotNegative();
            assertThat(report.stopped()).isLessThan(Duration.ofHours(2));
        }
    }
}
