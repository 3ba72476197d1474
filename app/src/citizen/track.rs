//! Following a case: unlocking it by its receipt, the live page, mending what was returned.
#[cfg(feature = "ssr")]
pub(crate) mod mend;
pub(crate) mod page;
#[cfg(feature = "ssr")]
pub(crate) mod posts;
#[cfg(feature = "ssr")]
pub(crate) mod receipt;
#[cfg(feature = "ssr")]
pub(crate) mod unlock;
