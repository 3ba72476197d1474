//! The live stream: what changed, to whoever may know it, within a second, without gap or double. It says *that*
//! something changed; what it looks like now is read with the reader's own rights.
#![expect(unused_qualifications, reason = "the description of a route repeats the types of its parameters by full paths")]

mod feed;
pub mod gate;
pub(crate) mod handover;
pub mod rights;
mod said;
pub mod topic;

use crate::{
    answer::{Asker, Instead},
    here::{Here, Wanted},
    peer::Peer,
    problem::Failed,
};
use axum::{
    extract::Request,
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use engine::Failure;
use feed::Feed;
use handover::Handover;
use http::{HeaderName, HeaderValue, StatusCode, header};
use rights::Rights;
use said::Said;
use serde::Deserialize;
use std::{sync::Arc, time::Duration};
use topic::Topic;
use utoipa::IntoParams;

/// How often the stream says that it is alive.
const BEAT: Duration = Duration::from_secs(5);
/// How often the reader's rights are looked at again.
const RECHECK: Duration = Duration::from_secs(60);
/// How long a browser waits before it comes back; spread, so that not all come at once after a restart.
const RETRY: Duration = Duration::from_millis(1_500);

/// What is asked of the stream.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// Comma separated: `case:<number>`, `desk`, `board`, `public`; at most 20.
    topics: String,
    /// The last `seq` that the reader has; the stream goes on behind it. `Last-Event-ID` stands above it.
    after: Option<i64>,
}

/// Where a browser that was cut off goes on.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "it only describes the header for the document")]
struct Resumed {
    /// The last id received.
    #[param(rename = "Last-Event-ID")]
    last_event_id: Option<i64>,
}

/// What changes, as server-sent events: `halo` once with the build, the last `seq`, whether
/// everything must be read anew, and which topics were refused (where all are, the answer is
/// the refusal); one message a change, whose id is its `seq`; `detak` every five seconds;
/// `papan` for boards where alerts changed;
/// `tutup` with the topics to which the right was lost.
#[utoipa::path(
    get, path = "/{region}/stream", tag = "live",
    params(Asked, Resumed),
    responses((status = 200, description = "Events, until either side ends", content_type = "text/event-stream", body = Said))
)]
pub(crate) async fn stream(here: Here, Wanted(asked): Wanted<Asked>, request: Request) -> Result<Response, Failed> {
    let topics = Topic::list(&asked.topics).ok_or(Failed(Failure::NotFound))?;
    let shared = here.asking.shared.clone();
    let from = Peer::of(&shared.config, request.extensions(), request.headers()).key();
    let asker = Asker::of(request.uri(), request.headers());
    let Some(seat) = shared.live.enter(from) else { return Ok(full().to(asker, &shared)) };
    let header = request.headers().get("last-event-id").and_then(|v| v.to_str().ok()).and_then(|v| v.trim().parse().ok());
    // Listening begins before anything is read, so nothing can fall between the two.
    let feed = Feed::open(&here, header.or(asked.after)).await?;
    let rights = Rights::of(&here, &topics).await?;
    let board = topics.contains(&Topic::Board) && !rights.refused().contains(&Topic::Board);
    let here_alerts = board.then(|| here.engine().alerts().changes());
    let topics = topics.into_iter().filter(|topic| !rights.refused().contains(topic)).collect();
    let reader = Reader {
        stopping: shared.stop.watch(),
        beat: timer(BEAT),
        recheck: timer(RECHECK),
        here,
        topics,
        rights,
        feed,
        alerts: here_alerts,
        _seat: seat,
        greeted: false,
    };
    let handover = Handover::new(reader);
    let mut response = handover.clone().body().into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    // A proxy that collects an answer before it passes it on would hold a stream for ever.
    headers.insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    response.extensions_mut().insert(handover);
    Ok(response)
}

/// One open stream.
struct Reader {
    here: Here,
    topics: Vec<Topic>,
    rights: Rights,
    feed: Feed,
    beat: tokio::time::Interval,
    recheck: tokio::time::Interval,
    stopping: tokio::sync::watch::Receiver<bool>,
    /// For boards: that something about alerts changed.
    alerts: Option<tokio::sync::watch::Receiver<u64>>,
    greeted: bool,
    _seat: gate::Seat,
}

/// What can happen to an open stream.
enum Turn {
    Beat,
    Recheck,
    Changed(Arc<engine::LiveEvent>),
    Alerts,
    End,
}

impl Reader {
    /// The next thing to say, and whether more follows; `None` when the stream is over.
    async fn next(&mut self) -> Option<(Bytes, bool)> {
        if !self.greeted {
            self.greeted = true;
            let spread = Duration::from_millis(u64::from(self.here.engine().now().millis().rem_euclid(1_500).unsigned_abs() as u16));
            let away = (self.feed.is_reset(), self.rights.refused());
            return Some((said::hello(self.here.asking.shared.site.build(), self.feed.last(), away, RETRY + spread), true));
        }
        loop {
            match self.turn().await {
                Turn::Beat => {
                    let build = self.here.asking.shared.site.build();
                    return Some((said::beat(build, self.here.engine().now()), true));
                }
                Turn::Recheck => {
                    // On the heap, as what was missed is read: see `Feed::next`.
                    let lost = Box::pin(self.lost()).await;
                    if !lost.is_empty() {
                        self.topics.retain(|topic| !lost.contains(topic));
                        return Some((said::end(&lost), !self.topics.is_empty()));
                    }
                }
                Turn::Changed(event) => {
                    if let Some(line) = self.rights.line(&event) {
                        return Some((line, true));
                    }
                }
                Turn::Alerts => return Some((said::alerts(), true)),
                Turn::End => return None,
            }
        }
    }

    /// A line that need not be waited for.
    fn more(&mut self) -> Option<Bytes> {
        loop {
            let event = self.feed.ready()?;
            if let Some(line) = self.rights.line(&event) {
                return Some(line);
            }
        }
    }

    async fn turn(&mut self) -> Turn {
        tokio::select! {
            biased;
            _ = self.stopping.wait_for(|stopped| *stopped) => Turn::End,
            _ = self.recheck.tick() => Turn::Recheck,
            _ = self.beat.tick() => Turn::Beat,
            () = changed(self.alerts.as_mut()) => Turn::Alerts,
            event = self.feed.next() => event.map_or(Turn::End, Turn::Changed),
        }
    }

    /// Looks at the session and at the rights again; the topics that may no longer be read.
    async fn lost(&mut self) -> Vec<Topic> {
        let token = self.here.visitor().token.clone();
        let Ok(visitor) = self.here.engine().accounts().visitor(token.as_ref().map(engine::Token::as_str)).await else {
            return self.topics.clone();
        };
        self.here.asking.visitor = visitor;
        match Rights::of(&self.here, &self.topics).await {
            Ok(rights) => {
                self.rights = rights;
                self.rights.refused().to_vec()
            }
            Err(_) => self.topics.clone(),
        }
    }
}

/// Returns once something changed; never where nothing is followed.
async fn changed(alerts: Option<&mut tokio::sync::watch::Receiver<u64>>) {
    let heard = match alerts {
        Some(alerts) => alerts.changed().await.is_ok(),
        None => false,
    };
    if !heard {
        std::future::pending::<()>().await;
    }
}

fn timer(every: Duration) -> tokio::time::Interval {
    let mut timer = tokio::time::interval_at(tokio::time::Instant::now() + every, every);
    timer.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    timer
}

fn full() -> Instead {
    let mut instead = Instead::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "too_many_streams",
        ("Terlalu banyak sambungan langsung", "Too many live connections"),
        ("Tutup tab yang tidak dipakai; halaman tetap dapat dimuat ulang", "Close tabs you don't need; pages can still be loaded again"),
    );
    instead.retry_after = Some(30);
    instead
}
