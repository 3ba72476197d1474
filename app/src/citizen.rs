//! What citizens use: the first page, the public lists, applying, following a case, the account.
//!
//! All of it is plain HTML with links and forms, drawn by the server alone: a phone downloads no WebAssembly. What scripts
//! add, a few kilobytes, is in `public/`: `ajukan.js` for forms, `foto.js` for their pictures, `lacak.js` for a case that moves while one looks on.
pub(crate) mod account;
pub(crate) mod announcements;
pub(crate) mod apply;
pub(crate) mod comments;
pub(crate) mod enter;
pub(crate) mod health;
pub(crate) mod home;
pub(crate) mod licences;
pub(crate) mod map;
pub(crate) mod narrowed;
pub(crate) mod organisation;
pub(crate) mod pace;

pub(crate) mod page;
pub(crate) mod public_case;
pub(crate) mod public_list;
pub(crate) mod rules;
pub(crate) mod sign_up;
pub(crate) mod statistics;
pub(crate) mod track;
pub(crate) mod typed;
pub(crate) mod verify;

/// The look of a case's state in lists: what was refused is never drawn as done.
pub(crate) fn tag_of(outcome: Option<domain::case::Outcome>) -> &'static str {
    match outcome {
        None => "tag",
        Some(domain::case::Outcome::Done) => "tag ok",
        Some(_) => "tag bad",
    }
}
