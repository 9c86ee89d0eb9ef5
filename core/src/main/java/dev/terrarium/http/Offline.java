package dev.terrarium.http;

import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.io.Progress;
import java.io.OutputStream;
import java.net.URI;
import java.util.Map;

/** No network: whatever is asked for is told to be missing, by name. */
public record Offline() implements Http {
    @Override
    public Answer document(URI uri, Map<String, String> headers, int limit) {
        throw refusal(uri);
    }

    @Override
    public boolean download(URI uri, Map<String, String> headers, OutputStream to, Progress.Step progress) {
        throw refusal(uri);
    }

    private static EnvironmentError refusal(URI uri) {
        return new EnvironmentError(
                ErrorCode.NETWORK_OFFLINE,
                "`" + ShownUri.of(uri) + "` is not in the store, and --offline forbids to fetch it",
                "run the same command once without --offline");
    }
}
