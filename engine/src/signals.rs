//! What sources outside say: taken with a key that is one source's, checked by the pack's rule, and of each thing the newest is kept.
//! Screens are told every few seconds at most: a flood of signals is none of pages.
mod simulated;

pub(crate) use simulated::follow;

use crate::{Failure, Token, Visitor, Walls, board::may_see, open::Inner};
use domain::{
    form::Fault,
    pack::Pack,
    signal::{Sent, Signal, SignalFault, check},
    text::Text,
};
use std::{
    collections::BTreeMap,
    sync::{Arc, atomic::Ordering},
};
use store::signals::SignalKey;
use uuid::Uuid;

/// What the seal is told that it hashes.
const HASHED: &str = "signal";
/// Signals that come at once, things of a source, and keys that are shown.
pub const MOST: usize = 500;
const THINGS: i64 = 2_000;
const SHOWN: u32 = 100;
/// Things that are read at once.
const ALL: u32 = 5_000;
const NAME: usize = 60;
/// How often it is noted that a key is used, and screens are told, milliseconds.
const SEEN_MS: i64 = 60_000;
const TOLD_MS: i64 = 5_000;
/// A thing that said nothing for so long is forgotten, milliseconds.
const KEPT_MS: i64 = 7 * 86_400_000;

/// Signals.
#[derive(Clone)]
pub struct Signals(pub(crate) Arc<Inner>);

/// What became of what was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// How many hold.
    pub kept: usize,
    /// Which do not, by their place, and why.
    pub refused: Vec<(usize, SignalFault)>,
}

impl Signals {
    /// Takes what a source sends with its key. What holds is kept, whatever is wrong with the rest.
    ///
    /// # Errors
    /// [`Failure::NotFound`] for a key that is none or was revoked, [`Failure::TooManySignals`] for more than [`MOST`] at once.
    pub async fn take(&self, pack: &Pack, key: &str, sent: &[Sent]) -> Result<Taken, Failure> {
        let hash = self.0.seal(pack.code()).hash(HASHED, key);
        let (id, source) = store::signals::key_of(&self.0.db, pack.code(), &hash).await?.ok_or(Failure::NotFound)?;
        if sent.len() > MOST {
            return Err(Failure::TooManySignals { most: MOST as u32 });
        }
        let taken = self.keep(pack, Some(&source), sent).await?;
        let (region, at) = (pack.code().clone(), self.0.now());
        let note = self.0.db.write_in(pack.code(), move |tx| {
            Box::pin(async move { Ok::<_, Failure>(store::signals::key_seen(tx, &region, id, at, at.plus_ms(-SEEN_MS)).await?) })
        });
        note.await?;
        Ok(taken)
    }

    /// Keeps what holds; `source` is the only one that may be named, where there is one.
    async fn keep(&self, pack: &Pack, source: Option<&str>, sent: &[Sent]) -> Result<Taken, Failure> {
        let (now, mut taken) = (self.0.now(), Taken::default());
        // Of a thing that stands in the list twice, the newest.
        let mut newest: BTreeMap<(String, String), Signal> = BTreeMap::new();
        for (place, sent) in sent.iter().enumerate() {
            let checked = match source {
                Some(source) if source != sent.source => Err(SignalFault::Source),
                _ => check(&pack.signals, sent, now),
            };
            match checked {
                Ok(signal) => {
                    taken.kept += 1;
                    let thing = (signal.source.clone(), signal.thing.clone());
                    if newest.get(&thing).is_none_or(|known| known.at <= signal.at) {
                        newest.insert(thing, signal);
                    }
                }
                Err(fault) => taken.refused.push((place, fault)),
            }
        }
        let signals: Vec<Signal> = newest.into_values().collect();
        if signals.is_empty() {
            return Ok(taken);
        }
        let heard = store::signals::heard(&self.0.db, pack.code()).await?;
        if heard.iter().any(|(of, _, things)| signals.iter().any(|signal| signal.source == *of) && *things >= THINGS) {
            let known = store::signals::all(&self.0.db, pack.code(), ALL).await?;
            let is_known = |signal: &Signal| known.iter().any(|k| k.source == signal.source && k.thing == signal.thing);
            if !signals.iter().all(is_known) {
                return Err(Failure::TooManySignals { most: THINGS as u32 });
            }
        }
        let region = pack.code().clone();
        let put = self
            .0
            .db
            .write_in(pack.code(), move |tx| Box::pin(async move { Ok::<_, Failure>(store::signals::put(tx, &region, &signals).await?) }));
        put.await?;
        self.tell(pack).await?;
        Ok(taken)
    }

    /// Tells the screens, unless they were told just now.
    async fn tell(&self, pack: &Pack) -> Result<(), Failure> {
        let now = self.0.now().millis();
        let last = self.0.signals_told.load(Ordering::Relaxed);
        if now - last < TOLD_MS && now >= last {
            return Ok(());
        }
        self.0.signals_told.store(now, Ordering::Relaxed);
        self.0.change_alerts(pack, |_| Box::pin(async { Ok(()) })).await
    }

    /// What every thing said last.
    ///
    /// # Errors
    /// [`Failure::SignedOut`], [`Failure::Forbidden`] for roles that don't see boards.
    pub async fn now(&self, pack: &Pack, visitor: &Visitor) -> Result<Vec<Signal>, Failure> {
        may_see(pack, visitor)?;
        self.0.signals(pack).await
    }

    /// The region's keys, the newest first.
    ///
    /// # Errors
    /// As [`Walls::manages`].
    pub async fn keys(&self, pack: &Pack, visitor: &Visitor) -> Result<Vec<SignalKey>, Failure> {
        Walls::manages(pack, visitor)?;
        Ok(store::signals::keys(&self.0.db, pack.code(), SHOWN).await?)
    }

    /// Makes a key for a source; it is given once and kept nowhere.
    ///
    /// # Errors
    /// As [`Signals::keys`]; [`Failure::Invalid`] without a name, or for a source that is not there.
    pub async fn make_key(&self, pack: &Pack, visitor: &Visitor, source: &str, name: &str) -> Result<Token, Failure> {
        let by = Walls::manages(pack, visitor)?;
        let name: String = name.trim().chars().take(NAME).collect();
        if name.is_empty() {
            return Err(Failure::wrong("name", Text::new("Untuk siapa", "For whom"), Fault::Missing));
        }
        if !pack.signals.iter().any(|rule| rule.key == source) {
            return Err(Failure::wrong("source", Text::new("Sumber", "Source"), Fault::NotInList));
        }
        let token = Token(self.0.random::<32>().iter().map(|byte| format!("{byte:02x}")).collect());
        let hash = self.0.seal(pack.code()).hash(HASHED, token.as_str());
        let key = SignalKey { id: self.0.id(), source: source.to_owned(), name, made_at: self.0.now(), seen_at: None, revoked_at: None };
        let region = pack.code().clone();
        let keep = self.0.db.write_in(pack.code(), move |tx| {
            Box::pin(async move { Ok::<_, Failure>(store::signals::insert_key(tx, &region, &key, &hash, by).await?) })
        });
        keep.await?;
        Ok(token)
    }

    /// Revokes a key.
    ///
    /// # Errors
    /// As [`Signals::keys`]; [`Failure::NotFound`].
    pub async fn revoke_key(&self, pack: &Pack, visitor: &Visitor, id: Uuid) -> Result<(), Failure> {
        Walls::manages(pack, visitor)?;
        let (region, at) = (pack.code().clone(), self.0.now());
        let revoke = self.0.db.write_in(pack.code(), move |tx| {
            Box::pin(async move { Ok::<_, Failure>(store::signals::revoke_key(tx, &region, id, at).await?) })
        });
        if revoke.await? { Ok(()) } else { Err(Failure::NotFound) }
    }
}

impl Inner {
    /// What every thing said last, of the sources that the pack has.
    pub(crate) async fn signals(&self, pack: &Pack) -> Result<Vec<Signal>, Failure> {
        let all = store::signals::all(&self.db, pack.code(), ALL).await?;
        Ok(all.into_iter().filter(|signal| pack.signals.iter().any(|rule| rule.key == signal.source)).collect())
    }

    /// Minutes since each source of the pack was heard last; one that never was is not silent.
    pub(crate) async fn silent(&self, pack: &Pack) -> Result<BTreeMap<String, i64>, Failure> {
        let now = self.now().millis();
        let heard = store::signals::heard(&self.db, pack.code()).await?;
        let known = heard.into_iter().filter(|(source, ..)| pack.signals.iter().any(|rule| rule.key == *source));
        Ok(known.map(|(source, at, _)| (source, (now - at.millis()).max(0) / 60_000)).collect())
    }

    /// Forgets things that have said nothing for a week.
    pub(crate) async fn forget_signals(&self) -> Result<(), Failure> {
        let before = self.now().plus_ms(-KEPT_MS);
        for pack in self.at_work().iter() {
            let region = pack.code().clone();
            let forget = self.db.write_in(pack.code(), move |tx| {
                Box::pin(async move { Ok::<_, Failure>(store::signals::forget(tx, &region, before).await?) })
            });
            forget.await?;
        }
        Ok(())
    }
}
