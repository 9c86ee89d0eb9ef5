package dev.terrarium.cli.check;

/** Whether an image is started and looked at before it is delivered. */
public enum CheckMode {
    /** {@code --check}. */
    ALWAYS,
    /** Neither option: others will start what a registry serves, and they cannot look into this machine. */
    BEFORE_PUSH,
    /** {@code --no-check}. */
    NEVER;

    /** @param pushes whether the image goes to a registry */
    public boolean checks(boolean pushes) {
        return switch (this) {
            case ALWAYS -> true;
            case BEFORE_PUSH -> pushes;
            case NEVER -> false;
        };
    }
}
