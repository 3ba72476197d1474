//! What citizens use: the first page, the public lists, applying, following a case, the account.
//!
//! All of it is plain HTML with links and forms, and only on the server. Only the page of a case is also the browser's,
//! to be live.
#[cfg(feature = "ssr")]
pub(crate) mod account;
#[cfg(feature = "ssr")]
pub(crate) mod apply;
#[cfg(feature = "ssr")]
pub(crate) mod enter;
#[cfg(feature = "ssr")]
pub(crate) mod home;
#[cfg(feature = "ssr")]
pub(crate) mod page;
#[cfg(feature = "ssr")]
pub(crate) mod public_case;
#[cfg(feature = "ssr")]
pub(crate) mod public_list;
#[cfg(feature = "ssr")]
pub(crate) mod sign_up;
pub(crate) mod track;
