//! What the desk's pages show, as it travels to the browser: words and figures ready to be read, in the reader's
//! language, and nothing that the page does not show.
use super::term::Left;
use domain::time::Instant;
use serde::{Deserialize, Serialize};

/// A desk's list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct QueueView {
    /// The region's name.
    pub region: String,
    /// How a case's number looks here.
    pub example: String,
    /// Where papers that somebody brought are keyed in, name and address of each service; none for who does not do it.
    pub papers: Vec<(String, String)>,
    /// Other pages that this officer's roles open: name and address.
    pub tools: Vec<(String, String)>,
    /// The posts that the list is for: role and agency.
    pub posts: Vec<String>,
    /// Where what waits here stands.
    pub places: Vec<Place>,
    /// What can be shown beside the usual: key and heading.
    pub columns: Vec<(String, String)>,
    /// Views that were kept: id, name, query, and whether it is the reader's own.
    pub views: Vec<KeptView>,
    /// The cases, in the order asked for.
    pub rows: Vec<Row>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// How many wait at the services and stages asked for.
    pub waiting: i64,
    /// How many of all that wait are on the reader's own pile.
    pub mine: i64,
    /// How many are put aside; no other count has them.
    pub held: i64,
    /// How many of them are late.
    pub overdue: i64,
    /// How many of them are due today.
    pub due_today: i64,
    /// Whether a search found more than is shown.
    pub cut: bool,
    /// The last change that this surely holds: the stream goes on behind it.
    pub seq: i64,
    /// When this was true, milliseconds since 1970 in UTC.
    pub at: Instant,
    /// The same as a time of day.
    pub at_words: String,
}

/// A view of the list that somebody kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptView {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it asks for, as a query.
    pub query: String,
    /// Whether it is the reader's own, to take away.
    pub own: bool,
    /// Whether colleagues with the same post see it.
    pub shared: bool,
}

/// A service with cases at this desk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Its stages: key, name, and how many wait there.
    pub stages: Vec<(String, String, i64)>,
}

/// One case in a desk's list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// The number.
    pub number: String,
    /// The organisation.
    pub organisation: String,
    /// The activity.
    pub title: String,
    /// The stage's short word.
    pub stage: String,
    /// The newest amount, with its currency.
    pub amount: Option<String>,
    /// What is left of the term.
    pub left: Option<Left>,
    /// Who works on it, by name, and whether that is the reader.
    pub worked_by: Option<(String, bool)>,
    /// The day until which it is put aside, in words.
    pub held_until: Option<String>,
    /// What was asked for beside the usual: heading and words.
    pub beside: Vec<(String, String)>,
    /// Working days since it came to its stage.
    pub waited: i64,
    /// Whether it has ended: a search everywhere finds such too.
    pub is_over: bool,
}

/// What a case is called and where it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CaseHead {
    /// The number.
    pub number: String,
    /// The service's own name.
    pub service: String,
    /// The activity.
    pub title: String,
    /// The organisation.
    pub organisation: String,
    /// The stage.
    pub stage: String,
    /// What is happening there.
    pub doing: String,
    /// What is left of the stage's term.
    pub left: Option<Left>,
    /// The case's version, which a decision names.
    pub version: u32,
    /// The place of its newest event.
    pub seq: i64,
}

/// A case before an officer. What the browser has nothing to add to comes drawn: an officer's phone need not know how an
/// application, a checklist or a history is made to download a case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CaseSheet {
    /// What it is called and where it stands.
    pub head: CaseHead,
    /// The documents.
    pub documents: Vec<DocumentView>,
    /// Whether there is anything to decide now.
    pub decides: bool,
    /// The actions that have a key: letter, section, button.
    pub shortcuts: Vec<(char, String, String)>,
    /// The facts around it, drawn.
    pub facts: String,
    /// Amounts, answers, the way so far and the history, drawn.
    pub record: String,
    /// What may be done now, or why nothing, drawn.
    pub decision: String,
}

/// Who is at a case, in words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AtCase {
    /// Who works on it, and until when.
    pub works: Option<String>,
    /// Who else has it open.
    pub looks: Option<String>,
}

/// One document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DocumentView {
    /// What was asked for.
    pub label: String,
    /// The box that it was handed in for.
    pub slot: String,
    /// Hash of its content: its address.
    pub hash: String,
    /// The name it came with.
    pub name: String,
    /// Whether it is a picture; otherwise a PDF.
    pub picture: bool,
    /// Size and day.
    pub about: String,
    /// Whether it shows personal data, and if so whether this officer may open it.
    pub private: Option<bool>,
}
