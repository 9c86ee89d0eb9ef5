package dev.terrarium.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that asks an index that other people run: an archive of packages, an index of wheels.
 *
 * <p>When that index does not answer, or has been let expire, the test says nothing about this program: it is aborted with a reason that
 * begins with {@code live index:}, and {@code ./check} counts it apart from failures.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("e2e")
@ExtendWith(LiveIndexFailures.class)
public @interface LiveIndex {}
