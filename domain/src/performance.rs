//! Performance of staff (e-RK): who holds which position, what they did each day, who judged it, and what a month is worth. The rules
//! are a region's dated pack data; every sum can be done again by whom it is about.
pub mod behaviour;
pub mod cut;
pub mod enter;
pub mod entry;
pub mod judge;
pub mod month;
pub mod objection;
pub mod organisation;
pub mod pattern;
pub mod pay;
pub mod plan;
pub mod predicate;
pub mod rules;
pub mod run;
pub mod target;
#[cfg(test)]
mod tests;
pub mod window;

pub use month::Month;
pub use organisation::StaffId;
pub use rules::PerformanceRules;
