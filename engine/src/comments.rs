//! What the public writes about running projects. Nothing is shown before an officer whose role moderates has looked at it;
//! each act keeps who did it and when.
use crate::{Failure, Visitor, open::Inner};
use domain::{
    case::{CaseId, CaseState, Refusal},
    comment::{Kind, comment_form, takes_comments},
    form::{Answers, Check, Documents, Fault, Problem},
    number::{CaseNumber, CaseSecret},
    pack::Pack,
    people::AgencyKey,
    text::Text,
};
use std::sync::Arc;
use store::{
    StoreError,
    comments::{Act, Comment, What},
};
use uuid::Uuid;

/// Most comments of a case that a page shows.
const OF_CASE: u32 = 200;
/// The box that people do not see: what fills it in is no person.
pub const TRAP: &str = "situs";

/// Comments.
#[derive(Clone)]
pub struct Comments(pub(crate) Arc<Inner>);

/// A comment with what was done about it.
#[derive(Clone, Debug)]
pub struct Discussed {
    /// The comment.
    pub comment: Comment,
    /// What officers did, the oldest first.
    pub acts: Vec<Act>,
}

/// A comment's state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommentState {
    /// Nobody has decided yet.
    Waiting,
    /// Everyone may read it.
    Shown,
    /// Nobody may.
    Hidden,
}

/// What an officer does about a comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Moderation {
    /// Lets everyone read it.
    Show,
    /// Hides it, for a reason of the pack.
    Hide {
        /// The reason's code.
        reason: String,
    },
    /// Answers as the office.
    Answer {
        /// The answer, for everyone.
        text: String,
    },
}

impl Discussed {
    /// Whether it is shown: the last decision counts.
    #[must_use]
    pub fn state(&self) -> CommentState {
        self.acts
            .iter()
            .rev()
            .find_map(|act| match act.what {
                What::Shown => Some(CommentState::Shown),
                What::Hidden => Some(CommentState::Hidden),
                What::Answered | What::Revealed => None,
            })
            .unwrap_or(CommentState::Waiting)
    }

    /// The answers of the office, the oldest first.
    pub fn answers(&self) -> impl Iterator<Item = &Act> {
        self.acts.iter().filter(|act| act.what == What::Answered)
    }

    /// Why it is hidden.
    #[must_use]
    pub fn hidden_for(&self) -> Option<&str> {
        self.acts.iter().rev().find(|act| act.what == What::Hidden)?.reason.as_deref().filter(|_| self.state() == CommentState::Hidden)
    }
}

impl Comments {
    /// Whether the visitor may moderate here.
    #[must_use]
    pub fn may_moderate(&self, pack: &Pack, visitor: &Visitor) -> bool {
        self.0.post_with(pack, visitor, |role| role.moderates).is_ok()
    }

    /// Keeps what somebody wrote about a case, and gives the code with which they can see what became of it. The same
    /// ticket sent twice is one comment.
    ///
    /// # Errors
    /// [`Failure::NotFound`] where there is no such case, or where its stage takes no comments; [`Failure::Invalid`].
    pub async fn write(&self, pack: &Pack, number: &CaseNumber, ticket: Uuid, typed: &Answers) -> Result<CaseSecret, Failure> {
        let state = store::cases::by_number(&self.0.db, pack.code(), number).await?.ok_or(Failure::NotFound)?.state;
        let service = pack.service(&state.service).ok_or(Failure::NotFound)?;
        if !takes_comments(service, &state) {
            return Err(Failure::NotFound);
        }
        let (form, documents, at) = (comment_form(), Documents::default(), self.0.now());
        let mut problems = Check { form: &form, answers: typed, documents: &documents, areas: pack, today: at.day(pack.zone()) }.all();
        if !typed.text(TRAP).is_empty() {
            let text = Text::new("Kosongkan bagian ini", "Leave this empty");
            problems.push(Problem { path: TRAP.to_owned(), label: text.clone(), fault: Fault::Rule { text, legal_base: None } });
        }
        let Some(kind) = Kind::named(typed.text("kind")).filter(|_| problems.is_empty()) else { return Err(Failure::Invalid { problems }) };
        // The ticket came from outside: what is kept and the code are made of it, and never are it.
        let name = format!("{}/{ticket}", state.id.0);
        let id = self.0.seal(pack.code()).id("comment", &name);
        let code = self.code(pack, id);
        if store::comments::by_id(&self.0.db, pack.code(), id).await?.is_some() {
            return Ok(code);
        }
        let some = |key: &str| Some(typed.text(key).to_owned()).filter(|text| !text.is_empty());
        let contact = [some("email"), some("phone")].into_iter().flatten().collect::<Vec<_>>().join(", ");
        let comment = Comment {
            id,
            case: state.id,
            kind,
            alias: some("alias"),
            body: typed.text("body").replace("\r\n", "\n"),
            contact_sealed: (!contact.is_empty()).then(|| self.0.seal(pack.code()).seal(&place(id), &contact)),
            at,
        };
        let (region, code_hash) = (pack.code().clone(), self.hashed(pack, &code));
        let kept = self
            .0
            .db
            .write_in(pack.code(), move |tx| Box::pin(async move { store::comments::insert(tx, &region, &comment, &code_hash).await }));
        match kept.await {
            // Where the same ticket came twice at once, it is kept, and this is its code.
            Ok(()) | Err(StoreError::Duplicate { .. }) => Ok(code),
            Err(other) => Err(other.into()),
        }
    }

    /// What became of a comment, by the code of its receipt.
    ///
    /// # Errors
    /// [`Failure::NotFound`] for a code that is none.
    pub async fn of_code(&self, pack: &Pack, code: &str) -> Result<(Discussed, CaseState), Failure> {
        let code: CaseSecret = code.parse().map_err(|_| Failure::NotFound)?;
        let found = store::comments::by_code(&self.0.db, pack.code(), &self.hashed(pack, &code)).await?.ok_or(Failure::NotFound)?;
        let state = self.state_of(pack, found.case).await?;
        Ok((self.discussed(pack, found).await?, state))
    }

    /// The newest of what was written about a case, for officers.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn of_case(&self, pack: &Pack, case: CaseId) -> Result<Vec<Discussed>, Failure> {
        let comments = store::comments::of_case(&self.0.db, pack.code(), case, OF_CASE).await?;
        self.with_acts(pack, case, comments).await
    }

    /// What everyone may read about a case, the oldest first.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn shown_of_case(&self, pack: &Pack, case: CaseId) -> Result<Vec<Discussed>, Failure> {
        let comments = store::comments::shown_of_case(&self.0.db, pack.code(), case, OF_CASE).await?;
        self.with_acts(pack, case, comments).await
    }

    /// How many problems were reported about a case and are not hidden, and how many of them were answered.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn reports_of_case(&self, pack: &Pack, case: CaseId) -> Result<(i64, i64), Failure> {
        Ok(store::comments::reports_of_case(&self.0.db, pack.code(), case).await?)
    }

    async fn with_acts(&self, pack: &Pack, case: CaseId, comments: Vec<Comment>) -> Result<Vec<Discussed>, Failure> {
        if comments.is_empty() {
            return Ok(vec![]);
        }
        let mut acts = store::comments::acts_of_case(&self.0.db, pack.code(), case).await?;
        let discussed = |comment: Comment| Discussed { acts: acts.remove(&comment.id).unwrap_or_default(), comment };
        Ok(comments.into_iter().map(discussed).collect())
    }

    /// What waits for somebody to look at it, the oldest first, each with its case; and where the next page begins.
    ///
    /// # Errors
    /// [`Failure::SignedOut`], [`Failure::Forbidden`], [`Failure::NotFound`] for a cursor that is none.
    pub async fn waiting(
        &self,
        pack: &Pack,
        visitor: &Visitor,
        after: Option<&str>,
        limit: u32,
    ) -> Result<(Vec<(Discussed, CaseState)>, Option<String>), Failure> {
        self.0.post_with(pack, visitor, |role| role.moderates)?;
        let after = match after {
            Some(text) => cursor(text)?,
            None => (i64::MIN, Uuid::nil()),
        };
        let mut found = store::comments::waiting(&self.0.db, pack.code(), after, limit + 1).await?;
        let more = found.len() > limit as usize;
        found.truncate(limit as usize);
        let next = found.last().filter(|_| more).map(|c| format!("{}.{}", c.at.0, c.id));
        let mut items = Vec::new();
        for comment in found {
            let state = self.state_of(pack, comment.case).await?;
            items.push((self.discussed(pack, comment).await?, state));
        }
        Ok((items, next))
    }

    /// Everything written about one case, for whoever moderates.
    ///
    /// # Errors
    /// As [`Comments::waiting`]; [`Failure::NotFound`] where there is no such case.
    pub async fn moderated(&self, pack: &Pack, visitor: &Visitor, number: &CaseNumber) -> Result<Vec<(Discussed, CaseState)>, Failure> {
        self.0.post_with(pack, visitor, |role| role.moderates)?;
        let state = store::cases::by_number(&self.0.db, pack.code(), number).await?.ok_or(Failure::NotFound)?.state;
        let found = self.of_case(pack, state.id).await?;
        Ok(found.into_iter().map(|discussed| (discussed, state.clone())).collect())
    }

    /// Shows, hides or answers a comment.
    ///
    /// # Errors
    /// [`Failure::SignedOut`], [`Failure::Forbidden`], [`Failure::NotFound`]; [`Failure::Refused`] for a reason that the pack
    /// has not; [`Failure::Invalid`] for an answer that is empty or too long.
    pub async fn moderate(&self, pack: &Pack, visitor: &Visitor, id: Uuid, moderation: Moderation) -> Result<(), Failure> {
        self.0.post_with(pack, visitor, |role| role.moderates)?;
        let comment = store::comments::by_id(&self.0.db, pack.code(), id).await?.ok_or(Failure::NotFound)?;
        let before = self.discussed(pack, comment).await?;
        let (what, reason, body) = match moderation {
            Moderation::Show if before.state() == CommentState::Shown => return Ok(()),
            Moderation::Show => (What::Shown, None, None),
            Moderation::Hide { reason } => {
                let state = self.state_of(pack, before.comment.case).await?;
                let rules = pack.service(&state.service).and_then(|s| s.comments.as_ref());
                if !rules.is_some_and(|rules| rules.reasons.iter().any(|known| known.key == reason)) {
                    return Err(Refusal::NoReason.into());
                }
                if before.hidden_for() == Some(reason.as_str()) {
                    return Ok(());
                }
                (What::Hidden, Some(reason), None)
            }
            Moderation::Answer { text } => {
                let text = text.trim().replace("\r\n", "\n");
                let fault = match text.chars().count() {
                    0 => Some(Fault::Missing),
                    n if n > 1000 => Some(Fault::TooLong { most: 1000 }),
                    _ => None,
                };
                if let Some(fault) = fault {
                    let label = Text::new("Jawaban", "Answer");
                    return Err(Failure::wrong("text", label, fault));
                }
                if before.answers().last().is_some_and(|last| last.body.as_deref() == Some(&text)) {
                    return Ok(());
                }
                (What::Answered, None, Some(text))
            }
        };
        self.keep(pack, visitor, before, what, reason, body).await
    }

    /// How to reach whoever wrote a comment; that somebody looked is kept. `None` where they left no way.
    ///
    /// # Errors
    /// [`Failure::SignedOut`], [`Failure::Forbidden`], [`Failure::NotFound`].
    pub async fn reveal(&self, pack: &Pack, visitor: &Visitor, id: Uuid) -> Result<Option<String>, Failure> {
        self.0.post_with(pack, visitor, |role| role.moderates)?;
        let comment = store::comments::by_id(&self.0.db, pack.code(), id).await?.ok_or(Failure::NotFound)?;
        let Some(sealed) = comment.contact_sealed.clone() else { return Ok(None) };
        let before = self.discussed(pack, comment).await?;
        self.keep(pack, visitor, before, What::Revealed, None, None).await?;
        Ok(Some(self.0.seal(pack.code()).open(&place(id), &sealed)))
    }

    async fn keep(
        &self,
        pack: &Pack,
        visitor: &Visitor,
        before: Discussed,
        what: What,
        reason: Option<String>,
        body: Option<String>,
    ) -> Result<(), Failure> {
        let post = self.0.post_with(pack, visitor, |role| role.moderates)?;
        let actor = visitor.person()?.account;
        let agency = post.agency.as_ref().map(|AgencyKey(agency)| agency.clone());
        let act = Act { at: self.0.now(), role: post.role.0.clone(), agency, what, reason, body };
        let (region, seen) = (pack.code().clone(), before.acts.len());
        let kept = self.0.db.write_in(pack.code(), move |tx| {
            Box::pin(async move {
                store::comments::act(tx, &region, &before.comment, seen, actor, &act).await.map_err(|error| match error {
                    // Somebody was faster: they must look at it again.
                    StoreError::Duplicate { .. } => Refusal::Stale { seen: 0, now: 0 }.into(),
                    other => Failure::from(other),
                })
            })
        });
        kept.await
    }

    async fn discussed(&self, pack: &Pack, comment: Comment) -> Result<Discussed, Failure> {
        let acts = store::comments::acts(&self.0.db, pack.code(), comment.id).await?;
        Ok(Discussed { comment, acts })
    }

    async fn state_of(&self, pack: &Pack, case: CaseId) -> Result<CaseState, Failure> {
        Ok(store::cases::by_id(&self.0.db, pack.code(), case).await?.ok_or(Failure::NotFound)?.state)
    }

    fn code(&self, pack: &Pack, id: Uuid) -> CaseSecret {
        let hash = self.0.seal(pack.code()).hash("comment code", &id.to_string());
        CaseSecret::from_random(std::array::from_fn(|i| hash.get(i).copied().unwrap_or(0)))
    }

    fn hashed(&self, pack: &Pack, code: &CaseSecret) -> Vec<u8> {
        self.0.seal(pack.code()).hash("comment code kept", code.symbols())
    }
}

/// Where a sealed way to reach somebody belongs.
fn place(id: Uuid) -> String {
    format!("{id}/contact")
}

fn cursor(text: &str) -> Result<(i64, Uuid), Failure> {
    let (at, id) = text.split_once('.').ok_or(Failure::NotFound)?;
    Ok((at.parse().map_err(|_| Failure::NotFound)?, id.parse().map_err(|_| Failure::NotFound)?))
}
