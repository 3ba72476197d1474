//! What calls for somebody by itself: the page where operators take care of it, incidents, and times in which it is quiet. Plain pages;
//! a small script asks for them again, unless somebody is writing.
mod draw;
mod incident;
mod posts;
mod words;

pub use draw::AlertsPage;
pub use incident::IncidentPage;
pub(crate) use posts::posts;
pub(super) use words::{AlertWords, strip};

/// What is done about an alert, in forms.
const ACK: &str = "tangani";
const SNOOZE: &str = "tunda";
const NOTE: &str = "catat";
/// For how many minutes an alert can be quiet.
const MINUTES: [i64; 4] = [30, 120, 480, 1440];
