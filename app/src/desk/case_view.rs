//! A case in words, in the reader's language, as the server draws it for an officer: see `sheet` for what travels.
use super::{term::Left, view::DocumentView};
use domain::{case::StepState, workflow::Effect};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a case is called and where it stands.
#[derive(Clone, Debug, PartialEq)]
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

/// A case before an officer.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseView {
    /// What it is called and where it stands.
    pub head: CaseHead,
    /// The facts around it, each with its name.
    pub facts: Vec<(String, String)>,
    /// The ladder of amounts.
    pub ladder: Vec<RungView>,
    /// The answers by page.
    pub pages: Vec<PageView>,
    /// The documents.
    pub documents: Vec<DocumentView>,
    /// Documents that offices issued to it.
    pub issued: Vec<crate::components::issued::IssuedView>,
    /// The line of light.
    pub steps: Vec<StepView>,
    /// What happened, newest first.
    pub history: Vec<EventView>,
    /// Other cases that are alike.
    pub alike: Vec<AlikeView>,
    /// What citizens reported.
    pub reports: Vec<super::reports::ReportView>,
    /// Whether this officer may show, hide and answer that.
    pub moderates: bool,
    /// Whether this officer may open sealed answers: only who holds the case may.
    pub may_open: bool,
    /// Who works on it.
    pub work: WorkView,
    /// What officers write beside it.
    pub aside: super::aside::AsideView,
    /// Who else is at it, in one line; empty where nobody is.
    pub here: String,
    /// What can be done now; none where it is not this officer's turn.
    pub decision: Option<Decision>,
    /// Where it is decided together with others, in words and as an address, where it is.
    pub list: Option<(String, String)>,
    /// Why nothing can be done here.
    pub waits_for: Option<String>,
    /// What the last attempt came back with.
    pub refused: Option<Refused>,
    /// What was opened by name, once.
    pub revealed: Option<(String, String)>,
}

/// Who works on a case, and what this officer can change about it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WorkView {
    /// Who works on it: name, and until when where they took it themselves.
    pub works: Option<(String, Option<String>)>,
    /// Whether that is this officer.
    pub mine: bool,
    /// Whether they may take it.
    pub may_take: bool,
    /// Whether they may give it to somebody without taking it.
    pub may_divide: bool,
    /// Until when they would have it.
    pub lease: String,
    /// To whom it can be given: id and name.
    pub colleagues: Vec<(String, String)>,
    /// The day until which it is put aside.
    pub held_until: Option<String>,
    /// The first and the last day until which it can be put aside, as a box of the browser takes them.
    pub days: (String, Option<String>),
}

/// One rung of the ladder.
#[derive(Clone, Debug, PartialEq)]
pub struct RungView {
    /// What it is called.
    pub label: String,
    /// The amount with its currency; none where it was not set yet.
    pub amount: Option<String>,
    /// When it was set and by whom.
    pub set: Option<String>,
    /// Why it is what it is.
    pub why_more: Option<String>,
}

/// One page of the application.
#[derive(Clone, Debug, PartialEq)]
pub struct PageView {
    /// Its heading.
    pub title: String,
    /// Its answers.
    pub answers: Vec<AnswerView>,
}

/// One answer.
#[derive(Clone, Debug, PartialEq)]
pub struct AnswerView {
    /// The field's key.
    pub key: String,
    /// The question.
    pub label: String,
    /// The answer.
    pub shown: Shown,
    /// Whether it is sealed: shown masked until it is opened.
    pub sealed: bool,
    /// Why it was given back, where that is open now.
    pub mend: Option<String>,
}

/// An answer in its shape.
#[derive(Clone, Debug, PartialEq)]
pub enum Shown {
    /// Nothing was answered.
    Nothing,
    /// One line.
    Line(String),
    /// Several lines.
    Text(String),
    /// Repeated rows under their headings; `true` marks a column of figures.
    Table(Vec<(String, bool)>, Vec<Vec<String>>),
}

/// Another case of the same person, account, organisation or address.
#[derive(Clone, Debug, PartialEq)]
pub struct AlikeView {
    /// Its number.
    pub number: String,
    /// What is the same.
    pub same: Vec<String>,
    /// Side by side: what is compared, here and there, and whether it is the same.
    pub sides: Vec<(String, String, String, bool)>,
    /// Whether it has to be explained before this case goes on.
    pub has_to_be_explained: bool,
    /// What was found: whether asked twice, why, and who said so and when.
    pub decided: Option<(bool, String, String)>,
}

/// One step of the line of light.
#[derive(Clone, Debug, PartialEq)]
pub struct StepView {
    /// The stage.
    pub label: String,
    /// How it is drawn.
    pub state: StepState,
    /// Who held or holds it.
    pub office: String,
    /// When, in words.
    pub when: String,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq)]
pub struct EventView {
    /// The version that it made.
    pub version: u32,
    /// What.
    pub what: String,
    /// Who, by post.
    pub who: String,
    /// When.
    pub when: String,
    /// What everyone may read.
    pub note: Option<String>,
    /// What was captured, decided or asked, each with its name.
    pub details: Vec<(String, String)>,
    /// The checklist: item, class of its mark, mark, evidence.
    pub marks: Vec<(String, String, String, String)>,
}

/// What an officer may do now.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// What is looked at.
    pub checklist: Vec<ItemView>,
    /// The actions.
    pub offers: Vec<OfferView>,
    /// Reasons of a refusal: code and words.
    pub reasons: Vec<(String, String)>,
    /// What can be given back: the page's heading with its fields, code and words.
    pub fields: Vec<(String, Vec<(String, String)>)>,
    /// The newest rung of the ladder: a higher amount needs its reason.
    pub newest_amount: Option<String>,
    /// How many older cases wait, where the oldest comes first.
    pub ahead: u32,
}

/// One item of the checklist.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemView {
    /// Its key.
    pub key: String,
    /// What to look at.
    pub label: String,
    /// Where it comes from.
    pub legal_base: Option<String>,
    /// Whether its evidence must be written even where it fits.
    pub note_always: bool,
    /// The document that shows it, by hash.
    pub document: Option<String>,
}

/// One action that may be done now.
#[derive(Clone, Debug, PartialEq)]
pub struct OfferView {
    /// Its key.
    pub key: String,
    /// The button.
    pub label: String,
    /// Where it leads.
    pub to: String,
    /// What it means.
    pub effect: Effect,
    /// What is asked with it, drawn: boxes that the browser has nothing to add to, so it need not know how they are made.
    pub captures: String,
    /// What must agree before it, each with its result now.
    pub checks: Vec<(String, bool)>,
    /// Whether it takes files, so that the form is sent in parts.
    pub files: bool,
    /// Whether it sets a rung of the ladder, which may need a reason.
    pub sets_amount: bool,
    /// Whether its names carry its key, because another action asks under the same ones.
    pub scoped: bool,
    /// The key on the keyboard.
    pub shortcut: Option<char>,
    /// Where it comes from.
    pub legal_base: Option<String>,
}

impl OfferView {
    /// The scope of its names.
    #[must_use]
    pub fn scope(&self) -> Option<&str> {
        self.scoped.then_some(self.key.as_str())
    }
}

/// An attempt that was refused, with everything that was typed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Refused {
    /// The action.
    pub action: String,
    /// What happened and what to do; empty where the form only went round, for more lines or to open an answer.
    pub text: String,
    /// What is wrong with which captured field: name in the form, words.
    pub problems: Vec<(String, String)>,
    /// Where the rule comes from.
    pub legal_base: Option<String>,
    /// The version that the officer had seen, where the case changed meanwhile.
    pub seen: Option<u32>,
    /// Whether more lines of things to mend were asked for.
    pub more: bool,
    /// The table that one more row was asked for, by its name in the form.
    pub add: Option<String>,
    /// What was typed, by name.
    pub typed: BTreeMap<String, String>,
    /// Whether nothing was refused: it was typed before, and is there again.
    #[serde(default)]
    pub restored: bool,
    /// Whether it could not be kept with what the officer types: because nobody was signed in, or because the database was away.
    #[serde(default)]
    pub unkept: bool,
}
