//! What can be shown of a case in a desk's list and in its export. None of it is private.
use super::answers::Reader;
use crate::lang::pick;
use domain::{
    money::Rupiah,
    pack::Pack,
    people::AccountId,
    time::{Day, Instant},
    words::{self, Lang},
};
use engine::CaseLine;
use std::collections::BTreeMap;

/// One column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Number,
    Organisation,
    Title,
    Service,
    Stage,
    District,
    Affair,
    Year,
    Requested,
    Approved,
    Paid,
    Submitted,
    Due,
    Waited,
    WorkedBy,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    Nothing,
    Text(String),
    /// A count or whole rupiah.
    Number(i64),
    Rupiah(i64),
    Day(Day),
}

impl Column {
    /// All, in the order of an export.
    pub(super) const ALL: [Self; 15] = [
        Self::Number,
        Self::Organisation,
        Self::Title,
        Self::Service,
        Self::Stage,
        Self::District,
        Self::Affair,
        Self::Year,
        Self::Requested,
        Self::Approved,
        Self::Paid,
        Self::Submitted,
        Self::Due,
        Self::Waited,
        Self::WorkedBy,
    ];
    /// Those that a list can show beside the usual.
    pub(super) const BESIDE: [Self; 10] = [
        Self::Title,
        Self::Service,
        Self::District,
        Self::Affair,
        Self::Year,
        Self::Requested,
        Self::Approved,
        Self::Paid,
        Self::Submitted,
        Self::Waited,
    ];

    /// Its key in addresses.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Organisation => "organisation",
            Self::Title => "title",
            Self::Service => "service",
            Self::Stage => "stage",
            Self::District => "district",
            Self::Affair => "affair",
            Self::Year => "year",
            Self::Requested => "requested",
            Self::Approved => "approved",
            Self::Paid => "paid",
            Self::Submitted => "submitted",
            Self::Due => "due",
            Self::Waited => "waited",
            Self::WorkedBy => "worked_by",
        }
    }

    /// Its heading.
    pub(super) fn label(self, pack: &Pack, lang: Lang) -> String {
        let said = match self {
            Self::Number => pick(lang, "Nomor", "Number"),
            Self::Organisation => pick(lang, "Pemohon", "Applicant"),
            Self::Title => pick(lang, "Kegiatan", "Activity"),
            Self::Service => pick(lang, "Layanan", "Service"),
            Self::Stage => pick(lang, "Tahap", "Stage"),
            Self::District => return pack.heading("district", lang),
            Self::Affair => pick(lang, "Bidang", "Field"),
            Self::Year => pick(lang, "Tahun anggaran", "Budget year"),
            Self::Requested => pick(lang, "Diminta", "Asked for"),
            Self::Approved => pick(lang, "Disetujui", "Approved"),
            Self::Paid => pick(lang, "Dibayar", "Paid"),
            Self::Submitted => pick(lang, "Diajukan", "Handed in"),
            Self::Due => pick(lang, "Tenggat", "Due"),
            Self::Waited => pick(lang, "Hari kerja di tahap ini", "Working days at this stage"),
            Self::WorkedBy => pick(lang, "Dikerjakan oleh", "Worked on by"),
        };
        said.to_owned()
    }

    /// What a case has in it.
    pub(super) fn cell(self, reader: &Reader<'_>, line: &CaseLine, at: Instant, names: &BTreeMap<AccountId, String>) -> Cell {
        let (pack, lang) = (reader.pack, reader.lang);
        let text = |text: &str| if text.is_empty() { Cell::Nothing } else { Cell::Text(text.to_owned()) };
        let rupiah = |amount: Option<i64>| amount.map_or(Cell::Nothing, Cell::Rupiah);
        let service = pack.service(&line.service);
        match self {
            Self::Number => Cell::Text(line.number.to_string()),
            Self::Organisation => text(&line.organisation),
            Self::Title => text(&line.title),
            Self::Service => text(service.map_or(line.service.as_str(), |s| s.name.get(lang))),
            Self::Stage => text(service.and_then(|s| s.stage(&line.stage)).map_or(line.stage.as_str(), |s| s.label.get(lang))),
            Self::District => line.district.as_deref().map_or(Cell::Nothing, |d| text(pack.district(d).map_or(d, |d| d.name.as_str()))),
            Self::Affair => line.affair.as_deref().map_or(Cell::Nothing, |a| text(pack.affair_label(a).get(lang))),
            Self::Year => Cell::Number(i64::from(line.fiscal_year)),
            Self::Requested => rupiah(line.requested),
            Self::Approved => rupiah(line.approved),
            Self::Paid => rupiah(line.paid),
            Self::Submitted => Cell::Day(line.submitted_at.day(pack.zone())),
            Self::Due => line.due.map_or(Cell::Nothing, Cell::Day),
            // An ended case waits no more.
            Self::Waited if line.outcome.is_some() => Cell::Nothing,
            Self::Waited => Cell::Number(pack.calendar().workdays_between(line.stage_since.day(pack.zone()), reader.today)),
            Self::WorkedBy => {
                let worker = line.assignee.and_then(|a| a.at(at));
                worker.and_then(|who| names.get(&who)).map_or(Cell::Nothing, |name| text(name))
            }
        }
    }
}

impl Cell {
    /// As a list shows it; empty where there is nothing.
    pub(super) fn shown(&self, lang: Lang) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Text(text) => text.clone(),
            Self::Number(n) => n.to_string(),
            Self::Rupiah(n) => Rupiah::try_from(*n).map(|r| r.to_string()).unwrap_or_default(),
            Self::Day(day) => words::date(*day, lang),
        }
    }
}
