//! Cases that are alike to one: asked twice, by the same person, for the same account, from the same address. What is
//! compared are keyed hashes; nothing personal is readable in the database, and nobody but an officer is told.
use crate::{Cases, Failure, Standing, Visitor, open::Inner};
use domain::{
    alike::{Likeness, sayings},
    case::{self, CaseId, CaseState, Outcome},
    find,
    number::CaseNumber,
    pack::Pack,
};
use store::find::Said;

/// Most cases that are shown at once. What is still to be explained comes first, so none is ever out of reach.
const MOST: u32 = 100;

/// A case that is alike to another, with everything that is the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alike {
    /// The case.
    pub case: store::alike::Alike,
    /// In which ways.
    pub ways: Vec<Likeness>,
}

impl Cases {
    /// The cases that are alike to one, those that are still to be explained first, and of them those with the most in common.
    /// Where there are more than a hundred, the others follow as these are explained.
    ///
    /// # Errors
    /// [`Failure::Forbidden`] for anybody but an officer, [`Failure::NotFound`].
    pub async fn alike(&self, pack: &Pack, visitor: &Visitor, number: &CaseNumber) -> Result<Vec<Alike>, Failure> {
        let opened = self.open(pack, visitor, number).await?;
        if opened.standing != Standing::Officer {
            return Err(Failure::Forbidden);
        }
        let label = |kind: &str| pack.services.iter().flat_map(|s| &s.alike).find(|way| way.key == kind).cloned();
        let explained: Vec<CaseNumber> = opened.state.compared.iter().map(|compared| compared.other.clone()).collect();
        let mut found: Vec<Alike> = Vec::new();
        for case in store::alike::of_case(&self.0.db, pack.code(), opened.state.id, &explained, MOST).await? {
            let Some(way) = label(&case.kind) else { continue };
            match found.iter_mut().find(|known| known.case.number == case.number) {
                Some(known) => known.ways.push(way),
                None => found.push(Alike { case, ways: vec![way] }),
            }
        }
        found.sort_by_key(|alike| {
            let waits = alike.has_to_be_explained() && !explained.contains(&alike.case.number);
            (!waits, std::cmp::Reverse(alike.ways.len()))
        });
        Ok(found)
    }
}

impl Cases {
    /// Puts on record whether a case that is alike asks for the same thing, and why it does or does not.
    ///
    /// # Errors
    /// [`Failure::Forbidden`], [`Failure::NotFound`] for a case that is not alike, [`Failure::Refused`] for whoever does not
    /// hold the case and without a reason.
    pub async fn compare(
        &self,
        pack: &Pack,
        visitor: &Visitor,
        number: &CaseNumber,
        other: &CaseNumber,
        double: bool,
        reason: &str,
    ) -> Result<CaseState, Failure> {
        let opened = self.open(pack, visitor, number).await?;
        if opened.standing != Standing::Officer {
            return Err(Failure::Forbidden);
        }
        let id = opened.state.id;
        if !store::alike::are(&self.0.db, pack.code(), id, other).await? {
            return Err(Failure::NotFound);
        }
        let (person, other, reason) = (visitor.person()?.clone(), other.clone(), reason.to_owned());
        let compare =
            move |pack: &Pack, state: &CaseState, at| Ok(vec![case::compare(pack, state, &person, (&other, double), &reason, at)?]);
        self.0.change(pack, id, None, compare).await
    }

    /// The cases that are alike and have to be explained: those that run, and those that were given something.
    pub(crate) async fn to_explain(&self, pack: &Pack, case: CaseId) -> Result<Vec<CaseNumber>, Failure> {
        Ok(store::alike::to_explain(&self.0.db, pack.code(), case).await?)
    }
}

/// What was refused, withdrawn or lapsed gave nobody anything.
fn has_to_be_explained(alike: &store::alike::Alike) -> bool {
    matches!(alike.outcome, None | Some(Outcome::Done))
}

impl Alike {
    /// Whether an officer has to explain it before the case goes on.
    #[must_use]
    pub fn has_to_be_explained(&self) -> bool {
        has_to_be_explained(&self.case)
    }
}

impl Inner {
    /// What a case says, and the words by which it is found, from its plain answers.
    pub(crate) fn said(&self, pack: &Pack, plain: &CaseState) -> Said {
        let Some(service) = pack.service(&plain.service) else { return Said::default() };
        let alike = sayings(service, &plain.answers).map(|(way, text)| (way.key.clone(), self.say(pack, &way.key, &text))).collect();
        Said { alike, words: find::words_of(service, plain) }
    }

    /// The keyed hash of what a case says in one way.
    pub(crate) fn say(&self, pack: &Pack, way: &str, text: &str) -> Vec<u8> {
        self.seal(pack.code()).hash(&format!("alike {way}"), text)
    }
}
