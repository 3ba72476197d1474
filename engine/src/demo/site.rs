//! Made-up projects: places near their district, schedules like an S, and reports month by month of which most keep to the schedule.
use super::Luck;
use domain::{
    case::CaseState,
    form::{Answer, Answers},
    money::Rupiah,
    pack::{Pack, Service},
    project::{ProjectRule, project},
    time::{Day, Instant},
    workflow::{Action, Stage},
};
use std::collections::BTreeMap;

const WORKS: &[&str] = &["Pembangunan", "Perbaikan", "Peningkatan", "Penataan", "Rehabilitasi"];
const THINGS: &[&str] = &[
    "trotoar Jalan Contoh",
    "saluran air Gang Umpama",
    "taman bermain RW",
    "jembatan Sungai Misal",
    "ruang kelas SD Percobaan",
    "Puskesmas Rekaan",
    "pasar rakyat Simulasi",
    "lampu jalan Blok Andai",
    "kolam retensi Kampung Peraga",
    "halte Jalan Tiruan",
];
const MAKERS: &[&str] =
    &["PT Contoh Karya", "CV Misal Bangun", "PT Umpama Konstruksi", "CV Rekaan Jaya", "PT Andai Sarana", "CV Percobaan Teknik"];

/// What a made-up project is called.
pub(super) fn title(luck: &mut Luck) -> String {
    let (work, thing) = (luck.pick(WORKS).copied().unwrap_or_default(), luck.pick(THINGS).copied().unwrap_or_default());
    format!("{work} {thing} {}", luck.between(1, 99))
}

/// What a project's answers say that others would not: where it is, and that it takes its time.
pub(super) fn settle(luck: &mut Luck, pack: &Pack, service: &Service, answers: &mut Answers) {
    let Some(rule) = &service.project else { return };
    let district = service.lists.district.as_deref().map(|key| answers.text(key)).and_then(|code| pack.district(code));
    if let (Some(key), Some(place)) = (&rule.point, district.and_then(|d| d.latitude.zip(d.longitude))) {
        let mut near = |degrees: f64| degrees + luck.between(-9_000, 9_000) as f64 / 1_000_000.0;
        answers.set(key.clone(), format!("{:.5}, {:.5}", near(place.0), near(place.1)));
    }
    let programmes: Vec<_> = pack.plans.iter().flat_map(|p| &p.goals).flat_map(|g| &g.programmes).collect();
    if let (Some(key), Some(programme)) = (&rule.activity, luck.pick(&programmes)) {
        answers.set(key.clone(), format!("{}.2.01.{:04}", programme.code, luck.between(1, 9_999)));
    }
    let Some((starts, ends)) = rule.starts.as_ref().zip(rule.ends.as_ref()) else { return };
    if let Ok(day) = Day::parse_loose(answers.text(starts)) {
        answers.set(ends.clone(), day.plus_days(luck.between(90, 320)).to_string());
    }
}

/// What a made-up contract says: who does it, from when, and how far it is to be when.
pub(super) fn contract(luck: &mut Luck, rule: &ProjectRule, state: &CaseState, day: Day, action: &Action, captured: &mut Answers) {
    let takes = |key: &Option<String>| key.clone().filter(|key| action.captures.iter().any(|f| f.key == *key));
    if let Some(key) = takes(&rule.contractor) {
        captured.set(key, luck.pick(MAKERS).copied().unwrap_or_default().to_owned());
    }
    let begins = day.plus_days(luck.between(3, 14));
    if let Some(key) = takes(&rule.began) {
        captured.set(key, begins.to_string());
    }
    if let Some(key) = takes(&rule.procurement) {
        captured.set(key, format!("CONTOH-{}", luck.between(1_000_000, 9_999_999)));
    }
    let Some(schedule) = rule.schedule.as_ref().filter(|s| action.captures.iter().any(|f| f.key == s.rows)) else { return };
    let asked = |key: &Option<String>| key.as_deref().and_then(|key| Day::parse_loose(state.answers.text(key)).ok());
    let long = asked(&rule.starts).zip(asked(&rule.ends)).map_or(180, |(from, to)| i64::from(to.number() - from.number())).clamp(60, 400);
    let months = (long / 30).max(2);
    let rows = (1..=months).map(|month| {
        // Slow at first and at the end: 3t² − 2t³.
        let percent = 100 * month * month * (3 * months - 2 * month) / (months * months * months);
        BTreeMap::from([
            (schedule.day.clone(), begins.plus_days(long * month / months).to_string()),
            (schedule.percent.clone(), percent.to_string()),
        ])
    });
    captured.0.insert(schedule.rows.clone(), Answer::Rows(rows.collect()));
}

/// A report of a project that is being done, and when it is made; `None` where none is due at its stage.
pub(super) fn report(
    luck: &mut Luck,
    pack: &Pack,
    service: &Service,
    state: &CaseState,
    stage: &Stage,
) -> Option<(String, Instant, Answers)> {
    let rule = service.project.as_ref()?;
    let action = stage.actions.iter().find(|a| a.captures.iter().any(|f| f.key == rule.physical))?;
    let of = project(pack, service, state)?;
    if of.physical >= 100 {
        return None;
    }
    let last = of.reported.or(of.began).unwrap_or_else(|| state.stage_since.day(pack.zone()));
    let day = last.max(state.stage_since.day(pack.zone())).plus_days(luck.between(24, 33));
    // Each site has its own luck, which stays: most keep to the plan, some are slow, few are very slow.
    let site = state.id.0.as_bytes().iter().fold(0_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(*byte))) % 100;
    let behind = match site {
        0..=64 => luck.between(-4, 3),
        65..=84 => luck.between(5, 9),
        85..=94 => luck.between(11, 20),
        _ => luck.between(20, 35),
    };
    let planned = i64::from(of.planned(day).unwrap_or(50));
    let all_over = of.schedule.last().is_some_and(|mark| mark.day.plus_days(45) < day);
    let physical = if all_over { 100 } else { (planned - behind).clamp(i64::from(of.physical), 100) };
    let worth = state.amounts.last().map_or(0, |a| a.rupiah.rupiah());
    let ahead = if site % 17 == 3 { 18 } else { luck.between(-12, 1) };
    let before = pack.workflow_of(state).and_then(|w| w.figures.paid.as_deref()).map(|key| (key.to_owned(), state.captured.text(key)));
    let mut captured = Answers::default();
    captured.set(rule.reported.clone(), day.to_string());
    captured.set(rule.physical.clone(), physical.to_string());
    if let Some((key, text)) = before {
        let least = text.parse::<Rupiah>().map_or(0, Rupiah::rupiah);
        let paid = (worth / 100 * (physical + ahead).clamp(0, 100)).clamp(least.max(0), worth.max(least));
        captured.set(key, paid.max(1).to_string());
    }
    Some((action.key.clone(), Instant::at(day, 10, 0, pack.zone()), captured))
}
