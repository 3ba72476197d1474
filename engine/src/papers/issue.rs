//! Issuing: the row of a document goes into the transaction of the event that it hangs on, with everything that will stand on
//! it. Printing comes later, and can't change it.
use super::{
    facts::{Letter, Shown, of_case, shown_of_case},
    press::Template,
    said::LANG,
};
use crate::{Failure, open::Inner, seal::Seal};
use domain::{
    case::{CaseState, Event, Happening},
    number::SerialNumber,
    pack::{Audience, Issue, Pack, Paper},
    people::AccountId,
    text::Text,
    time::Instant,
};
use serde_json::Value;
use std::collections::BTreeMap;
use store::{
    Tx,
    papers::{self, Ending, NewPaper},
};

/// What is known before the transaction begins, so that it is short.
pub(crate) struct Issuing {
    seal: Seal,
    /// Names of the officers who may have to sign.
    names: BTreeMap<AccountId, String>,
    /// Numbers taken ahead, by the document's key.
    taken: BTreeMap<String, u32>,
    /// Hashes of templates that are kept already, by the document's key.
    kept: BTreeMap<String, String>,
    address: Option<String>,
    label: &'static str,
}

impl Inner {
    /// Prepares for what these events may issue.
    pub(crate) async fn issuing(&self, pack: &Pack, state: &CaseState, events: &[Event]) -> Result<Issuing, Failure> {
        let mut issuing = self.issuing_nothing(pack);
        let Some(service) = pack.service(&state.service) else { return Ok(issuing) };
        for event in events {
            let handed_in = matches!(event.what, Happening::Submitted(_));
            for paper in issued(pack, &service.issues, event) {
                issuing.kept.insert(paper.key.clone(), self.keep_template(pack, paper).await?);
                if handed_in {
                    // Many at a time hand in: they must not queue for a number.
                    issuing.taken.insert(paper.key.clone(), self.next_serial(pack, &paper.prefix, event.at).await?);
                } else if paper.audience != Audience::Public {
                    let officers = [event.actor.account.filter(|_| event.actor.role.is_some()), state.decided_by.as_ref().map(|(a, _)| *a)];
                    for account in officers.into_iter().flatten() {
                        if let Some(row) = store::accounts::by_id(&self.db, account).await? {
                            issuing.names.insert(account, row.name);
                        }
                    }
                }
            }
        }
        Ok(issuing)
    }

    fn issuing_nothing(&self, pack: &Pack) -> Issuing {
        Issuing {
            seal: self.seal(pack.code()),
            names: BTreeMap::new(),
            taken: BTreeMap::new(),
            kept: BTreeMap::new(),
            address: self.address.clone(),
            label: self.signer.label(LANG),
        }
    }

    /// The hash of a document's template, whose text is kept once for each server's life and region.
    async fn keep_template(&self, pack: &Pack, paper: &Paper) -> Result<String, Failure> {
        let key = (pack.code().as_str().to_owned(), paper.template.clone());
        let known = self.templates.lock().unwrap_or_else(std::sync::PoisonError::into_inner).get(&key).cloned();
        if let Some(hash) = known {
            return Ok(hash);
        }
        let template = Template::of(pack, &paper.template);
        let (hash, text) = (template.hash(), text(&template)?);
        let (region, name) = (pack.code().clone(), hash.clone());
        self.db
            .write_in(pack.code(), move |tx| {
                Box::pin(async move { Ok::<_, Failure>(papers::keep_template(tx, &region, &name, &text).await?) })
            })
            .await?;
        self.templates.lock().unwrap_or_else(std::sync::PoisonError::into_inner).insert(key, hash.clone());
        Ok(hash)
    }
}

/// The documents that an event issues.
fn issued<'p>(pack: &'p Pack, issues: &'p [Issue], event: &Event) -> impl Iterator<Item = &'p Paper> {
    issues.iter().filter(|issue| issue.on.iter().any(|moment| moment.is(event))).filter_map(|issue| pack.paper(&issue.key))
}

impl Issuing {
    /// Ends and issues what hangs on an event, within its transaction. `state` is the case after it, sealed.
    pub(crate) async fn follow(&self, tx: &mut Tx<'_>, pack: &Pack, state: &CaseState, event: &Event) -> Result<(), Failure> {
        let Some(service) = pack.service(&state.service) else { return Ok(()) };
        for issue in service.issues.iter().filter(|issue| issue.revoked_on.iter().any(|moment| moment.is(event))) {
            let why = text(&reason(pack, state, event))?;
            let ending = Ending { kind: &issue.key, at: event.at, why: &why, replaced_by: None };
            papers::end_of_case(tx, pack.code(), state.id, &ending).await?;
        }
        for paper in issued(pack, &service.issues, event) {
            let number = self.number(tx, pack, paper, event.at).await?;
            let masked = crate::keep::masked(&self.seal, pack, state);
            let officer = event.actor.role.as_ref().map(|role| (role.0.as_str(), event.actor.agency.as_ref().map(|a| a.0.as_str())));
            let signatory = match &paper.signed_by {
                Some(s) => (Some(s.role.as_str()), Some(s.agency.as_str())),
                None => officer.map_or((None, None), |(role, agency)| (Some(role), agency)),
            };
            // Named is who acted, where they hold the role that signs.
            let name = event.actor.account.filter(|_| officer.is_some_and(|(role, _)| Some(role) == signatory.0));
            let letter = self.letter(pack, paper, &number, event.at, signatory, name.and_then(|a| self.names.get(&a)).map(String::as_str));
            let facts = of_case(&letter, &masked, event, &self.names);
            let shown = shown_of_case(&letter, &masked);
            let new = NewPaper { case: Some(state.id), ..self.paper(tx, pack, paper, &number, event.at, &facts, &shown).await? };
            papers::insert(tx, pack.code(), &new).await?;
            if let Some(bill) = crate::payments::bill(paper, &number, state, event) {
                store::bills::make(tx, pack.code(), &bill).await?;
            }
            let why = text(&paper.title)?;
            for kind in &paper.replaces {
                let ending = Ending { kind, at: event.at, why: &why, replaced_by: Some(&number) };
                papers::end_of_case(tx, pack.code(), state.id, &ending).await?;
            }
        }
        Ok(())
    }

    async fn number(&self, tx: &mut Tx<'_>, pack: &Pack, paper: &Paper, at: Instant) -> Result<SerialNumber, Failure> {
        let year = u16::try_from(at.day(pack.zone()).year()).unwrap_or(0);
        let serial = match self.taken.get(&paper.key) {
            Some(serial) => *serial,
            None => store::serials::reserve(tx, pack.code(), &paper.prefix, year, 1).await?,
        };
        SerialNumber::new(&paper.prefix, pack.code(), year, serial).map_err(|e| Failure::unavailable("make a document's number", &e))
    }

    fn letter<'a>(
        &'a self,
        pack: &'a Pack,
        paper: &'a Paper,
        number: &'a SerialNumber,
        at: Instant,
        signatory: (Option<&'a str>, Option<&'a str>),
        name: Option<&'a str>,
    ) -> Letter<'a> {
        let verify = format!("{}/{}/verifikasi/{number}", self.address.as_deref().unwrap_or_default(), pack.region.slug);
        let name = name.filter(|_| paper.audience != Audience::Public);
        Letter { pack, paper, number, at, verify, label: self.label, signatory, name }
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one row")]
    async fn paper(
        &self,
        tx: &mut Tx<'_>,
        pack: &Pack,
        paper: &Paper,
        number: &SerialNumber,
        at: Instant,
        facts: &Value,
        shown: &Shown,
    ) -> Result<NewPaper, Failure> {
        let template = match self.kept.get(&paper.key) {
            Some(hash) => hash.clone(),
            // Somebody else acted between: then another document is issued than was prepared for.
            None => {
                let template = Template::of(pack, &paper.template);
                let hash = template.hash();
                papers::keep_template(tx, pack.code(), &hash, &text(&template)?).await?;
                hash
            }
        };
        Ok(NewPaper {
            case: None,
            subject: String::new(),
            kind: paper.key.clone(),
            serial: number.clone(),
            template,
            audience: word(&paper.audience)?,
            facts: facts.to_string(),
            shown: text(shown)?,
            issued_at: at,
        })
    }
}

/// A document about something that is no case: a list, a decree. Whoever issues it says what stands on it.
#[derive(Clone, Debug)]
pub struct About {
    /// The document's key in the pack.
    pub kind: String,
    /// What it is about, such as `list:2026-DNC-1`: a newer one of the same subject takes the place of an older.
    pub subject: String,
    /// What stands on it besides region, document and signer; an object.
    pub facts: Value,
    /// Its name, in a line: everybody may check it.
    pub about: String,
    /// The amount on it, whole rupiah; everybody may check it.
    pub amount: Option<domain::money::Rupiah>,
    /// Who signs it, where it may name them.
    pub signer: Option<String>,
}

/// What is ready to be issued within a transaction.
pub struct Ready {
    issuing: Issuing,
    at: Instant,
}

impl super::Papers {
    /// Prepares for issuing a document about something that is no case.
    ///
    /// # Errors
    /// [`Failure::NotFound`] where the pack has no such document.
    pub async fn ready(&self, pack: &Pack, kind: &str) -> Result<Ready, Failure> {
        let paper = pack.paper(kind).ok_or(Failure::NotFound)?;
        let mut issuing = self.0.issuing_nothing(pack);
        issuing.kept.insert(paper.key.clone(), self.0.keep_template(pack, paper).await?);
        Ok(Ready { issuing, at: self.0.now() })
    }

    /// Issues a document about something that is no case, in a transaction of its own.
    ///
    /// # Errors
    /// [`Failure::NotFound`] where the pack has no such document.
    pub async fn issue(&self, pack: &Pack, about: About) -> Result<SerialNumber, Failure> {
        let ready = self.ready(pack, &about.kind).await?;
        let of = self.0.pack_of(pack.code()).ok_or(Failure::NotFound)?;
        self.0.db.write_in(pack.code(), move |tx| Box::pin(async move { ready.issue(tx, &of, &about).await })).await
    }
}

impl Ready {
    /// Issues it within the transaction of what it is about.
    ///
    /// # Errors
    /// [`Failure::NotFound`] where the pack has no such document.
    pub async fn issue(&self, tx: &mut Tx<'_>, pack: &Pack, about: &About) -> Result<SerialNumber, Failure> {
        let paper = pack.paper(&about.kind).ok_or(Failure::NotFound)?;
        let number = self.issuing.number(tx, pack, paper, self.at).await?;
        let signatory = paper.signed_by.as_ref().map_or((None, None), |s| (Some(s.role.as_str()), Some(s.agency.as_str())));
        let letter = self.issuing.letter(pack, paper, &number, self.at, signatory, about.signer.as_deref());
        let mut facts = letter.head();
        if let (Some(all), Some(own)) = (facts.as_object_mut(), about.facts.as_object()) {
            all.extend(own.iter().map(|(k, v)| (k.clone(), v.clone())));
        }
        let shown = Shown { about: about.about.clone(), amount: about.amount, ..letter.shown() };
        let new = self.issuing.paper(tx, pack, paper, &number, self.at, &facts, &shown).await?;
        papers::insert(tx, pack.code(), &NewPaper { subject: about.subject.clone(), ..new }).await?;
        let why = text(&paper.title)?;
        let ending = Ending { kind: &paper.key, at: self.at, why: &why, replaced_by: Some(&number) };
        papers::end_of_subject(tx, pack.code(), &about.subject, &ending).await?;
        Ok(number)
    }
}

/// Why a document holds no longer: what was done, in the words of the timeline.
fn reason(pack: &Pack, state: &CaseState, event: &Event) -> Text {
    let done = match &event.what {
        Happening::Moved(moved) => pack.service(&state.service).and_then(|s| s.action(&moved.from, &moved.action)).map(|a| a.done.clone()),
        _ => None,
    };
    done.unwrap_or_else(|| pack.stage_label(state))
}

fn text(value: &impl serde::Serialize) -> Result<String, Failure> {
    serde_json::to_string(value).map_err(|e| Failure::unavailable("write a document down", &e))
}

/// A pack's word as it is kept in a column.
fn word(audience: &Audience) -> Result<String, Failure> {
    Ok(text(audience)?.trim_matches('"').to_owned())
}
