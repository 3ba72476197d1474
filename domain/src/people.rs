//! Who acts: accounts, the roles they hold at an agency and for how long.
use crate::{region::RegionCode, time::Day};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An account of a citizen or an officer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AccountId(pub Uuid);

/// The key of a role in the region's pack, such as the registry's or the treasurer's.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RoleKey(pub String);

/// The key of an agency in the region's pack.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AgencyKey(pub String);

/// A role held by an account at an agency of a region, between two days (both included).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    /// The region whose role it is.
    pub region: RegionCode,
    /// The role.
    pub role: RoleKey,
    /// The agency; `None` for roles that act for the whole region.
    pub agency: Option<AgencyKey>,
    /// First day.
    pub from: Day,
    /// Last day; open where `None`.
    pub until: Option<Day>,
    /// Held for somebody who is absent (*pelaksana tugas*).
    pub acting: bool,
}

impl Post {
    /// Whether the post is held on `day`.
    #[must_use]
    pub fn held_on(&self, day: Day) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// The person behind a command, as the session knows them; nothing of it comes from a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The account.
    pub account: AccountId,
    /// The name shown to officers and to the person; never published.
    pub name: String,
    /// The posts held today.
    pub posts: Vec<Post>,
}

impl Person {
    /// The posts held in `region`.
    pub fn posts_in<'a>(&'a self, region: &'a RegionCode) -> impl Iterator<Item = &'a Post> {
        self.posts.iter().filter(move |p| p.region == *region)
    }

    /// Whether the person holds any post in `region`.
    #[must_use]
    pub fn is_officer(&self, region: &RegionCode) -> bool {
        self.posts_in(region).next().is_some()
    }
}

/// Who did something, as kept in an event: the account, and the post that gave the right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The account; `None` for the system's own acts.
    pub account: Option<AccountId>,
    /// The role used; `None` for the applicant and the system.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<RoleKey>,
    /// The agency acted for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency: Option<AgencyKey>,
    /// Whether the post was held for somebody absent.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub acting: bool,
}

impl Actor {
    /// The applicant, or somebody without a post.
    #[must_use]
    pub fn citizen(account: AccountId) -> Self {
        Self { account: Some(account), role: None, agency: None, acting: false }
    }

    /// An officer, by the post that gives the right.
    #[must_use]
    pub fn officer(account: AccountId, post: &Post) -> Self {
        Self { account: Some(account), role: Some(post.role.clone()), agency: post.agency.clone(), acting: post.acting }
    }

    /// The system itself: a clock that ran out, a job.
    #[must_use]
    pub fn system() -> Self {
        Self { account: None, role: None, agency: None, acting: false }
    }
}
