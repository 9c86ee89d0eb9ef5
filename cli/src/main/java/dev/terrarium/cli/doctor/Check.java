package dev.terrarium.cli.doctor;

import dev.terrarium.json.Json;
import java.util.List;

/** One question about this machine that {@code doctor} asks. A list of them, so that a room that is added adds its question. */
@FunctionalInterface
interface Check {
    /** Asks, and never throws what can be told: a finding is the answer. */
    List<Finding> findings() throws InterruptedException;

    /** How it stands. */
    enum Status {
        /** There, and works. */
        OK("✓"),
        /** Not there; Terrarium builds without it. */
        MISSING("–"),
        /** Not there, and builds need it. */
        NEEDED("✗");

        private final String mark;

        Status(String mark) {
            this.mark = mark;
        }

        String mark() {
            return mark;
        }
    }

    /**
     * One line of the answer.
     *
     * @param topic a word that groups lines: {@code engine}
     * @param text what was found
     * @param fixes what to do about it; none when all is well
     */
    record Finding(String topic, Status status, String text, List<String> fixes) {
        public Finding {
            fixes = List.copyOf(fixes);
        }

        static Finding ok(String topic, String text) {
            return new Finding(topic, Status.OK, text, List.of());
        }

        static Finding missing(String topic, String text, String... fixes) {
            return new Finding(topic, Status.MISSING, text, List.of(fixes));
        }

        static Finding needed(String topic, String text, String... fixes) {
            return new Finding(topic, Status.NEEDED, text, List.of(fixes));
        }

        Json.Members toJson() {
            return Json.Members.EMPTY
                    .with("topic", topic)
                    .with("status", status.name().toLowerCase(java.util.Locale.ROOT))
                    .with("text", text)
                    .with("fixes", fixes);
        }
    }
}
