//! The connection that all tabs of a browser share: this tab tells the worker what it shows, and hears what is its own.
use super::{Wanted, hear};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{MessageEvent, MessagePort, SharedWorker};

/// Where the worker is.
const WORKER: &str = "/aliran.js";
/// Seconds between signs of life.
const EVERY: u32 = 10;

/// This tab's line to the worker; dropped, it says goodbye.
pub(super) struct Shared {
    wanted: Wanted,
    port: MessagePort,
    ticks: u32,
    _heard: Closure<dyn FnMut(MessageEvent)>,
    /// Of the page's going and coming back.
    listeners: Option<[WindowListenerHandle; 2]>,
}

impl Shared {
    /// `None` where the browser has no shared workers.
    pub(super) fn open(wanted: Wanted) -> Option<Self> {
        let port = SharedWorker::new(WORKER).ok()?.port();
        let live = wanted.live;
        let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let said = js_sys::Array::from(&event.data());
            let text = |at| said.get(at).as_string().unwrap_or_default();
            hear(live, &text(0), &text(1), &text(2));
        });
        port.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        // A page that is left but kept, for the button back, hears nothing while it is away and asks anew when it returns.
        let (going, coming, again) = (port.clone(), port.clone(), wanted.clone());
        let leaving = window_event_listener_untyped("pagehide", move |_| say(&going, "bye"));
        let returning = window_event_listener_untyped("pageshow", move |_| say(&coming, &request(&again)));
        say(&port, &request(&wanted));
        Some(Self { wanted, port, ticks: 0, _heard: heard, listeners: Some([leaving, returning]) })
    }

    /// Once a second.
    pub(super) fn tick(&mut self) {
        self.ticks += 1;
        if self.ticks.is_multiple_of(EVERY) {
            say(&self.port, &request(&self.wanted));
        }
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        say(&self.port, "bye");
        self.port.set_onmessage(None);
        self.listeners.take().into_iter().flatten().for_each(WindowListenerHandle::remove);
    }
}

fn request(wanted: &Wanted) -> String {
    let Wanted { region, topics, live } = wanted;
    serde_json::json!({"region": region, "topics": topics, "after": live.place.try_get_value().flatten()}).to_string()
}

fn say(port: &MessagePort, what: &str) {
    let _ = port.post_message(&JsValue::from_str(what));
}
