//! The changes of a region in their order, from any point on: what was missed is read from the log, what comes now is
//! heard, and each is given once.
use crate::{here::Here, problem::Failed};
use domain::region::RegionCode;
use engine::{Live, LiveEvent};
use std::{collections::VecDeque, sync::Arc};
use tokio::sync::broadcast::{
    Receiver,
    error::{RecvError, TryRecvError},
};

/// How many missed changes are read at a time.
const BATCH: u32 = 500;
/// Who was away for more changes than this reads everything anew, which is cheaper for both.
const FAR_BEHIND: i64 = 10_000;

/// A reader's place in the order of changes.
pub(super) struct Feed {
    live: Live,
    region: RegionCode,
    heard: Receiver<Arc<LiveEvent>>,
    read: VecDeque<Arc<LiveEvent>>,
    last: i64,
    behind: bool,
    reset: bool,
}

impl Feed {
    /// Begins to listen; `after` is the last change that the reader has, else the newest.
    pub(super) async fn open(here: &Here, after: Option<i64>) -> Result<Self, Failed> {
        let live = here.engine().live();
        let region = here.pack.code().clone();
        let heard = live.subscribe(&region);
        let newest = live.last(&region).await?;
        let reset = after.is_some_and(|seq| newest.saturating_sub(seq) > FAR_BEHIND);
        let last = after.filter(|_| !reset).unwrap_or(newest);
        Ok(Self { live, region, heard, read: VecDeque::new(), last, behind: true, reset })
    }

    /// The last change given.
    pub(super) fn last(&self) -> i64 {
        self.last
    }

    /// Whether the reader was too far behind and has to read everything anew.
    pub(super) fn is_reset(&self) -> bool {
        self.reset
    }

    /// The next change; `None` when the engine ends or the log can't be read, after which the reader comes back.
    /// May be dropped at any await: nothing is lost, because the place moves only when a change is given.
    pub(super) async fn next(&mut self) -> Option<Arc<LiveEvent>> {
        loop {
            if let Some(event) = self.read.pop_front() {
                if let Some(event) = self.give(event) {
                    return Some(event);
                }
            } else if self.behind {
                // On the heap and only while it lasts: ten thousand readers that wait would else each keep the room for it.
                let missed = Box::pin(self.live.since(&self.region, self.last, BATCH)).await.ok()?;
                self.behind = missed.len() >= BATCH as usize;
                self.read.extend(missed);
            } else {
                match self.heard.recv().await {
                    Ok(event) => {
                        if let Some(event) = self.give(event) {
                            return Some(event);
                        }
                    }
                    Err(RecvError::Lagged(_)) => self.behind = true,
                    Err(RecvError::Closed) => return None,
                }
            }
        }
    }

    /// A change that is there already: what is told in one piece with the one before it.
    pub(super) fn ready(&mut self) -> Option<Arc<LiveEvent>> {
        loop {
            let event = match self.read.pop_front() {
                Some(event) => event,
                None if self.behind => return None,
                None => match self.heard.try_recv() {
                    Ok(event) => event,
                    Err(TryRecvError::Lagged(_)) => {
                        self.behind = true;
                        return None;
                    }
                    Err(TryRecvError::Empty | TryRecvError::Closed) => return None,
                },
            };
            if let Some(event) = self.give(event) {
                return Some(event);
            }
        }
    }

    /// A change that is new to the reader.
    fn give(&mut self, event: Arc<LiveEvent>) -> Option<Arc<LiveEvent>> {
        if event.seq <= self.last || event.region != self.region {
            return None;
        }
        self.last = event.seq;
        Some(event)
    }
}
