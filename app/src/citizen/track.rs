//! Following a case: unlocking it by its receipt, the live page, mending what was returned.
pub(crate) mod mend;
pub(crate) mod page;
#[cfg(feature = "ssr")]
pub(crate) mod posts;
pub(crate) mod receipt;
pub(crate) mod unlock;
