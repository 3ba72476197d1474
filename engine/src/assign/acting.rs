//! Who stands in for whom (*pelaksana tugas*): a post given for some days to an officer of the same agency, to one who holds
//! the same post elsewhere, or taken over by who divides its work. It is named by whoever divides the desk's work or holds the
//! post themselves, never by somebody who stands in: what is lent is not lent on.
use super::team::{divided_by, rule};
use crate::{Desk, Failure, Visitor};
use domain::{
    form::{Fault, Problem},
    pack::Pack,
    people::{AccountId, AgencyKey, Post, RoleKey},
    text::Text,
    time::Day,
};
use std::collections::BTreeSet;
use store::accounts::{ActingPost, HeldPost, NewPost};
use uuid::Uuid;

/// Most letters of a reason.
const LETTERS: usize = 200;

/// A post that may be given for some days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lendable {
    /// The role.
    pub role: String,
    /// The agency at which it is held; none for posts of the whole region.
    pub agency: Option<AgencyKey>,
    /// Agencies whose officers may get it.
    from: Vec<AgencyKey>,
}

/// What somebody may lend, to whom, and what is lent.
#[derive(Clone, Debug, Default)]
pub struct Acting {
    /// The posts that the visitor may give for some days.
    pub posts: Vec<Lendable>,
    /// Who may get one of them, with a post that they hold already.
    pub people: Vec<HeldPost>,
    /// What is lent of these posts now or later.
    pub named: Vec<ActingPost>,
}

impl Lendable {
    fn is(&self, post: &Post) -> bool {
        post.role.0 == self.role && post.agency == self.agency
    }

    /// Whether whoever holds `post` may stand in.
    fn fits(&self, post: &Post) -> bool {
        !post.acting && (post.role.0 == self.role || post.agency.as_ref().is_some_and(|agency| self.from.contains(agency)))
    }
}

/// The posts that somebody may give: those whose work they divide, and their own.
fn given_by(pack: &Pack, visitor: &Visitor) -> Result<Vec<Lendable>, Failure> {
    let person = visitor.person()?;
    let divided = divided_by(pack, person);
    if divided.is_empty() {
        return Err(Failure::Forbidden);
    }
    let agencies: BTreeSet<AgencyKey> = divided.iter().map(|(_, agency)| agency.clone()).collect();
    let own = person.posts_in(pack.code()).filter(|post| !post.acting).map(|post| (post.role.0.clone(), post.agency.clone()));
    let all: BTreeSet<_> = divided.into_iter().map(|(role, agency)| (role, Some(agency))).chain(own).collect();
    // A post of the whole region has no officers of its own agency: those of the desks that it divides know its work.
    let from = |agency: &Option<AgencyKey>| agency.as_ref().map_or_else(|| agencies.iter().cloned().collect(), |one| vec![one.clone()]);
    Ok(all.into_iter().map(|(role, agency)| Lendable { from: from(&agency), role, agency }).collect())
}

impl Desk {
    /// What the visitor may lend, and what is lent.
    ///
    /// # Errors
    /// [`Failure::SignedOut`], [`Failure::Forbidden`] for whoever divides nobody's work.
    pub async fn acting(&self, pack: &Pack, visitor: &Visitor) -> Result<Acting, Failure> {
        let (posts, own) = (given_by(pack, visitor)?, visitor.person()?.account);
        let today = self.0.now().day(pack.zone());
        let mut people: Vec<HeldPost> = vec![];
        for role in &pack.roles {
            let held = store::accounts::holders(&self.0.db, pack.code(), &RoleKey(role.key.clone()), None).await?;
            let fits = |held: &HeldPost| held.account == own || posts.iter().any(|one| one.fits(&held.post));
            people.extend(held.into_iter().filter(|held| held.post.held_on(today) && fits(held)));
        }
        people.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
        let mut named = store::accounts::acting(&self.0.db, pack.code(), today).await?;
        named.retain(|acting| posts.iter().any(|one| one.is(&acting.held.post)));
        Ok(Acting { posts, people, named })
    }

    /// Gives a post for some days.
    ///
    /// # Errors
    /// [`Failure::Forbidden`]; [`Failure::NotFound`] for a post that is not the visitor's to give; [`Failure::Invalid`] with every
    /// problem.
    pub async fn name_acting(
        &self,
        pack: &Pack,
        visitor: &Visitor,
        (role, agency): (&str, Option<&AgencyKey>),
        account: AccountId,
        (from, until): (Option<Day>, Option<Day>),
        reason: &str,
    ) -> Result<(), Failure> {
        let known = self.acting(pack, visitor).await?;
        let lent = known.posts.iter().find(|one| one.role == role && one.agency.as_ref() == agency).ok_or(Failure::NotFound)?;
        let today = self.0.now().day(pack.zone());
        let mut problems = vec![];
        let mut say = |path: &str, label: Text, fault: Fault| problems.push(Problem { path: path.to_owned(), label, fault });
        let theirs: Vec<_> = known.people.iter().filter(|held| held.account == account).collect();
        let (who, to) = (Text::new("Siapa yang menggantikan", "Who stands in"), Text::new("Sampai", "Until"));
        if !theirs.iter().any(|held| lent.fits(&held.post) || Some(held.account) == visitor.account()) {
            let (id, en) = (
                "Pilih petugas perangkat daerah itu, atau yang memegang jabatan yang sama",
                "Choose an officer of that agency, or of the same post elsewhere",
            );
            say("account", who.clone(), rule(id, en));
        } else if theirs.iter().any(|held| lent.is(&held.post)) {
            say(
                "account",
                who.clone(),
                rule("Ia sudah memegang jabatan itu. Pilih petugas lain", "They hold that post already. Choose somebody else"),
            );
        }
        let already = |acting: &ActingPost| {
            let post = &acting.held.post;
            let overlaps = until.is_none_or(|last| post.from <= last) && post.until >= from;
            acting.held.account == account && lent.is(post) && overlaps
        };
        if known.named.iter().any(already) {
            say(
                "account",
                who,
                rule("Ia sudah ditunjuk untuk hari-hari itu. Pilih hari lain", "They stand in on these days already. Choose other days"),
            );
        }
        match (from, until) {
            (None, _) => say("from", Text::new("Sejak", "From"), Fault::Date),
            (Some(from), _) if from < today => say("from", Text::new("Sejak", "From"), Fault::PastDate),
            (_, None) => say("until", to, Fault::Date),
            (Some(from), Some(until)) if until < from => {
                say("until", to, rule("Pilih hari yang sama dengan hari pertama, atau sesudahnya", "Choose the first day or a later one"));
            }
            _ => {}
        }
        if reason.trim().is_empty() {
            say("reason", Text::new("Alasan", "Reason"), Fault::Missing);
        }
        let (Some(from), Some(until), true) = (from, until, problems.is_empty()) else { return Err(Failure::Invalid { problems }) };
        let (region, by, at) = (pack.code().clone(), visitor.person()?.account, self.0.now());
        let (role, agency) = (RoleKey(role.to_owned()), agency.cloned());
        let post = Post { region: region.clone(), role, agency, from, until: Some(until), acting: true };
        let (new, reason) = (NewPost { id: self.0.id(), account, post }, reason.trim().chars().take(LETTERS).collect::<String>());
        let give = self.0.db.write_in(pack.code(), move |tx| {
            Box::pin(async move { Ok::<_, Failure>(store::accounts::add_acting(tx, &region, &new, (by, &reason), at).await?) })
        });
        give.await
    }

    /// Takes a lent post back: from now on it is not held.
    ///
    /// # Errors
    /// [`Failure::Forbidden`], [`Failure::NotFound`].
    pub async fn end_acting(&self, pack: &Pack, visitor: &Visitor, id: Uuid) -> Result<(), Failure> {
        let known = self.acting(pack, visitor).await?;
        if !known.named.iter().any(|acting| acting.held.id == id) {
            return Err(Failure::NotFound);
        }
        let (region, by, at) = (pack.code().clone(), visitor.person()?.account, self.0.now());
        let yesterday = at.day(pack.zone()).plus_days(-1);
        let end = self.0.db.write_in(pack.code(), move |tx| {
            Box::pin(async move { Ok::<_, Failure>(store::accounts::end_acting(tx, &region, (id, yesterday), by, at).await?) })
        });
        end.await
    }
}
