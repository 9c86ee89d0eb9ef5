package dev.terrarium.sandbox;

import dev.terrarium.oci.Digest;
import dev.terrarium.store.Store;
import java.io.IOException;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The key of a command: the digest of its canonical Action message, the same whether it runs here or on a worker far away.
 *
 * <p>Written by hand after version 2 of the Remote Execution API; a difference of one byte would be another key, so it is held
 * against what protoc's code writes.
 *
 * @see <a href="https://github.com/bazelbuild/remote-apis/blob/main/build/bazel/remote/execution/v2/remote_execution.proto">
 *     remote_execution.proto</a>
 */
public final class ActionDigest {
    private ActionDigest() {}

    /** @param store where the bytes of the trees are */
    public static Digest of(Exec exec, Store store) throws IOException {
        return action(exec, inputRoot(exec, new FileDigests(store))).digest();
    }

    /** Root and inputs are asked for one by one: the root's digests are known from the last command, the inputs are new. */
    static Sized inputRoot(Exec exec, FileDigests digests) throws IOException {
        var files = new TreeMap<>(digests.of(exec.root()));
        files.putAll(digests.of(exec.inputs()));
        return Directories.digest(exec.root().merge(exec.inputs()), files);
    }

    static Sized action(Exec exec, Sized inputRoot) {
        var message = new Protobuf()
                .message(1, command(exec).message())
                .message(2, inputRoot.message())
                .message(6, duration(exec.timeout()));
        return Sized.of(withPlatform(message, 10, exec.platform()));
    }

    static Sized command(Exec exec) {
        var message = new Protobuf();
        exec.argv().forEach(argument -> message.element(1, argument));
        exec.environment().forEach((name, value) -> message.message(2, pair(name, value)));
        withPlatform(message, 5, exec.platform());
        message.string(6, exec.workingDirectory().text());
        exec.outputs().stream()
                .flatMap(output -> output.relativeTo(exec.workingDirectory()).stream())
                .forEach(output -> message.element(7, output.text()));
        return Sized.of(message);
    }

    /** In Action for servers of today, and in Command for those that only look there. */
    private static Protobuf withPlatform(Protobuf message, int field, SortedMap<String, String> properties) {
        if (properties.isEmpty()) {
            return message;
        }
        var platform = new Protobuf();
        properties.forEach((name, value) -> platform.message(1, pair(name, value)));
        return message.message(field, platform);
    }

    private static Protobuf pair(String name, String value) {
        return new Protobuf().string(1, name).string(2, value);
    }

    private static Protobuf duration(Duration duration) {
        return new Protobuf().number(1, duration.getSeconds()).number(2, duration.getNano());
    }
}
