//! The live connection of a page: what changed, and how fresh that knowledge is.
//!
//! The browser's own EventSource comes back by itself after a break and says what it heard last, so nothing is missed
//! or told twice. Where it gave up, it is opened anew here, later each time.
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
}

/// A page's live connection. On the server, and until the browser has taken over, it knows nothing.
#[derive(Clone, Copy)]
pub struct Live {
    /// The last change's place; `None` until one came.
    pub seq: RwSignal<Option<i64>>,
    /// The last change.
    pub last: RwSignal<Option<Said>>,
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
        stream::open(&format!("/api/v1/{}/stream?topics={}", region.get(), topics.get()), live)
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = (region, topics, made_with);
    live
}

#[cfg(feature = "hydrate")]
mod stream {
    use super::{Live, Said};
    use leptos::prelude::*;
    use std::time::Duration;
    use wasm_bindgen::{JsCast, closure::Closure};
    use web_sys::{EventSource, MessageEvent};

    /// The stream's greeting.
    #[derive(serde::Deserialize)]
    struct Hello {
        seq: i64,
        reset: bool,
    }

    /// An open stream; closed when dropped.
    pub(super) struct Open {
        source: StoredValue<Option<(EventSource, Listeners)>, LocalStorage>,
        tick: Option<IntervalHandle>,
    }

    type Listeners = Vec<Closure<dyn FnMut(MessageEvent)>>;

    impl Drop for Open {
        fn drop(&mut self) {
            if let Some(Some((source, _))) = self.source.try_update_value(Option::take) {
                source.close();
            }
            if let Some(tick) = self.tick {
                tick.clear();
            }
        }
    }

    fn connect(url: &str, live: Live) -> Option<(EventSource, Listeners)> {
        let after = live.place.get_value().map(|seq| format!("&after={seq}")).unwrap_or_default();
        let source = EventSource::new(&format!("{url}{after}")).ok()?;
        let heard = move |event: &MessageEvent| {
            live.heard.set(Some(js_sys::Date::now()));
            if let Ok(place) = event.last_event_id().parse() {
                live.place.set_value(Some(place));
            }
        };
        let change = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            heard(&event);
            if let Some(said) = said::<Said>(&event) {
                live.seq.set(Some(said.seq));
                live.last.set(Some(said));
            }
        });
        // Who was away for too long is told so: everything is read anew.
        let hello = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            heard(&event);
            if let Some(hello) = said::<Hello>(&event).filter(|hello| hello.reset) {
                live.seq.set(Some(hello.seq));
            }
        });
        let beat = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| heard(&event));
        // A right was lost, or the session ended: the page as it is now says which.
        let end = Closure::<dyn FnMut(MessageEvent)>::new(move |_: MessageEvent| {
            let _ = window().location().reload();
        });
        source.set_onmessage(Some(change.as_ref().unchecked_ref()));
        for (name, listener) in [("halo", &hello), ("detak", &beat), ("tutup", &end)] {
            let _ = source.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
        }
        Some((source, vec![change, hello, beat, end]))
    }

    fn said<T: serde::de::DeserializeOwned>(event: &MessageEvent) -> Option<T> {
        serde_json::from_str(&event.data().as_string()?).ok()
    }

    pub(super) fn open(url: &str, live: Live) -> Option<Open> {
        let source = StoredValue::new_local(connect(url, live));
        let url = url.to_owned();
        let wait = std::cell::Cell::new(0_u32);
        live.now.set(js_sys::Date::now());
        let tick = set_interval_with_handle(
            move || {
                live.now.set(js_sys::Date::now());
                let closed = source.with_value(|s| s.as_ref().is_none_or(|(s, _)| s.ready_state() == EventSource::CLOSED));
                if closed {
                    wait.set(wait.get() + 1);
                    // Opened anew after 2, 4, 8 … seconds, at most every half minute.
                    if wait.get().is_power_of_two() || wait.get().is_multiple_of(30) {
                        source.set_value(connect(&url, live));
                    }
                } else {
                    wait.set(0);
                }
            },
            Duration::from_secs(1),
        )
        .ok();
        Some(Open { source, tick })
    }
}
