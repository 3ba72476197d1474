//! A desk's list in words, in the reader's language, as the server draws it: see `queue_list`.
use super::term::Left;
use domain::queue::Part;

/// A desk's list in words, as the server draws it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ListView {
    /// How a case's number looks here.
    pub(super) example: String,
    /// Where what waits here stands.
    pub(super) places: Vec<Place>,
    /// What can be shown beside the usual: key and heading.
    pub(super) columns: Vec<(String, String)>,
    /// Views that were kept.
    pub(super) views: Vec<KeptView>,
    /// The cases, in the order asked for.
    pub(super) rows: Vec<Row>,
    /// Where the next page begins.
    pub(super) next: Option<String>,
    /// How many wait at the services and stages asked for.
    pub(super) waiting: i64,
    /// How many of all that wait are on the reader's own pile.
    pub(super) mine: i64,
    /// How many are put aside; no other count has them.
    pub(super) held: i64,
    /// How many of them are late.
    pub(super) overdue: i64,
    /// How many of them are due today.
    pub(super) due_today: i64,
    /// Whether a search found more than is shown.
    pub(super) cut: bool,
}

impl ListView {
    /// How many cases the list has in all its pages, of this part.
    pub(super) fn listed(&self, part: Part) -> i64 {
        match part {
            Part::All => self.waiting,
            Part::Overdue => self.overdue,
            Part::Today => self.due_today,
            Part::Held => self.held,
        }
    }
}

/// A view of the list that somebody kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct KeptView {
    /// Its id.
    pub(super) id: String,
    /// Its name.
    pub(super) name: String,
    /// What it asks for, as a query.
    pub(super) query: String,
    /// Whether it is the reader's own, to take away.
    pub(super) own: bool,
    /// Whether colleagues with the same post see it.
    pub(super) shared: bool,
}

/// A service with cases at this desk.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Place {
    /// Its key.
    pub(super) key: String,
    /// Its name.
    pub(super) name: String,
    /// Its stages: key, name, and how many wait there.
    pub(super) stages: Vec<(String, String, i64)>,
}

/// One case in a desk's list.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    /// The number.
    pub(super) number: String,
    /// The organisation.
    pub(super) organisation: String,
    /// The activity.
    pub(super) title: String,
    /// The stage's short word.
    pub(super) stage: String,
    /// The newest amount, with its currency.
    pub(super) amount: Option<String>,
    /// What is left of the term.
    pub(super) left: Option<Left>,
    /// Who works on it, by name, and whether that is the reader.
    pub(super) worked_by: Option<(String, bool)>,
    /// The day until which it is put aside, in words.
    pub(super) held_until: Option<String>,
    /// What was asked for beside the usual: heading and words.
    pub(super) beside: Vec<(String, String)>,
    /// Working days since it came to its stage.
    pub(super) waited: i64,
    /// Whether it has ended: a search everywhere finds such too.
    pub(super) is_over: bool,
}
