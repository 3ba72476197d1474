//! What waits for an officer: by the posts they hold, the oldest deadline first.
use crate::{CaseLine, Failure, Visitor, open::Inner};
use domain::{pack::Pack, people::AgencyKey};
use std::{collections::BTreeSet, sync::Arc};
use uuid::Uuid;

/// Desks.
#[derive(Clone)]
pub struct Desk(pub(crate) Arc<Inner>);

/// One page of a queue.
#[derive(Clone, Debug, Default)]
pub struct Queue {
    /// The cases.
    pub lines: Vec<CaseLine>,
    /// The next page.
    pub next: Option<String>,
    /// All that wait.
    pub waiting: i64,
    /// Past their term.
    pub overdue: i64,
    /// Due today.
    pub due_today: i64,
    /// The posts: role and agency.
    pub holders: Vec<(String, String)>,
    /// The last event that it surely holds.
    pub seq: i64,
}

impl Desk {
    /// One page of what waits for the visitor's posts.
    ///
    /// # Errors
    /// [`Failure::SignedOut`], [`Failure::Forbidden`] for people without a post here.
    pub async fn queue(&self, pack: &Pack, visitor: &Visitor, after: Option<&str>, limit: u32) -> Result<Queue, Failure> {
        let holders = self.holders(pack, visitor)?;
        let (db, region) = (&self.0.db, pack.code());
        let after = after.map(cursor).transpose()?;
        // The number is read first: what came after it is told again by the live stream, never left out.
        let seq = store::events::last_seq(db).await?;
        let mut lines = Vec::new();
        for (role, agency) in &holders {
            lines.extend(store::cases::desk_page(db, region, &format!("{role}@{agency}"), after, limit + 1).await?);
        }
        lines.sort_by_key(|l| (l.due.map_or(i32::MAX, |d| d.number()), l.id));
        let more = lines.len() > limit as usize;
        lines.truncate(limit as usize);
        let next = lines.last().filter(|_| more).map(|l| format!("{}.{}", l.due.map_or(i32::MAX, |d| d.number()), l.id.0));
        let today = self.0.now().day(pack.zone()).number();
        let mut queue = Queue { lines, next, holders, seq, ..Queue::default() };
        let roles: BTreeSet<_> = queue.holders.iter().map(|(r, a)| (r.as_str(), a.as_str())).collect();
        for (key, n) in store::counts::queues(db, region).await? {
            let role = pack
                .service(&key.service)
                .and_then(|s| s.workflows.iter().find_map(|w| w.stage(&key.stage)))
                .and_then(|s| s.holder.role.as_deref());
            if role.is_some_and(|r| roles.contains(&(r, key.agency.as_str()))) {
                queue.waiting += n;
                queue.overdue += if key.due > 0 && key.due < today { n } else { 0 };
                queue.due_today += if key.due == today { n } else { 0 };
            }
        }
        Ok(queue)
    }

    /// The posts of the visitor as the queue knows them; a post for the whole region stands at every agency.
    fn holders(&self, pack: &Pack, visitor: &Visitor) -> Result<Vec<(String, String)>, Failure> {
        let person = visitor.person()?;
        if !visitor.is_officer(pack.code()) {
            return Err(if visitor.is_signed_in() { Failure::Forbidden } else { Failure::SignedOut });
        }
        let mut holders = BTreeSet::new();
        for post in person.posts_in(pack.code()) {
            match &post.agency {
                Some(AgencyKey(agency)) => {
                    holders.insert((post.role.0.clone(), agency.clone()));
                }
                None => holders.extend(pack.agencies.iter().map(|a| (post.role.0.clone(), a.key.clone()))),
            }
        }
        Ok(holders.into_iter().collect())
    }
}

fn cursor(text: &str) -> Result<(i32, Uuid), Failure> {
    let (due, id) = text.split_once('.').ok_or(Failure::NotFound)?;
    Ok((due.parse().map_err(|_| Failure::NotFound)?, id.parse().map_err(|_| Failure::NotFound)?))
}
