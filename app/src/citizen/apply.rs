//! Applying: who may, then one short page after the other, a look at all answers, and the receipt.
pub(crate) mod carried;
pub(crate) mod eligibility;
pub(crate) mod page;
pub(crate) mod posts;
pub(crate) mod resume;
