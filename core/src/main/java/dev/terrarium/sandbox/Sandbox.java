package dev.terrarium.sandbox;

/**
 * Runs commands, one way or another; the result is the same, or there is none.
 *
 * <p>One method, so that remembering ({@link Remembering}) or sending a command elsewhere is a short wrapper.
 */
public interface Sandbox {
    /**
     * Runs a command to its end. That it fails is a result; the caller knows what it means.
     *
     * @throws dev.terrarium.error.EnvironmentError when it cannot be run here at all
     * @throws InterruptedException when this thread is interrupted; the command and all it started are killed first
     */
    Result run(Exec exec) throws InterruptedException;
}
