//! The names of the decision form. The page that draws the inputs and the handler that reads them (`act`) use the same
//! ones, so that neither can drift from the other.
//!
//! `seen` · `checklist.{key}.verdict` · `checklist.{key}.evidence` · `captured.{key}` · `items.{n}.field` ·
//! `items.{n}.reason` · `items.{n}.due` · `reason` · `public_note` · `why_more` · `why_first`; the pressed button is `action`. Where two actions of one
//! stage ask under the same name, each name carries its action: `captured.amount@recommend`.
use domain::case::Verdict;

/// The pressed button.
pub const ACTION: &str = "action";
/// Where the device was as a picture was chosen.
pub(super) const DEVICE: &str = "perangkat";
/// When it was written, where there was no line: UTC milliseconds by the device's clock.
pub(super) const WRITTEN: &str = "ditulis";
/// The version of the case that the page showed.
pub const SEEN: &str = "seen";
/// The reason code of a refusal.
pub const REASON: &str = "reason";
/// What everyone may read.
pub const PUBLIC_NOTE: &str = "public_note";
/// Why an amount rises.
pub const WHY_MORE: &str = "why_more";
/// Why this case comes before older ones.
pub const WHY_FIRST: &str = "why_first";
/// The button that asks for more lines of things to mend.
pub const MORE_ITEMS: &str = "more_items";

/// The button that takes a file of an action out again: action, field and hash.
pub const DROP: &str = "buang";
/// The button that opens a sealed answer.
pub const REVEAL: &str = "lihat";
/// The button that puts on record what a comparison with another case found; its value is the other's number.
pub const COMPARE: &str = "banding";

/// The button that says who works on the case, or puts it aside.
pub const WORK: &str = "kerja";
/// Its boxes: why, to whom, until when.
pub const WORK_WHY: &str = "kerja_alasan";
/// To whom.
pub const WORK_TO: &str = "kerja_kepada";
/// Until when.
pub const WORK_UNTIL: &str = "kerja_sampai";

/// The name under which an action asks; `scope` is the action's key where names would meet.
#[must_use]
pub fn scoped(name: &str, scope: Option<&str>) -> String {
    scope.map_or_else(|| name.to_owned(), |action| format!("{name}@{action}"))
}

/// The button that adds a row to a table of an action, or takes one out: action, what, and the table's name.
pub const ROWS: &str = "baris";

/// The name of a captured field, or of a cell of one: `rows.0.column`.
#[must_use]
pub fn captured(path: &str, scope: Option<&str>) -> String {
    let (key, cell) = path.split_once('.').map_or((path, String::new()), |(key, cell)| (key, format!(".{cell}")));
    format!("{}{cell}", scoped(&format!("captured.{key}"), scope))
}

/// The name of an item's verdict.
#[must_use]
pub fn verdict(key: &str) -> String {
    format!("checklist.{key}.verdict")
}

/// The name of an item's evidence.
#[must_use]
pub fn evidence(key: &str) -> String {
    format!("checklist.{key}.evidence")
}

/// The name of a part of the `n`-th thing to mend: `field`, `reason` or `due`.
#[must_use]
pub fn item(n: usize, part: &str, scope: Option<&str>) -> String {
    scoped(&format!("items.{n}.{part}"), scope)
}

/// The posted word of a verdict.
#[must_use]
pub const fn verdict_word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Fits => "fits",
        Verdict::DoesNotFit => "does_not_fit",
        Verdict::DoesNotApply => "does_not_apply",
    }
}
