//! Announcements: written by officers whose role may, kept in every version, read by everyone.
use crate::{Failure, Visitor, open::Inner};
use domain::{
    case::Refusal,
    form::{Answers, Check, Choice, Documents, Fault, Field, Form, Kind, Problem},
    pack::{Pack, Role},
    people::{AccountId, Post},
    text::Text,
    time::Day,
};
use std::sync::Arc;
pub use store::announcements::Announcement;
use uuid::Uuid;

/// Announcements.
#[derive(Clone)]
pub struct Announcements(pub(crate) Arc<Inner>);

/// A page of announcements.
#[derive(Clone, Debug, Default)]
pub struct AnnouncementPage {
    /// The newest versions, the latest beginning first.
    pub items: Vec<Announcement>,
    /// The next page.
    pub next: Option<String>,
}

/// What an announcement is made of, as a form. The same in every region: what is announced is not.
#[must_use]
pub fn announcement_form(pack: &Pack) -> Form {
    let field = |key: &str, id: &str, en: &str, kind: Kind| Field::new(key, Text::new(id, en), kind);
    let services = pack.services.iter().map(|s| Choice { key: s.key.clone(), label: s.name.clone(), ..Choice::default() }).collect();
    let date = || Kind::Date { not_past: false, not_future: false };
    Form::of_fields(vec![
        field("title", "Judul", "Title", Kind::Text { max: 120 }),
        Field {
            hint: Some(Text::new(
                "Tulis apa yang berubah, untuk siapa, dan sampai kapan. Kosongkan satu baris di antara paragraf.",
                "Write what changes, for whom and until when. Leave a line empty between paragraphs.",
            )),
            ..field("body", "Isi pengumuman", "Text", Kind::LongText { max: 4000 })
        },
        field("from", "Ditampilkan mulai", "Shown from", date()),
        Field { optional: true, ..field("until", "Berlaku sampai", "Holds until", date()) },
        Field {
            optional: true,
            ..field("service", "Tentang layanan", "About the service", Kind::Choice { list: None, options: services })
        },
    ])
}

impl Announcements {
    /// Whether the visitor may write announcements here.
    #[must_use]
    pub fn may_write(&self, pack: &Pack, visitor: &Visitor) -> bool {
        self.0.post_with(pack, visitor, |role| role.announces).is_ok()
    }

    /// The newest that hold today, at most `limit`.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn current(&self, pack: &Pack, limit: u32) -> Result<Vec<Announcement>, Failure> {
        let today = self.0.now().day(pack.zone());
        let until_today = (today.number() + 1, Uuid::nil());
        let mut items = store::announcements::newest(&self.0.db, pack.code(), until_today, false, 50).await?;
        items.retain(|a| a.until.is_none_or(|until| today <= until));
        items.truncate(limit as usize);
        Ok(items)
    }

    /// One page of all that were ever shown and not withdrawn.
    ///
    /// # Errors
    /// [`Failure::NotFound`] for a cursor that is none.
    pub async fn page(&self, pack: &Pack, before: Option<&str>, limit: u32) -> Result<AnnouncementPage, Failure> {
        let until_today = (self.0.now().day(pack.zone()).number() + 1, Uuid::nil());
        let before = before.map(cursor).transpose()?.unwrap_or(until_today).min(until_today);
        self.paged(pack, before, false, limit).await
    }

    /// One page for those who write them: future and withdrawn ones too.
    ///
    /// # Errors
    /// [`Failure::SignedOut`], [`Failure::Forbidden`], [`Failure::NotFound`] for a cursor that is none.
    pub async fn desk(&self, pack: &Pack, visitor: &Visitor, before: Option<&str>, limit: u32) -> Result<AnnouncementPage, Failure> {
        self.0.post_with(pack, visitor, |role| role.announces)?;
        let before = before.map(cursor).transpose()?.unwrap_or((i32::MAX, Uuid::max()));
        self.paged(pack, before, true, limit).await
    }

    async fn paged(&self, pack: &Pack, before: (i32, Uuid), withdrawn_too: bool, limit: u32) -> Result<AnnouncementPage, Failure> {
        let mut items = store::announcements::newest(&self.0.db, pack.code(), before, withdrawn_too, limit + 1).await?;
        let more = items.len() > limit as usize;
        items.truncate(limit as usize);
        let next = items.last().filter(|_| more).map(|a| format!("{}.{}", a.from.number(), a.id));
        Ok(AnnouncementPage { items, next })
    }

    /// All versions of one, the newest first. Before its first day only those who write them see it.
    ///
    /// # Errors
    /// [`Failure::NotFound`].
    pub async fn one(&self, pack: &Pack, visitor: &Visitor, id: Uuid) -> Result<Vec<Announcement>, Failure> {
        let versions = store::announcements::versions(&self.0.db, pack.code(), id).await?;
        let newest = versions.first().ok_or(Failure::NotFound)?;
        let shown = newest.from <= self.0.now().day(pack.zone());
        if shown || self.may_write(pack, visitor) { Ok(versions) } else { Err(Failure::NotFound) }
    }

    /// Keeps a version behind the one that was seen (0 for a new announcement); what was typed stands by the keys of
    /// [`announcement_form`]. The same version sent twice is kept once.
    ///
    /// # Errors
    /// [`Failure::SignedOut`], [`Failure::Forbidden`], [`Failure::Invalid`]; stale where somebody was faster.
    pub async fn write(&self, pack: &Pack, visitor: &Visitor, id: Uuid, seen: u32, typed: &Answers) -> Result<(), Failure> {
        let (account, role) = self.writer(pack, visitor)?;
        let (form, documents) = (announcement_form(pack), Documents::default());
        let at = self.0.now();
        let mut problems = Check { form: &form, answers: typed, documents: &documents, areas: pack, today: at.day(pack.zone()) }.all();
        let day = |key: &str| Day::parse_loose(typed.text(key)).ok();
        if let (Some(from), Some(until)) = (day("from"), day("until"))
            && until < from
        {
            let text = Text::new("Hari terakhir harus sesudah hari pertama", "The last day must come after the first");
            let label = form.field("until").map(|f| f.label.clone()).unwrap_or_default();
            problems.push(Problem { path: "until".to_owned(), label, fault: Fault::Rule { text, legal_base: None } });
        }
        let Some(from) = day("from").filter(|_| problems.is_empty()) else { return Err(Failure::Invalid { problems }) };
        self.keep(
            pack,
            Announcement {
                id,
                version: seen + 1,
                at,
                actor: account,
                role,
                service: Some(typed.text("service").to_owned()).filter(|s| !s.is_empty()),
                title: typed.text("title").to_owned(),
                body: typed.text("body").replace("\r\n", "\n"),
                from,
                until: day("until"),
                withdrawn: None,
            },
        )
        .await
    }

    /// Withdraws one: it leaves the lists, and its page says why.
    ///
    /// # Errors
    /// As [`Announcements::write`]; [`Failure::NotFound`] where there is none.
    pub async fn withdraw(&self, pack: &Pack, visitor: &Visitor, id: Uuid, seen: u32, reason: &str) -> Result<(), Failure> {
        let (account, role) = self.writer(pack, visitor)?;
        let reason = reason.trim();
        if reason.is_empty() || reason.chars().count() > 300 {
            let label = Text::new("Alasan", "Reason");
            let fault = if reason.is_empty() { Fault::Missing } else { Fault::TooLong { most: 300 } };
            return Err(Failure::wrong("reason", label, fault));
        }
        let newest = store::announcements::versions(&self.0.db, pack.code(), id).await?.into_iter().next().ok_or(Failure::NotFound)?;
        let at = self.0.now();
        let withdrawn = Some(reason.to_owned());
        self.keep(pack, Announcement { version: seen + 1, at, actor: account, role, withdrawn, ..newest }).await
    }

    fn writer(&self, pack: &Pack, visitor: &Visitor) -> Result<(AccountId, String), Failure> {
        let post = self.0.post_with(pack, visitor, |role| role.announces)?;
        Ok((visitor.person()?.account, post.role.0.clone()))
    }

    async fn keep(&self, pack: &Pack, new: Announcement) -> Result<(), Failure> {
        let before = store::announcements::versions(&self.0.db, pack.code(), new.id).await?;
        let now = before.first().map_or(0, |a| a.version);
        let same = |a: &Announcement| Announcement { at: new.at, ..a.clone() } == new;
        match before.first() {
            // A second click on the same button.
            Some(newest) if now == new.version && same(newest) => return Ok(()),
            _ if now + 1 != new.version => return Err(Refusal::Stale { seen: new.version - 1, now }.into()),
            _ => {}
        }
        let region = pack.code().clone();
        let kept = self.0.db.write_in(pack.code(), move |tx| {
            Box::pin(async move { Ok::<_, Failure>(store::announcements::insert(tx, &region, &new).await?) })
        });
        kept.await
    }
}

impl Inner {
    /// The post by which the visitor has a right.
    ///
    /// # Errors
    /// [`Failure::SignedOut`], [`Failure::Forbidden`].
    pub(crate) fn post_with<'v>(&self, pack: &'v Pack, visitor: &'v Visitor, has: impl Fn(&Role) -> bool) -> Result<&'v Post, Failure> {
        let person = visitor.person()?;
        if !visitor.is_signed_in() {
            return Err(Failure::SignedOut);
        }
        person.posts_in(pack.code()).find(|post| pack.role(&post.role.0).is_some_and(&has)).ok_or(Failure::Forbidden)
    }
}

fn cursor(text: &str) -> Result<(i32, Uuid), Failure> {
    let (day, id) = text.split_once('.').ok_or(Failure::NotFound)?;
    Ok((day.parse().map_err(|_| Failure::NotFound)?, id.parse().map_err(|_| Failure::NotFound)?))
}
