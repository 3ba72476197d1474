//! The live connection of a page: what changed, and how fresh that knowledge is.
//!
//! All tabs of a browser share one connection, which a shared worker holds (`public/aliran.js`). Where a browser has no
//! such workers, each tab has its own: its EventSource comes back by itself after a break and says what it heard last, so
//! nothing is missed or told twice; where it gave up, it is opened anew here, later each time.
use domain::case::{CHANGING, OF_DESK};
use leptos::prelude::*;
use serde::Deserialize;

/// One change, as the stream tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Said {
    /// Its place in the order of all changes.
    pub seq: i64,
    /// The case.
    pub number: String,
    /// The case's version after it.
    pub version: u32,
    /// What happened.
    #[serde(default)]
    pub kind: String,
}

impl Said {
    /// Whether the case is another one after it: a look, a comparison and a reminder change nothing of it.
    #[must_use]
    pub fn changes(&self) -> bool {
        CHANGING.contains(&self.kind.as_str())
    }

    /// Whether it is its desk's own business: who works on it, or that it is put aside.
    #[must_use]
    pub fn is_of_the_desk(&self) -> bool {
        OF_DESK.contains(&self.kind.as_str())
    }
}

/// A page's live connection. On the server, and until the browser has taken over, it knows nothing.
#[derive(Clone, Copy)]
pub struct Live {
    /// The last change's place; `None` until one came.
    pub seq: RwSignal<Option<i64>>,
    /// The last change.
    pub last: RwSignal<Option<Said>>,
    /// Counts up when something about alerts changed.
    pub alerts: RwSignal<u32>,
    /// When the stream was heard last, milliseconds of the browser's clock.
    heard: RwSignal<Option<f64>>,
    /// The browser's clock, once a second.
    now: RwSignal<f64>,
    /// The last change that the page holds: what comes behind it was missed, at first and after a break. Only the
    /// browser's half reads it.
    #[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "the server has no stream to go on with"))]
    place: StoredValue<Option<i64>>,
}

/// A heartbeat comes every five seconds; after three are missing the page is stale.
const STALE_MS: f64 = 15_000.0;

impl Live {
    /// Whether the stream was heard and is silent now.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        self.heard.get().is_some_and(|heard| self.now.get() - heard > STALE_MS)
    }

    /// Whether the stream is alive.
    #[must_use]
    pub fn is_live(&self) -> bool {
        self.heard.get().is_some() && !self.is_stale()
    }

    /// Does something after each change; what the page was made with is none.
    pub fn on_change(self, mut act: impl FnMut() + 'static) {
        Effect::new(move |before: Option<Option<i64>>| {
            let seq = self.seq.get();
            if before.is_some_and(|before| before != seq) {
                act();
            }
            seq
        });
    }

    /// Seconds since the stream was heard; `None` where it never was.
    #[must_use]
    pub fn age_seconds(&self) -> Option<i64> {
        let age = (self.now.get() - self.heard.get()?) / 1000.0;
        #[expect(clippy::cast_possible_truncation, reason = "seconds of a page's life are far below the limit")]
        Some(age.max(0.0) as i64)
    }
}

/// Follows the topics of a region for as long as the page is there, from the change on that the page was made with.
/// While it has nothing to show, because it was refused, say, nothing is asked of the server.
pub fn watch(region: Signal<String>, topics: Signal<String>, made_with: Signal<Option<i64>>) -> Live {
    let live = Live {
        seq: RwSignal::new(None),
        last: RwSignal::new(None),
        alerts: RwSignal::new(0),
        heard: RwSignal::new(None),
        now: RwSignal::new(0.0),
        place: StoredValue::new(None),
    };
    #[cfg(feature = "hydrate")]
    let shows = Memo::new(move |_| made_with.get().is_some());
    #[cfg(feature = "hydrate")]
    Effect::new(move |open: Option<Option<stream::Open>>| {
        drop(open);
        if !shows.get() {
            return None;
        }
        live.place.update_value(|place| *place = (*place).max(made_with.get_untracked()));
        Some(stream::open(region.get(), topics.get(), live))
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = (region, topics, made_with);
    live
}

#[cfg(feature = "hydrate")]
mod stream;
