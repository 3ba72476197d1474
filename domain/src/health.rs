//! How Terang itself answers: how much of the time it was there, how long answers took, how many were faults. Slowness was once a way to
//! be paid; what is published can't be denied.

/// One minute, and one hour: milliseconds.
pub const MINUTE_MS: i64 = 60_000;
/// See [`MINUTE_MS`].
pub const HOUR_MS: i64 = 60 * MINUTE_MS;
/// Answers are counted by these bounds in milliseconds, and beyond the last.
pub const BOUNDS: [u64; 6] = [50, 100, 250, 500, 1_000, 2_500];

/// What was measured in an hour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hour {
    /// Hours since 1970 in UTC.
    pub hour: i64,
    /// A bit for each minute in which a server ran.
    pub up: u64,
    /// Answers that were faults of ours.
    pub faults: i64,
    /// Answers by how long they took: see [`BOUNDS`].
    pub took: [i64; 7],
    /// Sign-ins that failed.
    pub sign_ins_failed: i64,
}

impl Hour {
    /// All answers.
    #[must_use]
    pub fn answers(&self) -> i64 {
        self.took.iter().sum()
    }

    /// Counts an answer.
    pub fn count(&mut self, is_fault: bool, ms: u64) {
        self.faults += i64::from(is_fault);
        let place = BOUNDS.iter().position(|bound| ms <= *bound).unwrap_or(BOUNDS.len());
        self.took[place] += 1;
    }
}

/// What a stretch of time comes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Minutes in which a server ran.
    pub up: i64,
    /// Minutes in which one should have.
    pub of: i64,
    /// Answers.
    pub answers: i64,
    /// Faults among them.
    pub faults: i64,
    /// Answers by how long they took.
    pub took: [i64; 7],
    /// Sign-ins that failed.
    pub sign_ins_failed: i64,
}

impl Summary {
    /// Of the hours from a minute on and before another; minutes since 1970 in UTC.
    #[must_use]
    pub fn of(hours: &[Hour], from: i64, to: i64) -> Self {
        let mut sum = Self { of: (to - from).max(0), ..Self::default() };
        for hour in hours {
            let begins = hour.hour * 60;
            if begins + 60 <= from || begins >= to {
                continue;
            }
            let within = |minute: i64| (from..to).contains(&(begins + minute));
            sum.up += (0..60).filter(|minute| within(*minute) && hour.up >> minute & 1 == 1).count() as i64;
            sum.faults += hour.faults;
            sum.answers += hour.answers();
            sum.sign_ins_failed += hour.sign_ins_failed;
            sum.took.iter_mut().zip(hour.took).for_each(|(sum, took)| *sum += took);
        }
        sum
    }

    /// Hundredths of a percent of the time in which it was there; none where no time went by.
    #[must_use]
    pub fn uptime(&self) -> Option<i64> {
        (self.of > 0).then(|| self.up.min(self.of) * 10_000 / self.of)
    }

    /// Hundredths of a percent of the answers that were faults.
    #[must_use]
    pub fn fault_rate(&self) -> Option<i64> {
        (self.answers > 0).then(|| self.faults * 10_000 / self.answers)
    }

    /// So many of a hundred answers took no longer than this many milliseconds; `None` within where it was longer than the last bound
    /// or nothing was asked.
    #[must_use]
    pub fn within(&self, percent: i64) -> Option<Option<u64>> {
        if self.answers == 0 {
            return None;
        }
        let mut left = (self.answers * percent + 99) / 100;
        let place = self.took.iter().position(|n| {
            left -= n;
            left <= 0
        });
        Some(place.and_then(|place| BOUNDS.get(place).copied()))
    }
}

/// Minutes between two minutes in which no server ran.
#[must_use]
pub fn away(hours: &[Hour], from: i64, to: i64) -> u32 {
    let sum = Summary::of(hours, from, to);
    u32::try_from((sum.of - sum.up).max(0)).unwrap_or(u32::MAX)
}

/// Stretches of at least `least` minutes in which no server ran, between two minutes: from and how long.
#[must_use]
pub fn gaps(hours: &[Hour], from: i64, to: i64, least: i64) -> Vec<(i64, i64)> {
    let is_up = |minute: i64| {
        let hour = hours.binary_search_by_key(&minute.div_euclid(60), |hour| hour.hour).ok().map(|at| hours[at]);
        hour.is_some_and(|hour| hour.up >> minute.rem_euclid(60) & 1 == 1)
    };
    let (mut gaps, mut since) = (vec![], None);
    for minute in from..=to {
        match (minute < to && !is_up(minute), since) {
            (true, None) => since = Some(minute),
            (false, Some(begun)) => {
                if minute - begun >= least {
                    gaps.push((begun, minute - begun));
                }
                since = None;
            }
            _ => {}
        }
    }
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hour(hour: i64, up: u64) -> Hour {
        Hour { hour, up, ..Hour::default() }
    }

    #[test]
    fn the_time_it_was_there_is_counted_in_minutes() {
        let all = (1_u64 << 60) - 1;
        let hours = [hour(0, all), hour(1, all & !0b1110), hour(3, 1)];
        let sum = Summary::of(&hours, 30, 240);
        assert_eq!((sum.up, sum.of, sum.uptime()), (30 + 57 + 1, 210, Some(88 * 10_000 / 210)));
        assert_eq!(gaps(&hours, 30, 240, 2), [(61, 3), (120, 60), (181, 59)]);
        assert_eq!(gaps(&hours, 0, 60, 1), []);
        assert_eq!(Summary::of(&[], 5, 5).uptime(), None);
    }

    #[test]
    fn an_answer_counts_by_its_bound() {
        let mut one = Hour::default();
        for ms in [3, 50, 51, 90, 240, 400, 900, 2_000, 9_000, 10] {
            one.count(ms == 9_000, ms);
        }
        let sum = Summary::of(&[one], 0, 60);
        assert_eq!((sum.answers, sum.faults, sum.fault_rate()), (10, 1, Some(1_000)));
        assert_eq!((sum.within(50), sum.within(90), sum.within(99)), (Some(Some(100)), Some(Some(2_500)), Some(None)));
        assert_eq!(Summary::default().within(50), None);
    }
}
