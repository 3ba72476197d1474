//! Forms as data: pages of fields that a citizen fills and that an officer's action captures.
//!
//! One kind of field serves both: what is asked, how it is checked, whether it may be published, and whether it is
//! sealed at rest.
mod answers;
mod check;
mod problem;
mod together;

pub use answers::{Answer, Answers, Document, Documents, Taken};
pub use check::{Areas, Check};
pub use problem::{Fault, Problem, Warning};

use crate::{rule::Rule, text::Text, time::Day};
use serde::{Deserialize, Serialize};

/// The form of a service: at most eight short pages.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// Pages in their order.
    pub pages: Vec<Page>,
}

/// One screen of a form: one question group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// Stable key, used in the address.
    pub key: String,
    /// The question, as a heading.
    pub title: Text,
    /// What to have at hand.
    #[serde(default)]
    pub intro: Option<Text>,
    /// Shown only where this holds.
    #[serde(default)]
    pub show_if: Option<Rule>,
    /// The fields in their order.
    pub fields: Vec<Field>,
}

/// One thing asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Field {
    /// Stable key, unique in the form.
    pub key: String,
    /// The question.
    pub label: Text,
    /// What a good answer looks like.
    #[serde(default)]
    pub hint: Option<Text>,
    /// What kind of answer.
    #[serde(flatten)]
    pub kind: Kind,
    /// May be left empty.
    #[serde(default)]
    pub optional: bool,
    /// Asked only where this holds.
    #[serde(default)]
    pub show_if: Option<Rule>,
    /// May be shown to everyone. Sealed kinds never are, whatever a pack says.
    #[serde(default)]
    pub public: bool,
    /// Where the question comes from.
    #[serde(default)]
    pub legal_base: Option<String>,
    /// The browser's autofill word.
    #[serde(default)]
    pub autocomplete: Option<String>,
    /// What stands in the box at first: a fact of the case, such as `answers.leader_name`, `captured.plan` or
    /// `amounts.approved`; in a row's column, a column of the row that it is made from.
    #[serde(default)]
    pub prefill: Option<String>,
    /// Always as prefilled: shown, and never taken from what is sent.
    #[serde(default)]
    pub fixed: bool,
    /// No officer may look at it, whoever holds the case: the applicant is reached through the case alone.
    #[serde(default)]
    pub withheld: bool,
    /// Must say the same as this fact of the case, spelling and titles apart: a name under an agreement. Read where an action
    /// captures it.
    #[serde(default)]
    pub same_as: Option<String>,
}

/// The kinds of answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Kind {
    /// One line of text.
    Text {
        /// Most characters.
        #[serde(default = "line_max")]
        max: u32,
    },
    /// Several lines.
    LongText {
        /// Most characters.
        #[serde(default = "long_max")]
        max: u32,
    },
    /// One of a list. `list` names a list of the pack; the loader puts its entries into `options`.
    Choice {
        /// The list's name in the pack.
        #[serde(default)]
        list: Option<String>,
        /// What can be chosen.
        #[serde(default)]
        options: Vec<Choice>,
    },
    /// A statement to agree to.
    Confirm,
    /// National identity number; sealed.
    Nik,
    /// Tax number; sealed.
    Npwp,
    /// Telephone; sealed.
    Phone,
    /// E-mail; sealed.
    Email,
    /// Bank account number; sealed.
    BankAccount,
    /// A private address; sealed.
    HomeAddress,
    /// Whole rupiah.
    Rupiah {
        /// Least, in rupiah.
        #[serde(default)]
        min: Option<i64>,
        /// Most, in rupiah.
        #[serde(default)]
        max: Option<i64>,
    },
    /// A whole number.
    Number {
        /// Least.
        #[serde(default)]
        min: Option<i64>,
        /// Most.
        #[serde(default)]
        max: Option<i64>,
        /// What is counted, after the box.
        #[serde(default)]
        unit: Option<Text>,
    },
    /// A day.
    Date {
        /// Must not be before today.
        #[serde(default)]
        not_past: bool,
        /// Must not be after today.
        #[serde(default)]
        not_future: bool,
    },
    /// A district of the region, by code.
    District,
    /// A village of the region, by code; `of` is the key of the district's field.
    Village {
        /// The district's field.
        #[serde(default)]
        of: Option<String>,
    },
    /// A kind of business activity, by its code (KBLI).
    Activity,
    /// A point on the earth: degrees of latitude and longitude; sealed, for it may be where somebody lives.
    Point {
        /// It is where something of everybody's stands, such as a road: not sealed.
        #[serde(default)]
        site: bool,
    },
    /// One or more files.
    File {
        /// Most files.
        #[serde(default = "one")]
        most: u32,
        /// Biggest size of one file, in megabytes.
        #[serde(default = "file_mb")]
        max_mb: u32,
        /// What is taken.
        #[serde(default)]
        accept: Vec<FileKind>,
        /// It shows personal data, such as an identity card: an officer opens it only where they hold the case, and that
        /// they did is put on record.
        #[serde(default)]
        private: bool,
        /// It is a signature: drawn on the screen where there is a script for it.
        #[serde(default)]
        signature: bool,
        /// It is to say where it was taken: read from the picture, or from the device that it is chosen on.
        #[serde(default)]
        geotagged: bool,
    },
    /// Repeated rows of smaller fields.
    Rows {
        /// Fewest rows.
        #[serde(default = "one")]
        min: u32,
        /// Most rows.
        #[serde(default = "many")]
        max: u32,
        /// The fields of each row.
        columns: Vec<Field>,
        /// The button that adds one.
        add: Text,
    },
    /// Not asked but computed from the other answers.
    Computed {
        /// What to compute: `{"sum": "budget.amount"}`, or JSON Logic over `answers`.
        value: Formula,
        /// Whether it is money.
        #[serde(default)]
        rupiah: bool,
    },
}

/// How a computed field gets its value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Formula {
    /// The sum of a column, as `rows.column`.
    Sum(String),
    /// JSON Logic over the answers.
    Rule(Rule),
}

/// One entry of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// What is kept.
    pub key: String,
    /// What is shown.
    pub label: Text,
    /// A line of explanation.
    #[serde(default)]
    pub hint: Option<Text>,
    /// The agency in charge, for lists that route a case.
    #[serde(default)]
    pub agency: Option<String>,
    /// Where the entry comes from.
    #[serde(default)]
    pub legal_base: Option<String>,
    /// It can be chosen from this day on.
    #[serde(default)]
    pub valid_from: Option<Day>,
    /// It can be chosen until this day.
    #[serde(default)]
    pub valid_until: Option<Day>,
}

impl Choice {
    /// Whether it can be chosen on a day: rules on who may receive what come and go.
    #[must_use]
    pub fn holds_on(&self, day: Day) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_until.is_none_or(|until| day <= until)
    }
}

/// The kinds of file, judged by their first bytes and never by their name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// PDF.
    Pdf,
    /// JPEG, PNG or WebP.
    Picture,
}

const fn line_max() -> u32 {
    200
}
const fn long_max() -> u32 {
    4000
}
const fn one() -> u32 {
    1
}
const fn many() -> u32 {
    50
}
const fn file_mb() -> u32 {
    10
}

impl Field {
    /// Whether the answer is sealed at rest and masked on screens (personal data, UU 27/2022).
    #[must_use]
    pub fn is_sealed(&self) -> bool {
        matches!(
            self.kind,
            Kind::Nik | Kind::Npwp | Kind::Phone | Kind::Email | Kind::BankAccount | Kind::HomeAddress | Kind::Point { site: false }
        )
    }

    /// Whether its files show personal data.
    #[must_use]
    pub fn is_private_file(&self) -> bool {
        matches!(self.kind, Kind::File { private: true, .. })
    }

    /// A question that has to be answered, with nothing more to it.
    #[must_use]
    pub fn new(key: &str, label: Text, kind: Kind) -> Self {
        Self {
            key: key.to_owned(),
            label,
            hint: None,
            kind,
            optional: false,
            show_if: None,
            public: false,
            legal_base: None,
            autocomplete: None,
            prefill: None,
            fixed: false,
            withheld: false,
            same_as: None,
        }
    }

    /// Whether everyone may see the answer.
    #[must_use]
    pub fn is_public(&self) -> bool {
        self.public && !self.is_sealed()
    }
}

impl Form {
    /// A form of one page.
    #[must_use]
    pub fn of_fields(fields: Vec<Field>) -> Self {
        Self { pages: vec![Page { key: String::new(), title: Text::default(), intro: None, show_if: None, fields }] }
    }

    /// All fields of all pages.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.pages.iter().flat_map(|p| &p.fields)
    }

    /// A field by its key.
    #[must_use]
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.fields().find(|f| f.key == key)
    }

    /// A page by its key.
    #[must_use]
    pub fn page(&self, key: &str) -> Option<&Page> {
        self.pages.iter().find(|p| p.key == key)
    }
}
