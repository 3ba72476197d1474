//! Cases that are alike to one: asked twice, by the same person, for the same account, from the same address. What is
//! compared are keyed hashes; nothing personal is readable in the database, and nobody but an officer is told.
use crate::{Cases, Failure, Standing, Visitor, open::Inner};
use domain::{alike::sayings, case::CaseState, number::CaseNumber, pack::Pack, text::Text};
use store::alike::Saying;

/// Most entries that are shown.
const MOST: u32 = 100;

/// A case that is alike to another, with everything that is the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alike {
    /// The case.
    pub case: store::alike::Alike,
    /// What is the same.
    pub ways: Vec<Text>,
}

impl Cases {
    /// The cases that are alike to one, those with the most in common first.
    ///
    /// # Errors
    /// [`Failure::Forbidden`] for anybody but an officer, [`Failure::NotFound`].
    pub async fn alike(&self, pack: &Pack, visitor: &Visitor, number: &CaseNumber) -> Result<Vec<Alike>, Failure> {
        let opened = self.open(pack, visitor, number).await?;
        if opened.standing != Standing::Officer {
            return Err(Failure::Forbidden);
        }
        let label = |kind: &str| pack.services.iter().flat_map(|s| &s.alike).find(|way| way.key == kind).map(|way| way.label.clone());
        let mut found: Vec<Alike> = Vec::new();
        for case in store::alike::of_case(&self.0.db, pack.code(), opened.state.id, MOST).await? {
            let Some(way) = label(&case.kind) else { continue };
            match found.iter_mut().find(|known| known.case.number == case.number) {
                Some(known) => known.ways.push(way),
                None => found.push(Alike { case, ways: vec![way] }),
            }
        }
        found.sort_by_key(|alike| std::cmp::Reverse(alike.ways.len()));
        Ok(found)
    }
}

impl Inner {
    /// What a case says, from its plain answers.
    pub(crate) fn said(&self, pack: &Pack, plain: &CaseState) -> Vec<Saying> {
        let Some(service) = pack.service(&plain.service) else { return vec![] };
        sayings(service, &plain.answers)
            .map(|(way, text)| (way.key.clone(), self.seal.hash(&format!("alike {}", way.key), &text)))
            .collect()
    }
}
