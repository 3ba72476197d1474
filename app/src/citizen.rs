//! What citizens use: the first page, the public lists, applying, following a case, the account.
//!
//! All of it is plain HTML with links and forms. Only the page of a case hydrates, to be live.
pub(crate) mod account;
pub(crate) mod apply;
pub(crate) mod enter;
pub(crate) mod home;
pub(crate) mod page;
pub(crate) mod public_case;
pub(crate) mod public_list;
pub(crate) mod sign_up;
pub(crate) mod track;
