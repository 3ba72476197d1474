//! What a stream says. It names what changed and no more: no answer of a citizen, no name of an officer.
use super::topic::Topic;
use bytes::Bytes;
use domain::time::Instant;
use engine::LiveEvent;
use serde::Serialize;
use std::time::Duration;
use utoipa::ToSchema;

/// One change.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Said {
    /// Its place in the order of all changes.
    pub seq: i64,
    /// The topics that it belongs to.
    pub topics: Vec<String>,
    /// The case's number.
    pub number: String,
    /// Its service.
    pub service: String,
    /// What happened: `submitted`, `amended`, `moved`, `revealed`, `compared`, `reminded` or `rescheduled`.
    pub kind: String,
    /// Counts the case's events.
    pub version: u32,
    /// Where it went; left out where it stayed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    /// Where it was, for officers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The agency that holds it now, for officers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agency: Option<String>,
    /// Whether it is over.
    pub closed: bool,
    /// When, milliseconds since 1970 in UTC.
    pub at: i64,
}

#[derive(Serialize)]
struct Hello<'a> {
    build: Option<&'a str>,
    seq: i64,
    reset: bool,
    refused: Vec<String>,
}

#[derive(Serialize)]
struct End {
    topics: Vec<String>,
}

#[derive(Serialize)]
struct Beat<'a> {
    build: Option<&'a str>,
    at: i64,
}

impl Said {
    /// The change in the words of the stream.
    #[must_use]
    pub fn of(event: &LiveEvent, topics: Vec<String>, for_officer: bool) -> Self {
        Self {
            seq: event.seq,
            topics,
            number: event.number.clone(),
            service: event.service.clone(),
            kind: event.kind.clone(),
            version: event.version,
            stage: Some(event.stage.clone()).filter(|s| !s.is_empty()),
            from: event.from.clone().filter(|_| for_officer),
            agency: event.agency.clone().filter(|_| for_officer),
            closed: event.closed,
            at: event.at.millis(),
        }
    }

    pub(super) fn event(&self) -> Bytes {
        format!("id: {}\ndata: {}\n\n", self.seq, json(self)).into()
    }
}

/// The greeting: a page of another build knows by it that it is old, and one that was away too long that it must read
/// everything anew; a topic that was asked for and is not theirs to hear is named. `retry` is how long a browser waits before it
/// comes back.
pub(super) fn hello(build: Option<&str>, seq: i64, (reset, refused): (bool, &[Topic]), retry: Duration) -> Bytes {
    let refused = refused.iter().map(Topic::name).collect();
    let hello = json(&Hello { build, seq, reset, refused });
    // With an id from the start, a browser that is cut off before the first change resumes without a gap too.
    format!("event: halo\ndata: {hello}\nid: {seq}\nretry: {}\n\n", retry.as_millis()).into()
}

pub(super) fn beat(build: Option<&str>, at: Instant) -> Bytes {
    named("detak", &Beat { build, at: at.millis() })
}

/// Something about alerts changed: what, a board reads with its own rights.
pub(super) fn alerts() -> Bytes {
    Bytes::from_static(b"event: papan\ndata: {}\n\n")
}

/// The right to these topics was lost.
pub(super) fn end(lost: &[Topic]) -> Bytes {
    named("tutup", &End { topics: lost.iter().map(Topic::name).collect() })
}

fn named(event: &str, data: &impl Serialize) -> Bytes {
    format!("event: {event}\ndata: {}\n\n", json(data)).into()
}

/// On one line, as compact JSON is. These types have only text keys, so writing them can't fail.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
