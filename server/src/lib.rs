//! Terang over HTTP and on the command line: pages, API, live stream, files, and what stands between them and the
//! network. What may be done is decided in the engine; here it is only asked and answered.
#![forbid(unsafe_code)]
// The types of the pages' views nest deeper than the compiler's usual patience.
#![recursion_limit = "512"]

mod accept;
pub mod answer;
pub mod api;
pub mod cli;
pub mod config;
pub mod console;
pub mod files;
pub mod health;
pub mod here;
pub mod lang;
pub mod layers;
pub mod leaves;
pub mod live;
pub mod metrics;
pub mod notices;
pub mod papers;
pub mod peer;
pub mod problem;
pub mod real;
pub mod router;
pub mod serve;
pub mod shared;
pub mod site;
