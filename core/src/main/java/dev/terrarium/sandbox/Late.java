package dev.terrarium.sandbox;

import dev.terrarium.io.Progress;
import dev.terrarium.oci.Platform;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A sandbox that is chosen when the first command comes: probing costs a process, and fetching bubblewrap a download. */
final class Late implements Sandbox {
    private final SandboxProbe probe;
    private final Platform platform;
    private final Progress progress;
    private final ReentrantLock choosing = new ReentrantLock();
    private @Nullable Sandbox chosen;

    Late(SandboxProbe probe, Platform platform, Progress progress) {
        this.probe = probe;
        this.platform = platform;
        this.progress = progress;
    }

    @Override
    public Result run(Exec exec) throws InterruptedException {
        return chosen().run(exec);
    }

    private Sandbox chosen() throws InterruptedException {
        choosing.lockInterruptibly();
        try {
            Sandbox sandbox = chosen;
            if (sandbox == null) {
                sandbox = choose();
                chosen = sandbox;
            }
            return sandbox;
        } finally {
            choosing.unlock();
        }
    }

    private Sandbox choose() throws InterruptedException {
        var findings = probe.probe();
        if (findings.best().isPresent()) {
            return findings.best().get();
        }
        progress.note("no sandbox works here, so bytecode is compiled by the image's own interpreter without one:"
                + " `terrarium doctor` says why");
        return Sandboxes.withoutWalls(findings.all(), platform, probe.workshop());
    }
}
