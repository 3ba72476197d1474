//! A connection of this tab's own, where the browser has no shared workers (Chrome on Android has none).
use super::{Wanted, hear};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{EventSource, MessageEvent};

/// What the stream says.
const EVENTS: [&str; 5] = ["message", "halo", "detak", "papan", "tutup"];

type Listener = Closure<dyn FnMut(MessageEvent)>;

/// A connection; closed when dropped.
pub(super) struct Own {
    wanted: Wanted,
    source: Option<(EventSource, Vec<Listener>)>,
    /// Seconds since the browser gave up.
    waited: u32,
}

impl Own {
    pub(super) fn open(wanted: Wanted) -> Self {
        let mut own = Self { wanted, source: None, waited: 0 };
        own.connect();
        own
    }

    fn connect(&mut self) {
        let Wanted { region, topics, live } = self.wanted.clone();
        let after = live.place.get_value().map(|seq| format!("&after={seq}")).unwrap_or_default();
        self.source = EventSource::new(&format!("/api/v1/{region}/stream?topics={topics}{after}")).ok().map(|source| {
            let listeners = EVENTS
                .into_iter()
                .map(|name| {
                    let listener = Listener::new(move |event: MessageEvent| {
                        hear(live, name, &event.data().as_string().unwrap_or_default(), &event.last_event_id());
                    });
                    let _ = source.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
                    listener
                })
                .collect();
            (source, listeners)
        });
    }

    /// Once a second: opened anew after 2, 4, 8 … seconds, at most every half minute.
    pub(super) fn tick(&mut self) {
        if self.source.as_ref().is_some_and(|(source, _)| source.ready_state() != EventSource::CLOSED) {
            self.waited = 0;
            return;
        }
        self.waited += 1;
        if self.waited.is_power_of_two() || self.waited.is_multiple_of(30) {
            self.connect();
        }
    }
}

impl Drop for Own {
    fn drop(&mut self) {
        if let Some((source, _)) = &self.source {
            source.close();
        }
    }
}
