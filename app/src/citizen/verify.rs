//! Checking a document: anybody, without an account and without scripts.
pub(crate) mod page;
pub(crate) mod posts;
