//! Pieces that several places use; those that only the server draws stay out of the browser's bundle.
pub mod fault;
#[cfg(feature = "ssr")]
pub mod field;
pub mod id;
pub mod issued;
#[cfg(feature = "ssr")]
pub mod journey;
pub mod live_dot;
pub mod mast;
#[cfg(feature = "ssr")]
pub(crate) mod office;
#[cfg(feature = "ssr")]
pub(crate) mod question;
#[cfg(feature = "ssr")]
pub mod summary;
pub mod text_area;
