package dev.terrarium.oci;

import dev.terrarium.json.Json;
import dev.terrarium.json.JsonInvalid;
import dev.terrarium.json.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How an engine finds out whether a container is well: the member {@code Healthcheck}, an addition of Docker's to the config that
 * the image specification leaves room for, and that Kubernetes and other runtimes ignore.
 *
 * @param test {@code CMD}, a program and its arguments, as it stands in the config
 * @see <a href="https://github.com/moby/docker-image-spec/blob/main/spec.md">Docker's image specification</a>
 */
public record Healthcheck(List<String> test, Duration interval, Duration timeout, Duration startPeriod, int retries) {
    public Healthcheck {
        test = List.copyOf(test);
    }

    /** Runs the program every half a minute; what it says in the first half does not count. */
    public static Healthcheck of(List<String> command) {
        var test = new ArrayList<>(List.of("CMD"));
        test.addAll(command);
        return new Healthcheck(test, Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofSeconds(30), 3);
    }

    /** The words after {@code CMD}. */
    public List<String> command() {
        return test.isEmpty() ? test : test.subList(1, test.size());
    }

    static Optional<Healthcheck> parse(Optional<JsonNode> member) throws JsonInvalid {
        if (member.isEmpty()) {
            return Optional.empty();
        }
        JsonNode node = member.get();
        return Optional.of(new Healthcheck(
                node.textsOf("Test"),
                duration(node, "Interval"),
                duration(node, "Timeout"),
                duration(node, "StartPeriod"),
                Math.clamp(whole(node, "Retries"), 0, Integer.MAX_VALUE)));
    }

    private static Duration duration(JsonNode node, String name) throws JsonInvalid {
        return Duration.ofNanos(whole(node, name));
    }

    private static long whole(JsonNode node, String name) throws JsonInvalid {
        Optional<JsonNode> member = node.member(name);
        return member.isPresent() ? member.get().whole() : 0;
    }

    Json toJson() {
        return Json.Members.EMPTY
                .with("Test", test)
                .with("Interval", interval.toNanos())
                .with("Timeout", timeout.toNanos())
                .with("StartPeriod", startPeriod.toNanos())
                .with("Retries", retries);
    }
}
