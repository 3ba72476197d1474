//! What officers write beside a case: marks, notes that name colleagues, opinions of other agencies, a longer term; and sentences at
//! hand for what they write to applicants. The boxes belong to the decision's form, so that what is typed there goes round.
mod draw;
mod load;
mod posts;

pub(super) use draw::{aside, replies};
pub(super) use load::load;
pub(super) use posts::send;

/// The boxes that are ticked more than once.
pub(super) const TICKED: [&str; 2] = [NOTE_TO, LABELS];

/// The button that says what is sent.
pub(super) const ASIDE: &str = "samping";
/// What it can say.
pub(super) const NOTE: &str = "catat";
pub(super) const LABEL: &str = "label";
pub(super) const ASK: &str = "tanya";
pub(super) const ANSWER: &str = "jawab";
pub(super) const EXTEND: &str = "panjang";
pub(super) const TALK: &str = "pesan";
/// Puts a sentence at hand into the note for the applicant.
pub(super) const REPLY: &str = "kalimat";

/// The boxes.
pub(super) const NOTE_TEXT: &str = "catatan";
pub(super) const NOTE_TO: &str = "catatan_sebut";
pub(super) const LABELS: &str = "label_dipasang";
pub(super) const ASK_WHOM: &str = "tanya_kepada";
pub(super) const ASK_WHAT: &str = "tanya_isi";
pub(super) const ASK_CLOSED: &str = "tanya_rahasia";
pub(super) const ASK_BY: &str = "tanya_sampai";
pub(super) const TALK_TEXT: &str = "pesan_isi";
pub(super) const EXTEND_DAYS: &str = "panjang_hari";
pub(super) const EXTEND_WHY: &str = "panjang_alasan";
pub(super) const REPLY_KEY: &str = "kalimat_dipilih";

/// The box of an answer to the question that was asked with this version.
pub(super) fn answer_box(asked: u32) -> String {
    format!("jawab_{asked}")
}

/// What is there to be drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AsideView {
    /// What was written between applicant and office, oldest first.
    pub words: Vec<crate::components::talk::WordsView>,
    /// Whether this officer may answer for the office.
    pub may_talk: bool,
    /// Whether words of the applicant wait for an answer.
    pub waits: bool,
    /// The list of complaints about its licence.
    pub complaints: Option<String>,
    /// Flags that were raised: what, and when.
    pub flags: Vec<(String, String)>,
    /// Marks: key, word, and whether the case has it.
    pub labels: Vec<(String, String, bool)>,
    /// Notes, the newest first.
    pub notes: Vec<NoteView>,
    /// Who can be named in one: id and name.
    pub people: Vec<(String, String)>,
    /// Opinions, the newest first.
    pub opinions: Vec<OpinionView>,
    /// Agencies that can be asked, where this officer may ask: key and name.
    pub agencies: Vec<(String, String)>,
    /// The day by which an answer is due unless another is asked for, in words.
    pub answer_by: String,
    /// Most working days by which the term can be extended.
    pub extension: Option<u32>,
    /// Sentences at hand: key and what each is for.
    pub replies: Vec<(String, String)>,
}

/// A note.
#[derive(Clone, Debug, PartialEq)]
pub struct NoteView {
    /// Who wrote it, and when.
    pub by: String,
    /// What.
    pub text: String,
    /// Whom it names.
    pub to: String,
}

/// An opinion that was asked.
#[derive(Clone, Debug, PartialEq)]
pub struct OpinionView {
    /// The version with which it was asked.
    pub asked: u32,
    /// Of whom, and by when.
    pub of: String,
    /// Whether it is late.
    pub late: bool,
    /// Whether it is confidential.
    pub confidential: bool,
    /// What was asked; none where this officer may not read it.
    pub question: Option<String>,
    /// What was answered.
    pub given: Option<String>,
    /// Whether this officer may answer.
    pub may_answer: bool,
}
