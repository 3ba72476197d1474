//! Who hears what. A desk hears of cases that come to its posts or leave them, the command center of all, everybody of
//! what is public; that somebody looked at a sealed answer is no news for the public.
use super::{said::Said, topic::Topic};
use crate::{api::opened, here::Here, problem::Failed};
use bytes::Bytes;
use domain::{
    case::OF_DESK,
    pack::Pack,
    people::{AgencyKey, Post},
};
use engine::{Failure, LiveEvent, Standing};
use std::sync::Arc;

/// The rights of one reader to their topics, as they were when last looked at.
pub struct Rights {
    pack: Arc<Pack>,
    posts: Vec<Post>,
    topics: Vec<(Topic, Standing)>,
    refused: Vec<Topic>,
}

/// The kinds of event that only officers and the owner hear of.
const INSIDE: [&str; 2] = ["revealed", "compared"];

async fn standing(here: &Here, topic: &Topic, posts: &[Post]) -> Result<Standing, Failed> {
    let sees_board = |post: &Post| here.pack.role(&post.role.0).is_some_and(|r| r.sees_board);
    match topic {
        Topic::Public => Ok(Standing::Public),
        Topic::Case(number) => Ok(opened(here, number).await?.standing),
        Topic::Desk if !posts.is_empty() => Ok(Standing::Officer),
        Topic::Board if posts.iter().any(sees_board) => Ok(Standing::Officer),
        // A screen hears that something changed, and no more than everybody may know of it.
        Topic::Board if is_wall(here).await? => Ok(Standing::Public),
        Topic::Desk | Topic::Board if here.visitor().is_signed_in() => Err(Failed(Failure::Forbidden)),
        Topic::Desk | Topic::Board => Err(Failed(Failure::SignedOut)),
    }
}

/// Whether a wall of the region asks, whose link was not revoked.
async fn is_wall(here: &Here) -> Result<bool, Failed> {
    let Some(token) = &here.asking.wall else { return Ok(false) };
    match here.engine().walls().knows(&here.pack, token).await {
        Ok(_) => Ok(true),
        Err(Failure::NotFound) => Ok(false),
        Err(failure) => Err(Failed(failure)),
    }
}

impl Rights {
    /// The rights to these topics. One that is refused takes none of the others with it: one connection serves all tabs
    /// of a browser, and one of them may have lost what the others still may.
    ///
    /// # Errors
    /// Where every topic is refused: `SignedOut` or `Forbidden` where it needs a post, `NotFound` for a case that is not
    /// there. `Unavailable` where it can't be told.
    pub async fn of(here: &Here, topics: &[Topic]) -> Result<Self, Failed> {
        let region = here.pack.code();
        let posts: Vec<Post> = here.visitor().person.iter().flat_map(|p| p.posts_in(region)).cloned().collect();
        let (mut granted, mut refused, mut why) = (vec![], vec![], None);
        for topic in topics {
            match standing(here, topic, &posts).await {
                Ok(standing) => granted.push((topic.clone(), standing)),
                Err(failed) if matches!(failed.0, Failure::Unavailable { .. }) => return Err(failed),
                Err(failed) => {
                    refused.push(topic.clone());
                    why.get_or_insert(failed);
                }
            }
        }
        match why {
            Some(failed) if granted.is_empty() => Err(failed),
            _ => Ok(Self { pack: here.pack.clone(), posts, topics: granted, refused }),
        }
    }

    /// The topics that are not the reader's to hear.
    #[must_use]
    pub fn refused(&self) -> &[Topic] {
        &self.refused
    }

    /// The reader's line about a change; nothing where it is in none of their topics. Whoever follows only what is public
    /// hears what all of them hear, which is written once.
    pub(super) fn line(&self, event: &LiveEvent) -> Option<Bytes> {
        let line = || self.said(event).map(|said| said.event());
        if !matches!(self.topics[..], [(Topic::Public, Standing::Public)]) {
            return line();
        }
        if let Some(told) = event.told.get() {
            return Some(told.clone());
        }
        let line = line()?;
        Some(event.told.get_or_init(|| line).clone())
    }

    /// What the reader is told of a change; nothing where it is in none of their topics.
    #[must_use]
    pub fn said(&self, event: &LiveEvent) -> Option<Said> {
        let heard: Vec<&(Topic, Standing)> = self.topics.iter().filter(|(topic, standing)| self.hears(topic, *standing, event)).collect();
        let for_officer = heard.iter().any(|(_, standing)| *standing == Standing::Officer);
        let said = || {
            let said = Said::of(event, heard.iter().map(|(topic, _)| topic.name()).collect(), for_officer);
            // A screen hears that something changed; the number of what nobody may read is none of it.
            let hidden = !for_officer && heard.iter().all(|(topic, _)| *topic == Topic::Board) && !self.is_public(event);
            if hidden { Said { number: String::new(), ..said } } else { said }
        };
        (!heard.is_empty()).then(said)
    }

    fn hears(&self, topic: &Topic, standing: Standing, event: &LiveEvent) -> bool {
        let kind = event.kind.as_str();
        if (INSIDE.contains(&kind) && standing == Standing::Public) || (OF_DESK.contains(&kind) && standing != Standing::Officer) {
            return false;
        }
        match topic {
            Topic::Public => self.is_public(event),
            Topic::Board => true,
            Topic::Case(number) => number.to_string() == event.number,
            Topic::Desk => self.posts.iter().any(|post| self.concerns(post, event)),
        }
    }

    fn is_public(&self, event: &LiveEvent) -> bool {
        self.pack.service(&event.service).is_some_and(|service| !service.hidden)
    }

    /// Whether a case comes to the post or leaves it.
    fn concerns(&self, post: &Post, event: &LiveEvent) -> bool {
        let sees_all = self.pack.role(&post.role.0).is_some_and(|r| r.sees_all);
        let is_at = |stage: &str| {
            let workflows = self.pack.service(&event.service).map_or(&[][..], |s| &s.workflows);
            workflows.iter().filter_map(|w| w.stage(stage)).any(|s| s.holder.role.as_deref() == Some(post.role.0.as_str()))
        };
        let of_post = |agency: Option<&String>| post.agency.as_ref().is_none_or(|AgencyKey(own)| Some(own) == agency);
        let comes = is_at(&event.stage) && of_post(event.agency.as_ref());
        let leaves = event.from.as_deref().is_some_and(is_at) && of_post(event.from_agency.as_ref());
        sees_all || comes || leaves
    }
}
