//! A region's rules, changed in the browser: one administrator drafts, sees what would happen, and another one publishes from a day on.
//! What was published is never changed; it is taken back by a change of its own, which goes the same way.
mod drafting;
mod preview;
mod publishing;
mod renewing;
mod tables;
mod value;

pub use preview::{Compared, Preview};
pub use store::{administration::Deed as AdministrationDeed, amendments::AmendmentState};
pub use tables::PackTable;
pub use value::Said;

use crate::{
    Failure, Visitor,
    failure::rule,
    open::Inner,
    pack::{Amendment, Change, Valued, value as value_at, values},
};
use domain::{
    form::Fault,
    pack::Pack,
    people::AccountId,
    text::Text,
    time::{Day, Instant},
};
pub(crate) use renewing::follow;
use std::sync::Arc;
use store::amendments::AmendmentRow;
use uuid::Uuid;

/// Most drafts and published changes that a list shows.
const SHOWN: u32 = 200;
/// Most values that a question finds.
pub const MOST_VALUES: usize = 80;
/// Most letters of a title and of a reason.
const TITLE: usize = 120;
const REASON: usize = 1_000;

/// Changes of rules.
#[derive(Clone)]
pub struct Amendments(pub(crate) Arc<Inner>);

/// Changes that hold together, as an administrator reads them.
#[derive(Clone, Debug, PartialEq)]
pub struct Drafted {
    /// Their id.
    pub id: Uuid,
    /// What they are about.
    pub title: String,
    /// Why.
    pub reason: String,
    /// Who began them.
    pub author: AccountId,
    /// Their name.
    pub by: String,
    /// How far they have come.
    pub state: AmendmentState,
    /// The changes, in their order.
    pub changes: Vec<Change>,
    /// Those that they take back.
    pub undoes: Option<Uuid>,
    /// What a form has to send back.
    pub version: i32,
    /// When they were begun.
    pub created_at: Instant,
    /// Who published them, when, and from which day on they hold.
    pub published: Option<(String, Instant, Day)>,
}

fn wrong(path: &str, (id, en): (&str, &str), fault: Fault) -> Failure {
    Failure::wrong(path, Text::new(id, en), fault)
}

/// Somebody else was faster: what they did has to be looked at first.
fn overtaken() -> Failure {
    wrong(
        "version",
        ("Rancangan", "The draft"),
        rule(
            "baru saja diubah orang lain; lihat dahulu yang terbaru, lalu ulangi",
            "was changed by somebody else just now; look at it first, then do it again",
        ),
    )
}

fn fits(path: &'static str, label: (&str, &str), text: &str, most: usize) -> Result<String, Failure> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err(wrong(path, label, Fault::Missing)),
        n if n > most => Err(wrong(path, label, Fault::TooLong { most: most.try_into().unwrap_or(u32::MAX) })),
        _ => Ok(text.to_owned()),
    }
}

impl Amendments {
    /// Who may change rules: whoever administers the region.
    ///
    /// # Errors
    /// [`Failure::SignedOut`], [`Failure::Forbidden`].
    pub fn changes(pack: &Pack, visitor: &Visitor) -> Result<AccountId, Failure> {
        let person = visitor.person()?;
        let may = person.posts_in(pack.code()).any(|post| pack.role(&post.role.0).is_some_and(|role| role.administers));
        if may { Ok(person.account) } else { Err(Failure::Forbidden) }
    }

    /// The region's changes, the newest first.
    ///
    /// # Errors
    /// [`Failure::SignedOut`], [`Failure::Forbidden`] for who neither administers nor oversees the region, [`Failure::Unavailable`].
    pub async fn all(&self, pack: &Pack, visitor: &Visitor) -> Result<Vec<Drafted>, Failure> {
        crate::walls::Walls::manages(pack, visitor)?;
        let mut drafted = Vec::new();
        for row in store::amendments::of(&self.0.db, pack.code(), SHOWN).await? {
            drafted.push(self.read(row).await?);
        }
        Ok(drafted)
    }

    /// One, with what was done with it, the newest first.
    ///
    /// # Errors
    /// As [`Amendments::all`]; [`Failure::NotFound`].
    pub async fn one(&self, pack: &Pack, visitor: &Visitor, id: Uuid) -> Result<(Drafted, Vec<AdministrationDeed>), Failure> {
        crate::walls::Walls::manages(pack, visitor)?;
        let row = store::amendments::one(&self.0.db, pack.code(), id).await?.ok_or(Failure::NotFound)?;
        let deeds = store::administration::of(&self.0.db, pack.code(), id, SHOWN).await?;
        Ok((self.read(row).await?, deeds))
    }

    async fn read(&self, row: AmendmentRow) -> Result<Drafted, Failure> {
        let published = match row.published {
            Some(p) => Some((self.name(p.by).await?, p.at, p.from)),
            None => None,
        };
        Ok(Drafted {
            id: row.id,
            by: self.name(row.author).await?,
            title: row.title,
            reason: row.reason,
            author: row.author,
            state: row.state,
            changes: serde_json::from_str(&row.changes).map_err(|e| Failure::unavailable("read a change of rules", &e))?,
            undoes: row.undoes,
            version: row.version,
            created_at: row.created_at,
            published,
        })
    }

    async fn name(&self, account: AccountId) -> Result<String, Failure> {
        Ok(store::accounts::by_id(&self.0.db, account).await?.map(|a| a.name).unwrap_or_default())
    }

    /// What holds of a region's published changes on a day, in the order in which they came.
    async fn in_force(&self, pack: &Pack, until: Day) -> Result<Vec<Amendment>, Failure> {
        Ok(renewing::in_force(&self.0, until).await?.remove(pack.code()).unwrap_or_default())
    }

    /// Every published change, those for later days too.
    async fn all_published(&self, pack: &Pack) -> Result<Vec<Amendment>, Failure> {
        self.in_force(pack, Day::MAX).await
    }

    /// Reads packs in a thread of its own, because that reads files.
    async fn reading<T: Send + 'static>(
        &self,
        pack: &Pack,
        read: impl FnOnce((&std::path::Path, &str)) -> Result<T, crate::pack::PackErrors> + Send + 'static,
    ) -> Result<T, Failure> {
        let (dir, slug) = (self.0.packs_dir.clone(), pack.region.slug.as_str().to_owned());
        let read = tokio::task::spawn_blocking(move || read((&dir, &slug))).await;
        read.map_err(|e| Failure::unavailable("read a pack", &e))?.map_err(|e| Failure::unavailable("read a pack", &e))
    }

    /// The values of the pack that a question finds, as they hold with a draft where one is named.
    ///
    /// # Errors
    /// As [`Amendments::all`].
    pub async fn values(
        &self,
        pack: &Pack,
        visitor: &Visitor,
        draft: Option<&Drafted>,
        (within, query): (&str, &str),
    ) -> Result<Vec<Valued>, Failure> {
        crate::walls::Walls::manages(pack, visitor)?;
        let laid = self.laid(pack, draft).await?;
        let (within, query) = (within.to_owned(), query.to_owned());
        self.reading(pack, move |at| values(at, &laid, (&within, &query, MOST_VALUES))).await
    }

    /// One value.
    ///
    /// # Errors
    /// As [`Amendments::all`]; [`Failure::NotFound`] where there is none that can be changed alone.
    pub async fn value(&self, pack: &Pack, visitor: &Visitor, draft: Option<&Drafted>, path: &str) -> Result<Valued, Failure> {
        crate::walls::Walls::manages(pack, visitor)?;
        let (laid, path) = (self.laid(pack, draft).await?, path.to_owned());
        self.reading(pack, move |at| value_at(at, &laid, &path)).await?.ok_or(Failure::NotFound)
    }

    /// All that was published, with a draft's words laid over it as far as they don't make versions.
    async fn laid(&self, pack: &Pack, draft: Option<&Drafted>) -> Result<Vec<Amendment>, Failure> {
        let mut laid = self.all_published(pack).await?;
        if let Some(draft) = draft.filter(|d| d.state == AmendmentState::Draft) {
            laid.push(Amendment { name: draft.id.to_string(), from: Day::MAX, changes: draft.changes.clone(), versions: vec![] });
        }
        Ok(laid)
    }

    /// What a draft would do if it held from a day on; with `lead`, made-up cases are led through it as well.
    ///
    /// # Errors
    /// As [`Amendments::one`].
    pub async fn preview(&self, pack: &Pack, visitor: &Visitor, draft: &Drafted, from: Day, lead: bool) -> Result<Preview, Failure> {
        crate::walls::Walls::manages(pack, visitor)?;
        let before = self.all_published(pack).await?;
        self.looked(pack, draft, from, before, lead).await
    }

    /// What was done in administering the region, the newest first.
    ///
    /// # Errors
    /// As [`Amendments::all`].
    pub async fn deeds(&self, pack: &Pack, visitor: &Visitor) -> Result<Vec<AdministrationDeed>, Failure> {
        crate::walls::Walls::manages(pack, visitor)?;
        Ok(store::administration::latest(&self.0.db, pack.code(), SHOWN).await?)
    }
}

fn json(value: &impl serde::Serialize) -> Result<String, Failure> {
    serde_json::to_string(value).map_err(|e| Failure::unavailable("write a change of rules", &e))
}

fn stale(failure: Failure) -> Failure {
    match failure {
        Failure::Refused(domain::case::Refusal::Stale { .. }) => overtaken(),
        other => other,
    }
}
