//! What is sent about lists: beginning one, drawing it up, trying it out, deciding on it.
use super::step::shared_name;
use crate::{
    components::said::Said,
    desk::{here::Here, office::Office},
    server::{away, see},
};
use axum::{Form, Router, extract::Path, response::Response, routing::post};
use domain::{
    form::{Answers, Fault},
    nominative::Approval,
    number::{CaseNumber, SerialNumber},
    text::Text,
    time::Day,
    words::Lang,
};
use engine::{Failure, ListDeed, StepLine};
use serde::Deserialize;
use std::collections::BTreeMap;

type Pairs = Vec<(String, String)>;

pub(super) fn posts() -> Router {
    Router::new().route("/{region}/meja/daftar", post(begin)).route("/{region}/meja/daftar/{list}/{deed}", post(deed))
}

#[derive(Deserialize)]
struct Beginning {
    #[serde(default)]
    layanan: String,
    #[serde(default)]
    tahun: String,
}

async fn begin(office: Office, Form(b): Form<Beginning>) -> Response {
    let page = office.page("meja/daftar");
    let here = match office.here() {
        Ok(here) => here,
        Err(failure) => return away(&failure, &page),
    };
    let year = b.tahun.parse().unwrap_or(0);
    match here.engine.lists().begin(&here.pack, &here.visitor, &b.layanan, year).await {
        Ok(number) => see(&format!("{page}/{number}")),
        Err(failure) => see(&format!("{page}?kata={}", Said::refused(&failure, here.lang, BTreeMap::new()).keep(&here.visitor))),
    }
}

#[derive(Deserialize)]
struct OfList {
    list: String,
    deed: String,
}

async fn deed(office: Office, Path(path): Path<OfList>, Form(pairs): Form<Pairs>) -> Response {
    let Ok(number) = path.list.parse::<SerialNumber>() else { return see(&office.page("meja/daftar")) };
    let page = office.page(&format!("meja/daftar/{number}"));
    let here = match office.here() {
        Ok(here) => here,
        Err(failure) => return away(&failure, &page),
    };
    let said = match path.deed.as_str() {
        "susun" => arrange(&here, &number, &pairs).await,
        "bersama" => carry_on(&here, &number, &pairs).await,
        other => decide(&here, &number, other, &pairs).await,
    };
    see(&format!("{page}?kata={}", said.keep(&here.visitor)))
}

fn of<'p>(pairs: &'p Pairs, name: &str) -> &'p str {
    pairs.iter().rev().find(|(n, _)| n == name).map_or("", |(_, v)| v.as_str())
}

/// The chosen cases by their ranks; those without one come last, in the order of the page.
fn ranked(pairs: &Pairs) -> Vec<CaseNumber> {
    let mut chosen: Vec<(u32, CaseNumber)> = pairs
        .iter()
        .filter(|(name, _)| name == "pilih")
        .filter_map(|(_, number)| {
            let rank = of(pairs, &format!("urut.{number}")).trim().parse().unwrap_or(u32::MAX);
            Some((rank, number.parse().ok()?))
        })
        .collect();
    chosen.sort_by_key(|(rank, _)| *rank);
    chosen.into_iter().map(|(_, number)| number).collect()
}

/// Saves the list, or only tries out how it would weigh on the budget.
async fn arrange(here: &Here, number: &SerialNumber, pairs: &Pairs) -> Said {
    let lang = here.lang;
    let lists = here.engine.lists();
    let chosen = ranked(pairs);
    let say = |id: &str, en: &str| if lang == Lang::Id { id.to_owned() } else { en.to_owned() };
    let names = |chosen: &[CaseNumber]| Some(chosen.iter().map(ToString::to_string).collect::<Vec<_>>());
    let pressed = of(pairs, "tindakan");
    if pressed == "simpan" {
        let seen = of(pairs, "versi").parse().unwrap_or(0);
        return match lists.compose(&here.pack, &here.visitor, number, seen, &chosen).await {
            Ok(_) => Said::done(say("Susunan tersimpan", "The list is saved")),
            // What was chosen is still there, to be saved again.
            Err(failure) => Said { chosen: names(&chosen), ..Said::refused(&failure, lang, BTreeMap::new()) },
        };
    }
    match lists.try_out(&here.pack, &here.visitor, number, &chosen, pressed == "isi").await {
        Ok((kept, _)) => Said { chosen: names(&kept), ..Said::default() },
        Err(failure) => Said { chosen: names(&chosen), ..Said::refused(&failure, lang, BTreeMap::new()) },
    }
}

/// What follows, for the cases that are ticked.
async fn carry_on(here: &Here, number: &SerialNumber, pairs: &Pairs) -> Said {
    let lang = here.lang;
    let chosen: Vec<CaseNumber> = pairs.iter().filter(|(name, _)| name == "pilih").filter_map(|(_, n)| n.parse().ok()).collect();
    let lines: Vec<StepLine> = chosen
        .iter()
        .map(|case| StepLine {
            number: case.clone(),
            seen: of(pairs, &format!("lihat.{case}")).parse().unwrap_or(0),
            amount: of(pairs, &format!("nilai.{case}")).to_owned(),
            line: of(pairs, &format!("baris.{case}")).to_owned(),
        })
        .collect();
    let typed: BTreeMap<String, String> =
        pairs.iter().filter(|(name, _)| ["bersama.", "nilai.", "baris."].iter().any(|p| name.starts_with(p))).cloned().collect();
    let back = |said: Said| Said { chosen: Some(chosen.iter().map(ToString::to_string).collect()), ..said };
    if lines.is_empty() {
        let words = if lang == Lang::Id { "Centang paling sedikit satu pengajuan" } else { "Tick at least one case" };
        return back(Said { text: words.to_owned(), typed, ..Said::default() });
    }
    let mut shared = Answers::default();
    for (name, text) in pairs {
        if let Some(key) = name.strip_prefix("bersama.") {
            shared.set(key, text);
        }
    }
    match here.engine.lists().carry_on(&here.pack, &here.visitor, number, of(pairs, "tahap"), &shared, &lines).await {
        Err(failure) => {
            let problems = match &failure {
                Failure::Invalid { problems } => problems.iter().map(|p| (shared_name(&p.path), p.line(lang))).collect(),
                _ => vec![],
            };
            back(Said { problems, ..Said::refused(&failure, lang, typed) })
        }
        Ok(carried) => {
            let done = carried.done;
            let words = if lang == Lang::Id { format!("{done} pengajuan tercatat") } else { format!("{done} case(s) put on record") };
            if carried.refused.is_empty() {
                return Said::done(words);
            }
            let why: Vec<String> = carried.refused.iter().map(|(case, failure)| format!("{case}: {}", failure.whole_text(lang))).collect();
            let held = if lang == Lang::Id { "tertahan" } else { "held back" };
            let left = carried.refused.iter().map(|(case, _)| case.to_string()).collect();
            let text = format!("{words}; {} {held}. {}", why.len(), why.join(". "));
            Said { text, typed, chosen: Some(left), ..Said::default() }
        }
    }
}

/// A decision on the list.
async fn decide(here: &Here, number: &SerialNumber, deed: &str, pairs: &Pairs) -> Said {
    let lang = here.lang;
    let text = |name: &str| of(pairs, name).to_owned();
    let typed: BTreeMap<String, String> = ["on", "sheet", "reason"].map(|name| (name.to_owned(), text(name))).into();
    let day = Day::parse_loose(of(pairs, "on"));
    let no_day = || {
        let label = Text::new("Tanggal", "Day");
        Failure::wrong("on", label, Fault::Date)
    };
    let seen = text("lihat");
    let deed = match (deed, day) {
        ("tanda-tangan" | "setujui", Err(_)) => return Said::refused(&no_day(), lang, typed),
        ("tanda-tangan", Ok(on)) => ListDeed::Sign { seen, on },
        ("setujui", Ok(on)) => ListDeed::Approve { seen, approval: Approval { sheet: text("sheet"), on } },
        ("kembalikan", _) => ListDeed::SendBack { seen, reason: text("reason") },
        ("batal", _) => ListDeed::Drop { seen: of(pairs, "versi").parse().unwrap_or(0), reason: text("reason") },
        _ => return Said::refused(&Failure::NotFound, lang, typed),
    };
    let done = match &deed {
        ListDeed::Sign { .. } => {
            ("Daftar ditandatangani dan dikirim kepada kepala daerah", "The list is signed and with the head of the region")
        }
        ListDeed::Approve { .. } => ("Seluruh daftar disetujui", "The whole list is approved"),
        ListDeed::SendBack { .. } => ("Daftar dikembalikan untuk diperbaiki", "The list was sent back to be corrected"),
        ListDeed::Drop { .. } => {
            ("Daftar dibatalkan; pengajuannya menunggu daftar lain", "The list is given up; its cases wait for another")
        }
    };
    match here.engine.lists().decide(&here.pack, &here.visitor, number, deed).await {
        Ok(_) => Said::done(if lang == Lang::Id { done.0 } else { done.1 }),
        Err(failure) => Said::refused(&failure, lang, typed),
    }
}
