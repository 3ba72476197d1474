//! The visits that are an officer's: cases at a stage where a team goes to the place, of which they were drawn to be one.
use crate::{Cases, Failure, Visitor};
use domain::{case::CaseState, find::team_word, pack::Pack};

/// Most visits on a route.
const MOST: usize = 60;
/// Most open cases of which somebody was drawn that are looked at.
const LOOKED_AT: u32 = 500;

impl Cases {
    /// The cases that wait for a visit by the visitor, those with the nearest day first.
    ///
    /// # Errors
    /// [`Failure::SignedOut`], [`Failure::Forbidden`] for somebody who is no officer here.
    pub async fn visits(&self, pack: &Pack, visitor: &Visitor) -> Result<Vec<CaseState>, Failure> {
        let person = visitor.person()?;
        if !visitor.is_officer(pack.code()) {
            return Err(Failure::Forbidden);
        }
        let drawn = store::find::with_word(&self.0.db, pack.code(), &team_word(person.account), LOOKED_AT).await?;
        let cases = store::cases::by_ids(&self.0.db, pack.code(), &drawn).await?;
        let mut found: Vec<CaseState> =
            cases.into_iter().map(|stored| stored.state).filter(|state| is_visit(pack, visitor, state)).collect();
        found.sort_by_key(|state| (state.due_on.is_none(), state.due_on, state.id));
        found.truncate(MOST);
        Ok(found.iter().map(|state| self.0.masked(pack, state)).collect())
    }
}

/// Whether the case is at a stage to which a team goes, and the visitor is of it and holds the post.
fn is_visit(pack: &Pack, visitor: &Visitor, state: &CaseState) -> bool {
    let stage = pack.workflow_of(state).and_then(|w| w.stage(&state.stage)).filter(|stage| stage.by_team && state.is_open());
    let Ok(person) = visitor.person() else { return false };
    stage.is_some_and(|stage| {
        let role = stage.holder.role.as_deref();
        state.team.contains(&person.account) && person.posts_in(pack.code()).any(|post| role == Some(post.role.0.as_str()))
    })
}
