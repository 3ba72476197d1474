//! What officers write beside a case: notes that name colleagues, marks, opinions of other agencies, and that a term is longer.
use crate::{Cases, Failure, Visitor, batches::Beside, open::Inner};
use domain::{
    case::{self, CaseState, Event, Happening, Question},
    number::CaseNumber,
    pack::Pack,
    people::{AccountId, AgencyKey, Person, RoleKey},
    time::Instant,
    words::Lang,
};
use std::collections::{BTreeMap, BTreeSet};
use store::notices::NewNotice;

/// Most people who are told of one thing.
const MOST: usize = 20;

impl Cases {
    /// Writes a note for officers; those whom it names are told.
    ///
    /// # Errors
    /// [`Failure::Refused`] as [`case::note`], [`Failure::NotFound`], also for somebody who is no officer here.
    pub async fn note(
        &self,
        pack: &Pack,
        visitor: &Visitor,
        number: &CaseNumber,
        text: &str,
        mentions: &[AccountId],
    ) -> Result<CaseState, Failure> {
        let state = self.of_officer(pack, visitor, number).await?;
        let (person, text) = (visitor.person()?.clone(), text.to_owned());
        let mut named: Vec<AccountId> = mentions.iter().copied().filter(|who| *who != person.account).collect();
        named.sort();
        named.dedup();
        named.truncate(MOST);
        for who in &named {
            self.0.officer(pack, *who).await?;
        }
        // What is wrong with it is said before anybody is told.
        case::note(pack, &state, &person, &text, named.clone(), self.0.now())?;
        let told = |lang: Lang| match lang {
            Lang::Id => format!("{} menyebut Anda dalam catatan.", person.name),
            Lang::En => format!("{} named you in a note.", person.name),
        };
        let notices = self.0.tell(pack, &state, &named, told).await?;
        let (writer, id) = (person.clone(), state.id);
        let note = move |pack: &Pack, state: &CaseState, at: Instant| Ok(vec![case::note(pack, state, &writer, &text, named.clone(), at)?]);
        self.0.change_beside(pack, id, Beside { notices, ..Beside::default() }, note).await
    }

    /// Marks a case with these labels and no others.
    ///
    /// # Errors
    /// [`Failure::Refused`] as [`case::label`], [`Failure::NotFound`].
    pub async fn label(&self, pack: &Pack, visitor: &Visitor, number: &CaseNumber, labels: &[String]) -> Result<CaseState, Failure> {
        let (id, person, labels) = (self.of_officer(pack, visitor, number).await?.id, visitor.person()?.clone(), labels.to_vec());
        let label =
            move |pack: &Pack, state: &CaseState, at: Instant| Ok(case::label(pack, state, &person, &labels, at)?.into_iter().collect());
        self.0.change(pack, id, None, label).await
    }

    /// Asks another agency for its opinion; its officers are told.
    ///
    /// # Errors
    /// [`Failure::Refused`] as [`case::ask_opinion`], [`Failure::NotFound`].
    pub async fn ask_opinion(
        &self,
        pack: &Pack,
        visitor: &Visitor,
        number: &CaseNumber,
        question: &Question<'_>,
    ) -> Result<CaseState, Failure> {
        let (state, person) = (self.of_officer(pack, visitor, number).await?, visitor.person()?.clone());
        case::ask_opinion(pack, &state, &person, question, self.0.now())?;
        let asked = self.0.at_agency(pack, question.agency).await?;
        let told = |lang: Lang| match lang {
            Lang::Id => "Pendapat perangkat daerah Anda diminta.".to_owned(),
            Lang::En => "Your agency is asked for its opinion.".to_owned(),
        };
        let notices = self.0.tell(pack, &state, &asked, told).await?;
        let (agency, text) = (question.agency.clone(), question.text.to_owned());
        let (confidential, due_on, id) = (question.confidential, question.due_on, state.id);
        let ask = move |pack: &Pack, state: &CaseState, at: Instant| {
            let question = Question { agency: &agency, text: &text, confidential, due_on };
            Ok(vec![case::ask_opinion(pack, state, &person, &question, at)?])
        };
        self.0.change_beside(pack, id, Beside { notices, ..Beside::default() }, ask).await
    }

    /// Gives the opinion that was asked with version `asked`; who asked is told.
    ///
    /// # Errors
    /// [`Failure::Refused`] as [`case::give_opinion`], [`Failure::NotFound`].
    pub async fn give_opinion(
        &self,
        pack: &Pack,
        visitor: &Visitor,
        number: &CaseNumber,
        asked: u32,
        text: &str,
    ) -> Result<CaseState, Failure> {
        let (state, person) = (self.of_officer(pack, visitor, number).await?, visitor.person()?.clone());
        case::give_opinion(pack, &state, &person, asked, text, self.0.now())?;
        let asker: Vec<AccountId> = state.opinions.iter().filter(|o| o.asked == asked).filter_map(|o| o.asker).collect();
        let told = |lang: Lang| match lang {
            Lang::Id => "Pendapat yang Anda minta sudah diberikan.".to_owned(),
            Lang::En => "The opinion that you asked for is given.".to_owned(),
        };
        let notices = self.0.tell(pack, &state, &asker, told).await?;
        let (text, id) = (text.to_owned(), state.id);
        let give = move |pack: &Pack, state: &CaseState, at: Instant| Ok(vec![case::give_opinion(pack, state, &person, asked, &text, at)?]);
        self.0.change_beside(pack, id, Beside { notices, ..Beside::default() }, give).await
    }

    /// Extends the term of the stage by working days; the applicant is told.
    ///
    /// # Errors
    /// [`Failure::Refused`] as [`case::extend`], [`Failure::NotFound`].
    pub async fn extend(&self, pack: &Pack, visitor: &Visitor, number: &CaseNumber, days: u32, reason: &str) -> Result<CaseState, Failure> {
        let (id, person) = (self.of_officer(pack, visitor, number).await?.id, visitor.person()?.clone());
        let reason = reason.to_owned();
        let extend = move |pack: &Pack, state: &CaseState, at: Instant| Ok(vec![case::extend(pack, state, &person, days, &reason, at)?]);
        self.0.change(pack, id, None, extend).await
    }

    /// Who can be named in a note: those at the desk, those who divide its work, and the officers who have acted on the case.
    ///
    /// # Errors
    /// [`Failure::SignedOut`], [`Failure::Unavailable`].
    pub async fn people(
        &self,
        pack: &Pack,
        visitor: &Visitor,
        state: &CaseState,
        events: &[(i64, Event)],
    ) -> Result<Vec<(AccountId, String)>, Failure> {
        let own = visitor.person()?.account;
        let mut names: BTreeMap<AccountId, String> = BTreeMap::new();
        let mut people = self.0.holding(pack, state).await?;
        let role = pack.workflow_of(state).and_then(|w| w.stage(&state.stage)).and_then(|s| s.holder.role.as_deref());
        for head in pack.roles.iter().filter(|r| r.assigns.iter().any(|of| Some(of.as_str()) == role)) {
            people.extend(self.0.holders_of(pack, &head.key, state.agency.as_ref()).await?);
        }
        names.extend(people.into_iter().map(|Person { account, name, .. }| (account, name)));
        let acted: BTreeSet<AccountId> = events
            .iter()
            .filter(|(_, e)| e.actor.role.is_some())
            .filter_map(|(_, e)| e.actor.account)
            .filter(|a| !names.contains_key(a))
            .collect();
        names.extend(store::assign::names(&self.0.db, &acted.into_iter().collect::<Vec<_>>()).await?);
        names.remove(&own);
        let mut names: Vec<_> = names.into_iter().collect();
        names.sort_by(|one, other| one.1.cmp(&other.1));
        names.truncate(MOST);
        Ok(names)
    }
}

impl Inner {
    /// Officers with a post at an agency today, at most so many as are told of one thing.
    async fn at_agency(&self, pack: &Pack, agency: &AgencyKey) -> Result<Vec<AccountId>, Failure> {
        let today = self.now().day(pack.zone());
        let mut found: BTreeSet<AccountId> = BTreeSet::new();
        for role in &pack.roles {
            let held = store::accounts::holders(&self.db, pack.code(), &RoleKey(role.key.clone()), None).await?;
            found.extend(held.into_iter().filter(|h| h.post.held_on(today) && h.post.agency.as_ref() == Some(agency)).map(|h| h.account));
        }
        Ok(found.into_iter().take(MOST).collect())
    }

    /// A notice for each officer, without what was written: that stands on the case, for those who may read it.
    pub(crate) async fn tell(
        &self,
        pack: &Pack,
        state: &CaseState,
        accounts: &[AccountId],
        words: impl Fn(Lang) -> String,
    ) -> Result<Vec<NewNotice>, Failure> {
        let mut notices = vec![];
        for account in accounts {
            let Some(row) = store::accounts::by_id(&self.db, *account).await? else { continue };
            let lang: Lang = row.lang.parse().unwrap_or_default();
            let login = row.login.filter(|login| row.verified_at.is_some() && login.contains('@'));
            let words = words(lang);
            notices.push(NewNotice {
                id: self.id(),
                account: *account,
                case: Some(state.id),
                kind: "note".into(),
                subject: format!("{}: {words}", state.number),
                body: words,
                link: format!("/{}/meja/{}#catatan-petugas", pack.region.slug, state.number),
                address: login.map(|login| self.seal(pack.code()).seal("address", &login)),
                created_at: self.now(),
            });
        }
        Ok(notices)
    }
}

/// What an officer may not read of an event: the words of a confidential question or opinion.
pub(crate) fn hide_confidential(pack: &Pack, state: &CaseState, person: &Person, event: &mut Event) {
    let may = |asked: u32| state.opinions.iter().find(|o| o.asked == asked).is_none_or(|o| case::may_read(pack, state, o, person));
    match &mut event.what {
        Happening::OpinionAsked { question, .. } if !may(event.version) => question.clear(),
        Happening::OpinionGiven { asked, text, .. } if !may(*asked) => text.clear(),
        _ => {}
    }
}
