//! Performance by examples: the dossier's sums and edge cases, with a small region's rules.
mod charts;
mod months;
mod patterns;
mod said;

use super::{
    PerformanceRules,
    cut::Presence,
    entry::{Entry, EntryEvent, EntryHappening, EntryId, Told},
    month::Month,
    organisation::{Hold, Placement, Position, PositionKey, StaffId, UnitKey},
};
use crate::{
    calendar::{Holiday, HolidayKind, WorkCalendar},
    formula::Formula,
    time::{Day, Instant, Zone},
};
use serde_json::json;
use uuid::Uuid;

pub(in crate::performance) fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

pub(in crate::performance) fn month(text: &str) -> Month {
    text.parse().expect("a month")
}

pub(in crate::performance) fn who(n: u128) -> StaffId {
    StaffId(Uuid::from_u128(n))
}

pub(in crate::performance) fn calendar() -> WorkCalendar {
    let holiday = Holiday { day: day("2026-07-16"), name: "Libur contoh".into(), kind: HolidayKind::National };
    WorkCalendar::new(Zone::Wib, [true, true, true, true, true, false, false], vec![holiday], 2025..=2027)
}

/// A small region: two kinds of positions, three activities, cuts of set A.
pub(in crate::performance) fn rules() -> PerformanceRules {
    let text = |word: &str| json!({"id": word, "en": word});
    serde_json::from_value(json!({
        "name": text("e-RK"), "kept_by": "keeper", "signed_by": "signer", "watched_by": ["overseer"],
        "kinds": [
            {"key": "head", "label": text("Kepala"), "logs": false, "leads": true},
            {"key": "staff", "label": text("Pelaksana"), "logs": true},
        ],
        "classes": ["IX", "XII"],
        "hours": [
            {"valid_from": "2020-01-01", "legal_base": "contoh", "day_minutes": 300, "opens": 450, "closes": 960, "rest": 60},
            {"valid_from": "2026-02-18", "valid_until": "2026-03-19", "legal_base": "contoh", "day_minutes": 260, "opens": 480, "closes": 900, "rest": 30},
        ],
        "targets": [{"valid_from": "2020-01-01", "legal_base": "contoh", "mode": "per_day"}],
        "entry": [{
            "valid_from": "2020-01-01", "legal_base": "contoh", "hours": "any", "late_days": 3, "late_working": true,
            "grace_days": 2, "judge_days": 3, "judge_grace_days": 8,
        }],
        "catalogue": [
            {"code": "A01", "label": text("Konsep surat"), "unit": text("surat"), "minutes": 30, "evidence": "reference", "shows": text("nomor"), "most_a_day": 6},
            {"code": "B01", "label": text("Rapat"), "unit": text("rapat"), "minutes": 180, "actual": true, "evidence": "reference", "shows": text("undangan"), "most_a_day": 2, "together": true},
            {"code": "C02", "label": text("Verifikasi"), "unit": text("permohonan"), "minutes": 20, "evidence": "case", "shows": text("nomor"), "most_a_day": 15, "routine": true, "from_cases": [{"deeds": ["passed"]}]},
            {"code": "D01", "label": text("Laporan"), "unit": text("dokumen"), "minutes": 125, "evidence": "file", "shows": text("berkas"), "most_a_day": 2, "valid_until": "2026-07-20"},
        ],
        "absences": [
            {"key": "leave", "label": text("Cuti"), "legal_base": "contoh", "away": true, "excused": true},
            {"key": "sick", "label": text("Sakit"), "legal_base": "contoh", "away": true, "excused": true, "cut_bp": 100, "free_days": 2},
            {"key": "birth", "label": text("Melahirkan"), "legal_base": "contoh", "away": true, "excused": true, "month_bp": 5000},
        ],
        "cuts": [{
            "valid_from": "2020-01-01", "legal_base": "contoh",
            "bands": [{"up_to": 30, "bp": 50}, {"up_to": 60, "bp": 100}, {"up_to": 90, "bp": 125}, {"bp": 150}],
            "no_mark": 150, "absent": 500,
        }],
        "sanctions": [{"key": "warning", "label": text("Teguran"), "legal_base": "contoh", "cut_bp": 5000, "months": 1}],
        "behaviour": {"legal_base": "contoh", "values": [], "levels": [], "superior": 60, "peers": 20, "subordinates": 20, "group": 3},
        "figures": [{"key": "budget", "label": text("Penyerapan"), "of": "agency", "unit": text("rupiah")}],
        "allowance": "pay", "score": "performance",
        "reasons": [{"key": "unclear", "label": text("Kurang jelas")}],
        "plan": {"legal_base": "contoh", "agree_days": 31, "assess_from": 12, "least": 1, "most": 3, "hangs_from": "2026-01-01",
            "aspects": [{"key": "kuantitas", "label": text("Kuantitas")}]},
        "predicates": {
            "legal_base": "PermenPANRB 6/2022",
            "agencies": [{"key": "good", "label": text("Baik")}],
            "words": [
                {"key": "very_good", "label": text("Sangat Baik"), "credit": 150}, {"key": "good", "label": text("Baik"), "credit": 100},
                {"key": "improve", "label": text("Butuh Perbaikan"), "credit": 75}, {"key": "poor", "label": text("Kurang"), "credit": 50},
                {"key": "very_poor", "label": text("Sangat Kurang"), "credit": 25},
            ],
            "matrix": {"below": ["very_poor", "improve", "improve"], "as": ["poor", "good", "good"], "above": ["poor", "good", "very_good"]},
            "limits": [
                {"organisation": "good", "words": ["good"], "most": 70},
                {"organisation": "good", "words": ["improve", "poor"], "least": 0},
                {"organisation": "poor", "words": ["poor"], "least": 60},
            ],
        },
        "objection": {"legal_base": "PP 30/2019", "file_days": 14, "hear_days": 7, "answer_days": 14},
        "doubts": {"legal_base": "usulan", "above_norm": 12500, "late_days": 2},
        "patterns": [
            {"key": "copied_own", "label": text("Disalin"), "explains": text("-"), "from": 4000, "at_least": 5, "each": 9000, "weight": 3},
            {"key": "copied_other", "label": text("Disalin"), "explains": text("-"), "from": 1000, "at_least": 5, "each": 9000, "weight": 3},
            {"key": "same_proof", "label": text("Bukti"), "explains": text("-"), "from": 1, "at_least": 1, "weight": 3},
            {"key": "old_proof", "label": text("Bukti"), "explains": text("-"), "from": 1, "at_least": 1, "each": 1, "weight": 1},
            {"key": "beyond_presence", "label": text("Hadir"), "explains": text("-"), "from": 1, "at_least": 1, "weight": 5},
            {"key": "while_away", "label": text("Cuti"), "explains": text("-"), "from": 1, "at_least": 1, "weight": 5},
            {"key": "month_end", "label": text("Akhir"), "explains": text("-"), "from": 5000, "at_least": 1500, "each": 3, "weight": 2},
            {"key": "round_minutes", "label": text("Bulat"), "explains": text("-"), "from": 9500, "at_least": 10, "each": 30, "weight": 1},
            {"key": "far_above_norm", "label": text("Norma"), "explains": text("-"), "from": 3000, "at_least": 5, "each": 15000, "weight": 2},
            {"key": "blanket_approval", "label": text("Borongan"), "explains": text("-"), "from": 10, "at_least": 20, "each": 3, "weight": 5},
            {"key": "meeting_disputed", "label": text("Rapat"), "explains": text("-"), "from": 3000, "at_least": 60, "weight": 3},
        ],
    }))
    .expect("rules")
}

/// The dossier's proposal: parts by weight, those that are missing left out, and what cuts leave.
pub(in crate::performance) fn formula() -> Formula {
    let text = json!({"id": "-", "en": "-"});
    let input = |key: &str, from: &str, missing: Option<&str>| json!({"key": key, "label": text, "from": from, "missing": missing});
    let step = |key: &str, value: serde_json::Value| json!({"key": key, "label": text, "value": value});
    let has = |key: &str, by: &str| json!({"key": key, "label": text, "by": by, "bands": [{"below": "0", "value": "0"}, {"value": "1"}]});
    let version = |version: u32, from: &str, amount: &str| {
        json!({
            "version": version, "valid_from": from, "legal_base": "contoh",
            "inputs": [
                input("class", "position.class", None), input("days", "position.days", None), input("month_days", "month.days", None),
                input("validated", "month.validated", None), input("target", "month.target", None),
                input("behaviour", "behaviour.score", Some("-1")), input("budget", "figures.budget", Some("-1")),
                input("cut", "attendance.cut", None), input("sanction", "sanctions.cut", None),
            ],
            "tables": [
                {"key": "amount", "label": text, "by": "class", "values": {"IX": amount, "XII": "9000000"}},
                {"key": "w", "label": text, "by": "target", "bands": [{"up_to": "0", "value": "0"}, {"value": "70"}]},
                has("has_behaviour", "behaviour"), has("has_budget", "budget"),
                {"key": "band", "label": text, "by": "performance", "bands": [{"below": "5000", "value": "0"}, {"value": "1"}]},
            ],
            "steps": [
                step("activity", json!({"min": [10000, {"/": [{"*": ["validated", 10000]}, {"max": ["target", 1]}]}]})),
                step("weights", json!({"+": ["w", {"*": [10, "has_behaviour"]}, {"*": [20, "has_budget"]}]})),
                step("points", json!({"+": [{"*": ["w", "activity"]}, {"*": [10, "has_behaviour", "behaviour"]}, {"*": [20, "has_budget", "budget"]}]})),
                step("performance", json!({"/": ["points", {"max": ["weights", 1]}]})),
                step("kept", json!({"max": [0, {"-": [10000, "cut", "sanction"]}]})),
                step("pay", json!({"/": [{"*": ["amount", "days", "performance", "band", "kept"]}, {"*": ["month_days", 100_000_000]}]})),
            ],
            "rounding": {"to": 1, "mode": "down"},
        })
    };
    let versions = [version(1, "2020-01-01", "5000000"), version(2, "2026-09-15", "6000000")];
    serde_json::from_value(json!({"key": "pay", "name": text, "versions": versions})).expect("a formula")
}

pub(in crate::performance) fn position(key: &str, class: &str, kind: &str) -> Position {
    Position {
        key: PositionKey(key.into()),
        unit: UnitKey("u".into()),
        title: format!("Jabatan {key}"),
        class: class.into(),
        kind: kind.into(),
        superior: None,
    }
}

pub(in crate::performance) fn placed(key: &str, hold: Hold, from: &str, until: Option<&str>) -> Placement {
    Placement { staff: who(1), position: PositionKey(key.into()), hold, from: day(from), until: until.map(day) }
}

pub(in crate::performance) fn told(on: &str, start: u16, end: u16, code: &str, volume: u32, text: &str) -> Told {
    Told {
        position: PositionKey("p".into()),
        day: day(on),
        start,
        end,
        code: code.into(),
        aim: None,
        order: None,
        volume,
        text: text.into(),
        with: vec![],
        evidence: vec![],
        case: None,
    }
}

pub(in crate::performance) fn at(on: &str, hour: u8, minute: u8) -> Instant {
    Instant::at(day(on), hour, minute, Zone::Wib)
}

/// An entry that was entered in the evening of its day.
pub(in crate::performance) fn entered(n: u128, staff: StaffId, told: Told, when: Instant) -> Entry {
    let minutes = told.took();
    let what = EntryHappening::Entered { told: Box::new(told), minutes };
    let event = EntryEvent { entry: EntryId(Uuid::from_u128(n)), version: 1, at: when, by: None, staff: Some(staff), late_for: None, what };
    Entry::begin(&event).expect("a beginning")
}

pub(in crate::performance) fn there(came: u16, left: u16) -> Presence {
    Presence { came: Some(came), left: Some(left), absence: None }
}

pub(in crate::performance) fn away(kind: &str) -> Presence {
    Presence { absence: Some(kind.into()), ..Presence::default() }
}
