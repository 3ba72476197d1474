//! Applying: who may, then one short page after the other, a look at all answers, and the receipt.
pub(crate) mod eligibility;
pub(crate) mod page;
#[cfg(feature = "ssr")]
pub(crate) mod posts;
pub(crate) mod resume;
