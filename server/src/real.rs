//! The only place where a clock is read and chance is drawn; everything else is given them.
use domain::time::Instant;
use std::time::{SystemTime, UNIX_EPOCH};

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealClock;

impl engine::Clock for RealClock {
    fn now(&self) -> Instant {
        // A clock set before 1970 gives 0 rather than an error in every request.
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Instant(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }
}

/// The operating system's randomness.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealDice;

impl engine::Dice for RealDice {
    #[expect(clippy::expect_used, reason = "without randomness no session or secret is safe: stopping is the only right answer")]
    fn fill(&self, bytes: &mut [u8]) {
        getrandom::fill(bytes).expect("the operating system gives random bytes");
    }
}
