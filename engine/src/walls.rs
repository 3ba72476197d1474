//! Screens that hang in a room: a link opens one board to whoever has it, reads nothing else, changes nothing, and is revoked at
//! once. No session stands behind it, so that no screen has to be signed in again for weeks.
use crate::{Failure, ListedCase, Register, Token, Visitor, board::figures, open::Inner};
use domain::{
    alert::{Alert, Call},
    form::Fault,
    pace::Pace,
    pack::{BoardRule, Pack, Panel},
    people::AccountId,
    signal::Signal,
    text::Text,
    time::Instant,
};
use std::{collections::BTreeMap, sync::Arc};
use store::walls::Wall;
use uuid::Uuid;

/// What the seal is told that it hashes.
const HASHED: &str = "wall";
/// Late cases that are read of each stage.
const LATE: u32 = 8;
/// Most letters of a link's name, and most links that are shown.
const NAME: usize = 60;
const SHOWN: u32 = 100;
/// How often it is noted that a screen asks, milliseconds.
const SEEN_MS: i64 = 60_000;

/// Walls.
#[derive(Clone)]
pub struct Walls(pub(crate) Arc<Inner>);

/// What a wall shows: its board and the figures behind all its screens.
#[derive(Clone, Debug)]
pub struct Shown {
    /// What the link is for.
    pub name: String,
    /// The board.
    pub board: BoardRule,
    /// The figures.
    pub snapshot: crate::Snapshot,
    /// Open cases on officers' piles, the largest first: how many each has, and how many of them are late. Nobody is named: a wall
    /// hangs where everybody reads it.
    pub load: Vec<(i64, i64)>,
    /// How long decisions took, by service.
    pub pace: BTreeMap<String, Option<Pace>>,
    /// What calls for somebody, with whether it does.
    pub alerts: Vec<(Alert, Call)>,
    /// What sources outside say.
    pub signals: Vec<Signal>,
    /// What has been late longest at each stage, by the end of its term.
    pub late: Vec<ListedCase>,
}

impl Walls {
    /// Who may make and revoke links: whoever administers or oversees the region.
    ///
    /// # Errors
    /// [`Failure::SignedOut`], [`Failure::Forbidden`].
    pub fn manages(pack: &Pack, visitor: &Visitor) -> Result<AccountId, Failure> {
        let person = visitor.person()?;
        let manages = |role: &domain::pack::Role| role.administers || (role.sees_board && role.sees_all);
        let may = person.posts_in(pack.code()).any(|post| pack.role(&post.role.0).is_some_and(manages));
        if may { Ok(person.account) } else { Err(Failure::Forbidden) }
    }

    /// The region's links, the newest first.
    ///
    /// # Errors
    /// [`Failure::SignedOut`], [`Failure::Forbidden`] for who neither administers nor oversees the region.
    pub async fn all(&self, pack: &Pack, visitor: &Visitor) -> Result<Vec<Wall>, Failure> {
        Self::manages(pack, visitor)?;
        Ok(store::walls::all(&self.0.db, pack.code(), SHOWN).await?)
    }

    /// Makes a link to a board; its token is given once and kept nowhere.
    ///
    /// # Errors
    /// As [`Walls::all`]; [`Failure::Invalid`] without a name, or for a board that is not there.
    pub async fn make(&self, pack: &Pack, visitor: &Visitor, name: &str, board: &str) -> Result<Token, Failure> {
        let by = Self::manages(pack, visitor)?;
        let name: String = name.trim().chars().take(NAME).collect();
        if name.is_empty() {
            return Err(Failure::wrong("name", Text::new("Nama layar", "The screen's name"), Fault::Missing));
        }
        if !pack.boards.iter().any(|known| known.key == board) {
            return Err(Failure::wrong("board", Text::new("Papan", "Board"), Fault::NotInList));
        }
        let token = Token(self.0.random::<32>().iter().map(|byte| format!("{byte:02x}")).collect());
        let hash = self.0.seal(pack.code()).hash(HASHED, token.as_str());
        let (id, made_at) = (self.0.id(), self.0.now());
        let wall = Wall { id, name, board: board.to_owned(), made_at, seen_at: None, revoked_at: None };
        let region = pack.code().clone();
        let keep = self.0.db.write_in(pack.code(), move |tx| {
            Box::pin(async move { Ok::<_, Failure>(store::walls::insert(tx, &region, &wall, &hash, by).await?) })
        });
        keep.await?;
        Ok(token)
    }

    /// Revokes a link; screens that show it go dark within a minute.
    ///
    /// # Errors
    /// As [`Walls::all`]; [`Failure::NotFound`].
    pub async fn revoke(&self, pack: &Pack, visitor: &Visitor, id: Uuid) -> Result<(), Failure> {
        Self::manages(pack, visitor)?;
        let (region, at) = (pack.code().clone(), self.0.now());
        let revoke = self
            .0
            .db
            .write_in(pack.code(), move |tx| Box::pin(async move { Ok::<_, Failure>(store::walls::revoke(tx, &region, id, at).await?) }));
        if revoke.await? { Ok(()) } else { Err(Failure::NotFound) }
    }

    /// Whether a token opens a wall of the region.
    ///
    /// # Errors
    /// [`Failure::NotFound`] for one that does not, or was revoked.
    pub async fn knows(&self, pack: &Pack, token: &str) -> Result<(Uuid, String, String), Failure> {
        let hash = self.0.seal(pack.code()).hash(HASHED, token);
        store::walls::by_token(&self.0.db, pack.code(), &hash).await?.ok_or(Failure::NotFound)
    }

    /// What a screen shows that has this token.
    ///
    /// # Errors
    /// As [`Walls::knows`]; also where the region has the board no more.
    pub async fn show(&self, pack: &Pack, token: &str) -> Result<Shown, Failure> {
        let (id, name, board) = self.knows(pack, token).await?;
        let board = pack.boards.iter().find(|known| known.key == board).cloned().ok_or(Failure::NotFound)?;
        // When it was seen last is good to know, and no reason to show nothing.
        if let Err(failure) = self.note(pack, id).await {
            tracing::warn!(%failure, "that a wall was seen could not be noted");
        }
        let snapshot = figures(&self.0, pack).await?;
        let shows = |panel: Panel| board.screens.iter().any(|screen| screen.panels.contains(&panel));
        let mut pace = BTreeMap::new();
        if shows(Panel::Pace) {
            for service in &pack.services {
                pace.insert(service.key.clone(), Register(self.0.clone()).pace(pack, &service.key).await?);
            }
        }
        let load = if shows(Panel::Load) { self.load(pack, snapshot.at).await? } else { vec![] };
        let late = if shows(Panel::Late) { crate::board::latest(&self.0, pack, &snapshot, LATE).await? } else { vec![] };
        let alerts = self.0.calling(pack).await?.0;
        let signals = if shows(Panel::Signals) { self.0.signals(pack).await? } else { vec![] };
        Ok(Shown { name, board, snapshot, load, pace, late, alerts, signals })
    }

    async fn load(&self, pack: &Pack, at: Instant) -> Result<Vec<(i64, i64)>, Failure> {
        let piles = crate::board::load::piles(&self.0, pack, at).await?;
        let mut load: Vec<(i64, i64)> = piles.into_values().map(|(all, late, _)| (all, late)).collect();
        load.sort_by_key(|(all, late)| std::cmp::Reverse((*all, *late)));
        Ok(load)
    }

    async fn note(&self, pack: &Pack, id: Uuid) -> Result<(), Failure> {
        let (region, at) = (pack.code().clone(), self.0.now());
        let before = at.plus_ms(-SEEN_MS);
        let seen = self.0.db.write_in(pack.code(), move |tx| {
            Box::pin(async move { Ok::<_, Failure>(store::walls::seen(tx, &region, id, at, before).await?) })
        });
        seen.await
    }
}
