package dev.terrarium.project.start;

import dev.terrarium.project.start.Framework.Protocol;

/**
 * An object that a server can serve or a worker can work for, found at the top level of a module.
 *
 * @param attribute {@code app}, or {@code create_app()} for a function that makes one
 */
record ApplicationObject(Framework framework, Protocol protocol, Module module, String attribute, int line) {
    /** {@code shop.main:app}. */
    String target() {
        return module.name() + ":" + attribute;
    }

    /** {@code shop.main:create_app}: for programs that are told apart that it is a function. */
    String uncalled() {
        return target().replace("()", "");
    }

    boolean isFactory() {
        return attribute.endsWith("()");
    }

    String place() {
        return module.path() + ":" + line;
    }

    /** For a list of candidates: {@code shop.main:app (shop/main.py:12)}. */
    String shown() {
        return target() + " (" + place() + ")";
    }
}
