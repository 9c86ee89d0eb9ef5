package dev.terrarium.make;

import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.UserError;
import dev.terrarium.oci.Digest;
import dev.terrarium.plan.Recipe.WheelFile;
import dev.terrarium.python.Malformed;
import dev.terrarium.python.WheelFilename;
import dev.terrarium.python.interpreter.Layout;
import dev.terrarium.python.wheel.InstalledWheel;
import dev.terrarium.python.wheel.WheelInstall;
import dev.terrarium.store.Store;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Trees of wheels, each verified once in a run: that reads every byte of it. */
public final class WheelTrees {
    private final Store store;
    private final Map<Key, InstalledWheel> installed = new ConcurrentHashMap<>();

    private record Key(Digest wheel, String filename, Layout layout) {}

    public WheelTrees(Store store) {
        this.store = store;
    }

    InstalledWheel installed(WheelFile wheel, Layout layout) {
        return installed.computeIfAbsent(
                new Key(wheel.digest(), wheel.filename(), layout),
                key -> WheelInstall.install(store, wheel.digest(), filename(wheel.filename()), layout));
    }

    /** A file's name as a lock or a back-end wrote it. */
    public static WheelFilename filename(String text) {
        try {
            return WheelFilename.read(text);
        } catch (Malformed e) {
            throw new UserError(
                    ErrorCode.LOCK_INVALID,
                    "`" + text + "` is not the name of a wheel: " + e.getMessage(),
                    "lock again");
        }
    }
}
