//! How a licence stands, in a word and its look: the same on the register, on the page that checks it, and on its case.
use domain::{licence::Status, time::Day};
use engine::LicenceLine;

/// How it stands today: whose last day is over has expired, whether or not that is on record yet.
pub(crate) fn standing(line: &LicenceLine, today: Day) -> Status {
    match line.status {
        Status::InForce | Status::Suspended if line.until.is_some_and(|until| until < today) => Status::Expired,
        status => status,
    }
}

/// The look of its tag.
pub(crate) const fn tag(status: Status) -> &'static str {
    match status {
        Status::InForce => "tag ok",
        Status::Suspended => "tag wait",
        Status::Revoked | Status::Expired => "tag bad",
        Status::Replaced => "tag",
    }
}
