//! The visits that are an officer's: cases at a stage where a team goes to the place, of which they were drawn to be one.
use crate::{Cases, Failure, Visitor};
use domain::{
    case::{CaseId, CaseState},
    pack::Pack,
    time::Day,
};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Most visits on a route.
const MOST: usize = 60;
/// Cases read at a time.
const BATCH: u32 = 50;

impl Cases {
    /// The cases that wait for a visit by the visitor.
    ///
    /// # Errors
    /// [`Failure::SignedOut`], [`Failure::Forbidden`] for somebody who is no officer here.
    pub async fn visits(&self, pack: &Pack, visitor: &Visitor) -> Result<Vec<CaseState>, Failure> {
        let person = visitor.person()?;
        if !visitor.is_officer(pack.code()) {
            return Err(Failure::Forbidden);
        }
        let holds = |role: Option<&str>| person.posts_in(pack.code()).any(|p| Some(p.role.0.as_str()) == role);
        let mut found = vec![];
        for service in &pack.services {
            let stages = service.workflows.iter().flat_map(|w| &w.stages).filter(|s| s.by_team && holds(s.holder.role.as_deref()));
            for stage in stages.map(|s| s.key.as_str()).collect::<BTreeSet<_>>() {
                let mut after = CaseId(Uuid::nil());
                while found.len() < MOST {
                    let page = store::cases::due_from(&self.0.db, pack.code(), (&service.key, stage), Day::MIN, after, BATCH).await?;
                    let Some(last) = page.last() else { break };
                    after = *last;
                    let cases = store::cases::by_ids(&self.0.db, pack.code(), &page).await?;
                    let own = cases.into_iter().map(|s| s.state).filter(|s| s.is_open() && s.team.contains(&person.account));
                    found.extend(own.map(|state| self.0.masked(pack, &state)));
                }
            }
        }
        found.truncate(MOST);
        Ok(found)
    }
}
