//! The server as those see it who talk to it: requests in, answers out, on a database of its own for each test.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod answers;
mod browser;
mod changes;
mod closer;
mod figures;
mod filled;
mod filler;
mod town;

mod alerted;
mod announced;
mod assigned;
mod batched;
mod boards;
mod commented;
mod complained;
mod document;
mod doors;
mod escalated;
mod forged;
mod given_back;
mod golden;
mod headers;
mod healthy;
mod leaves;
mod licences;
mod limits;
mod lists;
mod live;
mod moments;
mod noted;
mod once;
mod papers;
mod postgres;
mod profiles;
mod queue;
mod rights;
mod saving;
mod signalled;
mod taken_along;
mod two_years;
mod uploads;
mod walk;
mod walls;
mod whole;
