//! What stands between the network and the handlers, from the outside in: request id, log and figures; compression;
//! headers; the net under a panic; files that need no session; size; origin; tries; session.
pub mod body;
pub mod compress;
pub mod headers;
pub mod language;
pub mod origin;
pub mod panic;
pub mod rate;
pub mod region;
pub mod session;
pub mod trace;
