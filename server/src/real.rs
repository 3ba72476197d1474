//! The only place where a clock is read and chance is drawn; everything else is given them.
use domain::time::{Day, Instant, Zone};
use std::{
    sync::atomic::{AtomicI64, Ordering},
    time::{SystemTime, UNIX_EPOCH},
};

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

/// A demonstration's clock: the machine's, so many whole days before or ahead of it. A server that starts again on the same day
/// goes on where it was.
#[derive(Clone, Copy, Debug)]
pub struct DemoClock {
    /// Milliseconds between it and the machine's.
    ahead: i64,
}

impl DemoClock {
    /// A clock on which it is this day now, with the machine's time of day in WIB.
    #[must_use]
    pub fn on(day: Day) -> Self {
        let now = engine::Clock::now(&RealClock).day(Zone::Wib);
        let midnight = |day| Instant::at(day, 0, 0, Zone::Wib).millis();
        Self { ahead: midnight(day).saturating_sub(midnight(now)) }
    }
}

impl engine::Clock for DemoClock {
    fn now(&self) -> Instant {
        engine::Clock::now(&RealClock).plus_ms(self.ahead).plus_ms(MOVED.load(Ordering::Relaxed))
    }
}

/// By how much a demonstration's clock was moved on since this process began, milliseconds.
static MOVED: AtomicI64 = AtomicI64::new(0);

/// Moves a demonstration's clock on by so many days, for all who look: it never goes back.
pub(crate) fn move_on(days: u8) {
    MOVED.fetch_add(i64::from(days) * 86_400_000, Ordering::Relaxed);
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
