package dev.terrarium.python;

import java.util.Locale;
import java.util.Optional;

/** What a marker can ask for, by the names of the standard; older names lead to the same. */
enum MarkerVariable {
    PYTHON_VERSION(true),
    PYTHON_FULL_VERSION(true),
    IMPLEMENTATION_VERSION(true),
    PLATFORM_RELEASE(true),
    PLATFORM_VERSION(false),
    OS_NAME(false),
    SYS_PLATFORM(false),
    PLATFORM_MACHINE(false),
    PLATFORM_SYSTEM(false),
    PLATFORM_PYTHON_IMPLEMENTATION(false),
    IMPLEMENTATION_NAME(false),
    EXTRA(false),
    EXTRAS(false),
    DEPENDENCY_GROUPS(false);

    private final boolean version;

    MarkerVariable(boolean version) {
        this.version = version;
    }

    /** Whether it is a set of names that only lock files ask for. */
    boolean isSet() {
        return this == EXTRAS || this == DEPENDENCY_GROUPS;
    }

    /** Whether it is compared as a version where the other side allows it. */
    boolean isVersion() {
        return version;
    }

    static Optional<MarkerVariable> named(String word) {
        String name = switch (word) {
            case "os.name" -> "os_name";
            case "sys.platform" -> "sys_platform";
            case "platform.machine" -> "platform_machine";
            case "platform.version" -> "platform_version";
            case "platform.python_implementation", "python_implementation" -> "platform_python_implementation";
            case String other -> other;
        };
        for (MarkerVariable variable : values()) {
            if (variable.toString().equals(name)) {
                return Optional.of(variable);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
