//! What the desk's pages show, as it travels to the browser: words and figures ready to be read, in the reader's
//! language, and nothing that the page does not show.
use super::drawn::Drawn;
use domain::time::Instant;
use serde::{Deserialize, Serialize};

/// A desk's list. What the browser has nothing to add to comes drawn, as with a case: its rows, what narrows it and the views of
/// it are links and forms.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct QueueView {
    /// The region's name.
    pub region: String,
    /// Where papers that somebody brought are keyed in, name and address of each service; none for who does not do it.
    pub papers: Vec<(String, String)>,
    /// Other pages that this officer's roles open: name and address.
    pub tools: Vec<(String, String)>,
    /// The posts that the list is for: role and agency.
    pub posts: Vec<String>,
    /// The cases by number, in their order, for the keys that go through them.
    pub numbers: Vec<String>,
    /// What the list was asked for, as a query.
    pub query: String,
    /// The counted parts of the list, drawn.
    pub parts: Drawn,
    /// What is looked for and what narrows it, drawn: boxes that somebody may be filling in.
    pub forms: Drawn,
    /// The cases, drawn.
    pub list: Drawn,
    /// The last change that this surely holds: the stream goes on behind it.
    pub seq: i64,
    /// When this was true, milliseconds since 1970 in UTC.
    pub at: Instant,
    /// The same as a time of day.
    pub at_words: String,
}

impl QueueView {
    /// Within a page that the server sends.
    #[must_use]
    pub fn in_page(self) -> Self {
        Self { parts: self.parts.in_page(), forms: self.forms.in_page(), list: self.list.in_page(), ..self }
    }
}

/// A case before an officer. What the browser has nothing to add to comes drawn: an officer's phone need not know how an
/// application, a checklist or a history is made to download a case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CaseSheet {
    /// The number.
    pub number: String,
    /// The case's version, which a decision names.
    pub version: u32,
    /// The place of its newest event.
    pub seq: i64,
    /// What it is called and where it stands, drawn.
    pub head: Drawn,
    /// Who else is at it, in one line; empty where nobody is.
    pub here: String,
    /// The documents.
    pub documents: Vec<DocumentView>,
    /// Whether there is anything to decide now.
    pub decides: bool,
    /// The actions that have a key: letter, section, button.
    pub shortcuts: Vec<(char, String, String)>,
    /// The facts around it, drawn.
    pub facts: Drawn,
    /// Amounts, answers, the way so far and the history, drawn.
    pub record: Drawn,
    /// What may be done now, or why nothing, drawn.
    pub decision: Drawn,
}

impl CaseSheet {
    /// Within a page that the server sends.
    #[must_use]
    pub fn in_page(self) -> Self {
        let (head, facts, record, decision) = (self.head.in_page(), self.facts.in_page(), self.record.in_page(), self.decision.in_page());
        Self { head, facts, record, decision, ..self }
    }
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
    /// Size and day.
    pub about: String,
    /// Whether it shows personal data, and if so whether this officer may open it.
    pub private: Option<bool>,
}

impl DocumentView {
    /// Its name in an address: the same file may have been handed in for two boxes.
    #[must_use]
    pub fn key(&self) -> String {
        format!("{}.{}", self.hash, self.slot)
    }
}
