//! Everything that Terang remembers: the two databases it can live in, every SQL statement, the writer that makes many
//! small commands durable together, and the event tail.
//!
//! Reads take a [`Db`], writes take a [`Tx`] that [`Db::write_in`] hands out; the region comes first wherever a row has
//! one. No statement is put together from text at run time: each is a file under `sql/`.
#![forbid(unsafe_code)]

mod run;
mod sql;

pub mod accounts;
pub mod administration;
pub mod alerts;
pub mod alike;
pub mod amendments;
pub mod announcements;
pub mod assign;
pub mod batches;
pub mod bills;
pub mod books;
pub mod budgets;
pub mod bulk;
pub mod cases;
pub mod comments;
pub mod counts;
mod db;
pub mod deeds;
pub mod drafts;
mod error;
pub mod events;
pub mod figures;
pub mod find;
pub mod health;
pub mod idempotency;
mod json;
pub mod known;
pub mod licences;
pub mod lists;
pub mod moving;
pub mod notices;
pub mod pace;
pub mod papers;
pub mod performance;
pub mod profiles;
pub mod projections;
pub mod projects;
pub mod serials;
pub mod signals;
pub mod stands;
pub mod support;
mod tx;
pub mod typed;
pub mod views;
pub mod walls;
mod writer;

pub use db::Db;
pub use error::StoreError;
pub use tx::Tx;
