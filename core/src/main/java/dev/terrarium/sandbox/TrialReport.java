package dev.terrarium.sandbox;

import dev.terrarium.json.JsonDocument;
import dev.terrarium.json.JsonInvalid;
import dev.terrarium.json.JsonLimits;
import dev.terrarium.json.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a trial showed, without any judgement.
 *
 * <p>Read from what the watch inside wrote, line by line. Everything inside runs as one user, so a hostile image could write there
 * too: lines that make no sense are passed over, and nothing here decides about more than a line of a report.
 *
 * @param phase how far it came
 * @param imported how long the import took, if there was one and it succeeded
 * @param listening ports at the end of the watch
 * @param accepted whether a connection to the expected port was accepted
 * @param answer the first one
 * @param memory the most that was seen of all processes together, in bytes
 * @param stopped how long the end took after the signal, as far as it was watched
 * @param exitCode of process 1; 137 when it was killed
 * @param killed whether the time was over
 * @param output the end of what it wrote, both streams, lines that are blank left out
 */
public record TrialReport(
        Phase phase,
        Optional<Duration> imported,
        List<Listening> listening,
        boolean accepted,
        Optional<Answer> answer,
        long memory,
        Duration stopped,
        int exitCode,
        boolean killed,
        List<String> output) {
    /** The part of a trial in which it ended. */
    public enum Phase {
        SANDBOX,
        IMPORT,
        START,
        STOP
    }

    /** A port, and whether it is open to more than the loopback device. */
    public record Listening(int port, boolean outside) {}

    /** @param status of HTTP; empty when the answer was something else */
    public record Answer(Duration after, int port, OptionalInt status) {}

    private static final JsonLimits LINE = new JsonLimits(1 << 16, 8);

    public TrialReport {
        listening = List.copyOf(listening);
        output = List.copyOf(output);
    }

    static TrialReport of(String events, int exitCode, boolean killed, List<String> output) {
        var reader = new Reader();
        events.lines().forEach(reader::line);
        return new TrialReport(
                reader.phase,
                reader.imported,
                reader.listening,
                reader.accepted,
                reader.answer,
                reader.memory,
                reader.stopped,
                exitCode,
                killed,
                output);
    }

    private static final class Reader {
        private Phase phase = Phase.SANDBOX;
        private Optional<Duration> imported = Optional.empty();
        private List<Listening> listening = List.of();
        private boolean accepted;
        private Optional<Answer> answer = Optional.empty();
        private long memory;
        private Duration stopped = Duration.ZERO;

        void line(String text) {
            try {
                event(JsonDocument.parse(text.getBytes(StandardCharsets.UTF_8), LINE)
                        .root());
            } catch (JsonInvalid e) {
                // torn by the end of its writer, or somebody else's
            }
        }

        private void event(JsonNode line) throws JsonInvalid {
            switch (line.required("event").text()) {
                case "import" -> phase = Phase.IMPORT;
                case "imported" -> imported = Optional.of(millis(line));
                case "start" -> phase = Phase.START;
                case "listening" -> listening = ports(line);
                case "memory" ->
                    memory = Math.max(memory, line.required("bytes").whole());
                case "accepted" -> accepted = true;
                case "answer" -> answer = Optional.of(answer(line));
                case "stop" -> {
                    phase = Phase.STOP;
                    stopped = millis(line);
                }
                default -> throw new JsonInvalid("no such event");
            }
        }

        private static List<Listening> ports(JsonNode line) throws JsonInvalid {
            var ports = new ArrayList<Listening>();
            for (JsonNode port : line.itemsOf("ports")) {
                ports.add(new Listening(
                        number(port, "port"), port.required("outside").bool()));
            }
            return ports;
        }

        private static Answer answer(JsonNode line) throws JsonInvalid {
            int status = number(line, "status");
            return new Answer(
                    millis(line), number(line, "port"), status == 0 ? OptionalInt.empty() : OptionalInt.of(status));
        }

        private static Duration millis(JsonNode line) throws JsonInvalid {
            return Duration.ofMillis(Math.min(line.required("ms").whole(), 3_600_000));
        }

        private static int number(JsonNode node, String name) throws JsonInvalid {
            return (int) Math.min(node.required(name).whole(), 65_535);
        }
    }
}
