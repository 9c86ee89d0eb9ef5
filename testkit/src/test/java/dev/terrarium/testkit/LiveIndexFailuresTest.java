package dev.terrarium.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.terrarium.error.EnvironmentError;
import dev.terrarium.error.ErrorCode;
import dev.terrarium.error.TrustError;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class LiveIndexFailuresTest {
    @Test
    void anIndexThatIsAwayOrExpiredIsNoFailure() {
        assertThat(LiveIndexFailures.judged(new EnvironmentError(ErrorCode.NETWORK_FAILED, "no answer")))
                .isInstanceOf(TestAbortedException.class)
                .hasMessage("live index: no answer");
        assertThat(LiveIndexFailures.judged(new TrustError(ErrorCode.INDEX_EXPIRED, "expired on 2026-05-30")))
                .hasMessage("live index: expired on 2026-05-30");
    }

    @Test
    void everythingElseIs() {
        var tampered = new TrustError(ErrorCode.SIGNATURE_INVALID, "signed by nobody");
        var wrong = new AssertionError("expected 1");
        assertThat(LiveIndexFailures.judged(tampered)).isSameAs(tampered);
        assertThat(LiveIndexFailures.judged(wrong)).isSameAs(wrong);
    }
}
