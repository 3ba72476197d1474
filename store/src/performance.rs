//! Performance of staff: the organisation, entries of work logs with their events, presence, and what months were worth.
pub mod attendance;
pub mod flags;
pub mod history;
pub mod months;
pub mod objections;
pub mod organisation;
pub mod plans;
pub mod work;
