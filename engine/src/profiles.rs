//! What an organisation described of itself once and uses again: its answers and its legal papers, each with how long it is
//! valid. Kept when a request is handed in by somebody who signed in; a paper that has run out is not used again.
use crate::{Failure, Visitor, drafts::Begun, open::Inner};
use domain::{
    form::{Answers, Documents, Form},
    pack::{Pack, ProfileRule, Service},
    time::{Day, Instant},
};
use std::sync::Arc;
use store::profiles::{Paper, Profile as Stored};
use uuid::Uuid;

/// Organisations that people act for.
#[derive(Clone)]
pub struct Profiles(pub(crate) Arc<Inner>);

/// An organisation as its owner sees it: private answers masked.
#[derive(Clone, PartialEq)]
pub struct Profile {
    /// Its id.
    pub id: Uuid,
    /// The service by whose form it was described.
    pub service: String,
    /// What it is called.
    pub name: String,
    /// Its answers.
    pub answers: Answers,
    /// Its papers.
    pub papers: Vec<Paper>,
    /// When it was described last.
    pub updated_at: Instant,
}

/// The form that a description's answers are sealed by.
fn form_of(service: &Service, rule: &ProfileRule) -> Form {
    Form::of_fields(rule.fields(&service.form).cloned().collect())
}

impl Profiles {
    /// The visitor's organisations, the one described last first; none for guests.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn mine(&self, pack: &Pack, visitor: &Visitor) -> Result<Vec<Profile>, Failure> {
        let Some(person) = visitor.person.as_ref().filter(|_| visitor.is_signed_in()) else { return Ok(vec![]) };
        let mut all = Vec::new();
        for stored in store::profiles::of_owner(&self.0.db, pack.code(), person.account).await? {
            let Some(service) = pack.service(&stored.service) else { continue };
            let Some(rule) = &service.profile else { continue };
            all.push(Profile {
                answers: self.0.seal(pack.code()).mask_answers(stored.id, &form_of(service, rule), &stored.answers),
                papers: store::profiles::papers(&self.0.db, pack.code(), stored.id).await?,
                id: stored.id,
                service: stored.service,
                name: stored.name,
                updated_at: stored.updated_at,
            });
        }
        Ok(all)
    }

    /// One of them.
    ///
    /// # Errors
    /// [`Failure::NotFound`], also where it is somebody else's.
    pub async fn one(&self, pack: &Pack, visitor: &Visitor, id: Uuid) -> Result<Profile, Failure> {
        self.mine(pack, visitor).await?.into_iter().find(|p| p.id == id).ok_or(Failure::NotFound)
    }

    /// Says how long a paper is valid.
    ///
    /// # Errors
    /// [`Failure::NotFound`].
    pub async fn date(&self, pack: &Pack, visitor: &Visitor, id: Uuid, slot: &str, hash: &str, until: Option<Day>) -> Result<(), Failure> {
        self.one(pack, visitor, id).await?;
        let (region, slot, hash) = (pack.code().clone(), slot.to_owned(), hash.to_owned());
        let there = self
            .0
            .db
            .write_in(pack.code(), move |tx| {
                Box::pin(async move { Ok::<_, Failure>(store::profiles::set_valid(tx, &region, id, &slot, &hash, until).await?) })
            })
            .await?;
        if there { Ok(()) } else { Err(Failure::NotFound) }
    }

    /// Forgets one. Cases that used it keep their own answers and papers.
    ///
    /// # Errors
    /// [`Failure::SignedOut`], [`Failure::NotFound`].
    pub async fn forget(&self, pack: &Pack, visitor: &Visitor, id: Uuid) -> Result<(), Failure> {
        let owner = visitor.person()?.account;
        let region = pack.code().clone();
        let there = self
            .0
            .db
            .write_in(pack.code(), move |tx| {
                Box::pin(async move { Ok::<_, Failure>(store::profiles::delete(tx, &region, owner, id).await?) })
            })
            .await?;
        if there { Ok(()) } else { Err(Failure::NotFound) }
    }
}

impl Inner {
    /// Keeps what a request says of its organisation, for the next one. The request is handed in already: where this
    /// fails, the log says so and nothing else is lost.
    pub(crate) async fn remember(&self, pack: &Pack, service: &Service, visitor: &Visitor, answers: &Answers, documents: &Documents) {
        let (Some(rule), Some(person)) = (&service.profile, visitor.person.as_ref().filter(|_| visitor.is_signed_in())) else { return };
        let name = answers.text(&rule.name).trim().to_owned();
        if name.is_empty() {
            return;
        }
        let id = self.profile_id(pack, person.account.0, &name);
        let own = |key: &str| rule.fields(&service.form).any(|f| f.key == key);
        let mut described = Answers(answers.0.iter().filter(|(key, _)| own(key)).map(|(k, v)| (k.clone(), v.clone())).collect());
        let mut papers = rule.papers_of(rule, documents.0.iter().cloned());
        let (region, owner) = (pack.code().clone(), person.account);
        let (mut of, mut by) = (service, rule);
        // A form that knows more of it than this one stays its form, and learns what both share.
        let known = store::profiles::of_owner(&self.db, &region, owner).await.unwrap_or_default().into_iter().find(|p| p.name == name);
        let id = known.as_ref().map_or(id, |p| p.id);
        if let Some(known) = known.filter(|p| p.service != service.key)
            && let Some(from) = pack.service(&known.service)
            && let Some(old) = from.profile.as_ref().filter(|old| old.fields(&from.form).count() > rule.fields(&service.form).count())
        {
            let mut all = self.seal(pack.code()).open_answers(id, &form_of(from, old), &known.answers);
            all.0.extend(old.begins_with(&from.form, &described, &service.form, rule).0);
            (described, papers, of, by) = (all, old.papers_of(rule, papers), from, old);
        }
        let profile = Stored {
            id,
            service: of.key.clone(),
            name,
            answers: self.seal(pack.code()).seal_answers(id, &form_of(of, by), &described),
            updated_at: self.now(),
        };
        let kept = self
            .db
            .write_in(pack.code(), move |tx| {
                Box::pin(async move { Ok::<_, Failure>(store::profiles::put(tx, &region, owner, &profile, &papers).await?) })
            })
            .await;
        if let Err(failure) = kept {
            tracing::warn!(%failure, "an organisation's description was not kept");
        }
    }

    /// The same owner and name have one id, so that what is sealed under it can be opened again.
    fn profile_id(&self, pack: &Pack, owner: Uuid, name: &str) -> Uuid {
        self.seal(pack.code()).id("profile", &format!("{}/{owner}/{name}", pack.code()))
    }

    /// What a new request of the service begins with: the description's answers and those papers that are valid still.
    pub(crate) async fn described(&self, pack: &Pack, service: &Service, owner: Uuid, id: Uuid) -> Result<(Answers, Documents), Failure> {
        let owner = domain::people::AccountId(owner);
        let found = store::profiles::of_owner(&self.db, pack.code(), owner).await?.into_iter().find(|p| p.id == id);
        let stored = found.ok_or(Failure::NotFound)?;
        let from = pack.service(&stored.service).ok_or(Failure::NotFound)?;
        let (Some(old), Some(rule)) = (&from.profile, &service.profile) else { return Err(Failure::NotFound) };
        let said = self.seal(pack.code()).open_answers(id, &form_of(from, old), &stored.answers);
        let answers = rule.begins_with(&service.form, &said, &from.form, old);
        let today = self.now().day(pack.zone());
        let papers = store::profiles::papers(&self.db, pack.code(), id).await?;
        let valid = papers.into_iter().filter(|p| p.valid_until.is_none_or(|until| until >= today)).map(|p| p.document);
        Ok((answers, Documents(rule.papers_of(old, valid))))
    }

    /// Begins a draft with what an organisation described before.
    pub(crate) async fn begin_described(
        self: &Arc<Self>,
        pack: &Pack,
        begun: &Begun<'_>,
        profile: Uuid,
        given: &[(String, String)],
    ) -> Result<(), Failure> {
        let (mut answers, documents) = self.described(pack, begun.service, begun.owner, profile).await?;
        crate::drafts::give(&crate::drafts::form_of(pack, begun.service, begun.together, ("", None)), &mut answers, given);
        crate::Drafts(self.clone()).insert(pack, begun, &answers, &documents).await
    }
}
