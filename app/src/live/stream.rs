//! The browser's half of the live connection: the worker that all tabs share, or else a connection of this tab's own.
mod own;
mod shared;

use super::{Live, Said};
use leptos::prelude::*;
use own::Own;
use serde::de::DeserializeOwned;
use shared::Shared;
use std::time::Duration;

/// The stream's greeting.
#[derive(serde::Deserialize)]
struct Hello {
    seq: i64,
    reset: bool,
}

/// What a page listens to.
#[derive(Clone)]
struct Wanted {
    region: String,
    topics: String,
    live: Live,
}

enum Line {
    Shared(Shared),
    Own(Own),
}

/// An open stream; closed when dropped.
pub(super) struct Open {
    line: StoredValue<Option<Line>, LocalStorage>,
    tick: Option<IntervalHandle>,
}

impl Drop for Open {
    fn drop(&mut self) {
        drop(self.line.try_update_value(Option::take));
        if let Some(tick) = self.tick {
            tick.clear();
        }
    }
}

/// Opens the stream of these topics.
pub(super) fn open(region: String, topics: String, live: Live) -> Open {
    let wanted = Wanted { region, topics, live };
    let line = Shared::open(wanted.clone()).map_or_else(|| Line::Own(Own::open(wanted)), Line::Shared);
    let line = StoredValue::new_local(Some(line));
    live.now.set(js_sys::Date::now());
    let tick = set_interval_with_handle(
        move || {
            live.now.set(js_sys::Date::now());
            line.update_value(|line| match line {
                Some(Line::Shared(shared)) => shared.tick(),
                Some(Line::Own(own)) => own.tick(),
                None => {}
            });
        },
        Duration::from_secs(1),
    )
    .ok();
    Open { line, tick }
}

/// One event of the stream, whichever way it came.
fn hear(live: Live, event: &str, data: &str, id: &str) {
    live.heard.set(Some(js_sys::Date::now()));
    if let Ok(place) = id.parse() {
        live.place.set_value(Some(place));
    }
    match event {
        "message" => {
            if let Some(said) = said::<Said>(data) {
                live.seq.set(Some(said.seq));
                live.last.set(Some(said));
            }
        }
        // Who was away for too long is told so: everything is read anew.
        "halo" => {
            if let Some(hello) = said::<Hello>(data).filter(|hello| hello.reset) {
                live.seq.set(Some(hello.seq));
            }
        }
        "papan" => live.alerts.update(|n| *n += 1),
        // A right was lost, or the session ended: the page as it is now says which.
        "tutup" => _ = window().location().reload(),
        _ => {}
    }
}

fn said<T: DeserializeOwned>(data: &str) -> Option<T> {
    serde_json::from_str(data).ok()
}
