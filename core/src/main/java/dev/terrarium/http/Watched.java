package dev.terrarium.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

/**
 * A body that must keep coming: a read that waits too long ends with an exception.
 *
 * <p>The time-out of a {@code java.net.http} request ends with the headers; a server that then falls silent would hold a build
 * for ever. Time in which nobody reads does not count.
 */
final class Watched extends FilterInputStream {
    private final Duration patience;
    private final Thread watcher;
    private volatile long waitingSince;
    private volatile boolean waiting;
    private volatile boolean silent;

    Watched(InputStream in, Duration patience) {
        super(in);
        this.patience = patience;
        this.watcher = Thread.ofVirtual().start(this::watch);
    }

    private void watch() {
        try {
            while (!silent) {
                Thread.sleep(patience.dividedBy(2));
                silent = waiting && System.nanoTime() - waitingSince > patience.toNanos();
            }
            in.close(); // wakes the reader
        } catch (InterruptedException e) {
            // the body was read or given up: nothing is left to watch
        } catch (IOException e) {
            // the reader sees it too
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        waitingSince = System.nanoTime();
        waiting = true;
        try {
            int count = super.read(bytes, offset, length);
            if (silent) {
                throw new HttpTimeoutException("silent");
            }
            return count;
        } catch (IOException e) {
            throw silent ? new HttpTimeoutException("silent") : e;
        } finally {
            waiting = false;
        }
    }

    /** Never throws: what went wrong was told by a read, and what was not read is not missed. */
    @Override
    public void close() {
        watcher.interrupt();
        try {
            super.close();
        } catch (IOException e) {
            // nothing can be done about it
        }
    }
}
