//! What becomes of a plan's forms. What its author typed is kept as a draft whatever is wrong with it.
use super::forms::{INDICATORS, level_name};
use crate::{
    components::said::Said,
    desk::{here::Here, office::Office},
    lang::pick,
    server::{away, in_query, see},
};
use axum::{Form, Router, response::Response, routing::post};
use domain::{
    performance::{
        plan::{AimFault, AimId, Indicator, NoAssessment, NoPlan, Standing},
        predicate::Level,
    },
    words::{self, Lang},
};
use engine::{Failure, NewAim, PlanFailure};
use std::collections::HashMap;
use uuid::Uuid;

/// Aims that are read from one form.
const MOST: usize = 60;

pub(in crate::performance) fn posts() -> Router {
    Router::new().route("/{region}/kinerja/rencana", post(act))
}

async fn act(office: Office, Form(pairs): Form<Vec<(String, String)>>) -> Response {
    let typed: HashMap<String, String> = pairs.into_iter().map(|(name, value)| (name, value.trim().to_owned())).collect();
    let text = |name: &str| typed.get(name).map(String::as_str).unwrap_or_default();
    let Ok(year) = text("tahun").parse::<u16>() else { return see(&office.page("kinerja/rencana")) };
    let number = text("pegawai");
    let whose = if number.is_empty() { String::new() } else { format!("&pegawai={}", in_query(number)) };
    let page = office.page(&format!("kinerja/rencana?tahun={year}{whose}"));
    let here = match office.here() {
        Ok(here) => here,
        Err(failure) => return away(&failure, &page),
    };
    let said = match done(&here, (year, number), &typed).await {
        Ok(words) => Said::done(words),
        Err(PlanFailure::Other(failure @ Failure::SignedOut)) => return away(&failure, &page),
        Err(failure) => came_back(&failure, typed, here.lang),
    };
    see(&format!("{page}&kata={}", said.keep(&here.visitor)))
}

async fn done(here: &Here, of: (u16, &str), typed: &HashMap<String, String>) -> Result<&'static str, PlanFailure> {
    let (performance, pack, visitor, lang) = (here.engine.performance(), &here.pack, &here.visitor, here.lang);
    let text = |name: &str| typed.get(name).map(String::as_str).unwrap_or_default();
    let deed = text("tindakan");
    match deed {
        "simpan" | "ajukan" => {
            performance.write_plan(pack, visitor, of.0, aims(typed), deed == "ajukan").await?;
            Ok(if deed == "ajukan" {
                pick(lang, "Rencana tersimpan dan diajukan kepada atasan", "The plan is saved and was put to the superior")
            } else {
                pick(lang, "Rencana tersimpan, belum diajukan", "The plan is saved, and not put to the superior yet")
            })
        }
        "setuju" | "kembalikan" => {
            performance.answer_plan(pack, visitor, of, deed == "setuju", text("alasan")).await?;
            Ok(if deed == "setuju" {
                pick(lang, "Rencana disetujui", "The plan is agreed")
            } else {
                pick(lang, "Rencana dikembalikan", "The plan was returned")
            })
        }
        "umpan" => {
            performance.note_plan(pack, visitor, of, text("umpan")).await?;
            Ok(pick(lang, "Umpan balik terkirim", "The feedback is on record"))
        }
        "nilai" => {
            let level = |name: &str| Level::ALL.into_iter().find(|l| level_name(*l) == text(name));
            let aims = typed.keys().filter_map(|name| Some((AimId(name.strip_prefix("capaian-")?.parse().ok()?), level(name)?)));
            let standing = Standing { aims: aims.collect(), behaviour: level("perilaku"), why: text("alasan").to_owned() };
            performance.assess_plan(pack, visitor, of, &standing).await?;
            Ok(pick(lang, "Penilaian tersimpan", "The assessment is saved"))
        }
        _ => Err(Failure::NotFound.into()),
    }
}

/// The aims of a form, without those that were left empty.
fn aims(typed: &HashMap<String, String>) -> Vec<NewAim> {
    let text = |name: String| typed.get(&name).cloned().unwrap_or_default();
    let uuid = |name: String| typed.get(&name).and_then(|v| v.parse::<Uuid>().ok()).map(AimId);
    let mut found = Vec::new();
    for n in (0..MOST).take_while(|n| typed.contains_key(&format!("hasil-{n}"))) {
        let mut indicators = Vec::new();
        for i in 0..INDICATORS {
            let (words, target) = (text(format!("ukuran-{n}-{i}")), text(format!("target-{n}-{i}")));
            if !words.is_empty() || !target.is_empty() {
                // A target that is no number is none, which is told at its box.
                let target = (!target.is_empty()).then(|| target.replace('.', "").parse().unwrap_or(0));
                indicators.push(Indicator { aspect: text(format!("aspek-{n}-{i}")), words, target, unit: text(format!("satuan-{n}-{i}")) });
            }
        }
        let codes = text(format!("kode-{n}"));
        let codes = codes.split([',', ';', ' ']).map(|c| c.trim().to_uppercase()).filter(|c| !c.is_empty()).collect();
        let aim = NewAim {
            id: uuid(format!("id-{n}")),
            result: text(format!("hasil-{n}")),
            serves: uuid(format!("mendukung-{n}")),
            order: text(format!("perintah-{n}")),
            indicators,
            codes,
        };
        // An aim whose words were taken away is dropped; one that has only its measures is told that it lacks them.
        if !aim.result.is_empty() || (aim.id.is_none() && !aim.indicators.is_empty()) {
            found.push(aim);
        }
    }
    found
}

fn came_back(failure: &PlanFailure, typed: HashMap<String, String>, lang: Lang) -> Said {
    let said = |words: String| Said { text: words, typed: typed.clone().into_iter().collect(), ..Said::default() };
    match failure {
        PlanFailure::No(NoPlan::Faults(faults)) => {
            let problems = faults
                .iter()
                .map(|(at, fault)| {
                    let (name, words) = fault_at(fault, lang);
                    let which = at.map(|at| format!("{} {}: ", pick(lang, "Rencana", "Aim"), at + 1)).unwrap_or_default();
                    (format!("{name}-{}", at.unwrap_or(0)), format!("{which}{words}"))
                })
                .collect();
            Said { problems, ..Said::default() }
        }
        PlanFailure::No(no) => said(no_plan(no, lang).to_owned()),
        PlanFailure::Unassessed(no) => said(no_assessment(no, lang)),
        PlanFailure::Other(failure) => said(failure.text(lang)),
    }
}

/// The box that an aim's fault is in, and its words.
fn fault_at(fault: &AimFault, lang: Lang) -> (&'static str, String) {
    let say = |id: &str, en: &str| if lang == Lang::Id { id.to_owned() } else { en.to_owned() };
    match fault {
        AimFault::TooFew(n) => ("hasil", format!("{} {n}", say("Jumlah rencana paling sedikit", "A plan has at least this many aims:"))),
        AimFault::TooMany(n) => ("hasil", format!("{} {n}", say("Jumlah rencana paling banyak", "A plan has at most this many aims:"))),
        AimFault::ResultShort => ("hasil", say("tulis yang akan dicapai dalam satu kalimat", "say in a sentence what is to be achieved")),
        AimFault::TooLong => ("hasil", say("terlalu panjang; ringkas menjadi paling banyak 500 huruf", "too long; at most 500 characters")),
        AimFault::Twice(first) => ("hasil", format!("{} {}", say("sama dengan rencana", "the same as aim"), first + 1)),
        AimFault::NoIndicator => ("ukuran", say("tulis paling sedikit satu ukuran", "say at least once how it is measured")),
        AimFault::IndicatorShort => ("ukuran", say("tulis apa yang diukur dalam beberapa kata", "say in some words what is measured")),
        AimFault::NoAspect => ("ukuran", say("pilih aspek ukurannya", "choose what the measure is about")),
        AimFault::NoUnit => {
            ("ukuran", say("target harus lebih dari nol dan punya satuan", "a target is more than nothing, and of something"))
        }
        AimFault::ServesNothing => (
            "mendukung",
            say(
                "pilih rencana atasan yang didukung, atau isi nomor surat perintahnya",
                "choose the superior's aim that it serves, or give the order",
            ),
        ),
        AimFault::ServesNone => (
            "mendukung",
            say("rencana atasan itu tidak berlaku lagi; pilih yang lain", "that aim of the superior holds no more; choose another"),
        ),
    }
}

fn no_plan(no: &NoPlan, lang: Lang) -> &'static str {
    match no {
        NoPlan::Faults(_) => "",
        NoPlan::NotSuperior => {
            pick(lang, "Hanya atasannya yang menyetujui dan menilai rencana ini", "Only the superior agrees to this plan and assesses it")
        }
        NoPlan::NotNow => pick(lang, "Tidak dapat dilakukan pada keadaan rencana ini sekarang", "Not as this plan stands now"),
        NoPlan::NoWords => pick(lang, "Tulis beberapa kata", "Write some words"),
    }
}

fn no_assessment(no: &NoAssessment, lang: Lang) -> String {
    match no {
        NoAssessment::NotNow => pick(
            lang,
            "Hanya rencana yang disetujui dan belum dinilai yang dapat dinilai",
            "Only what was agreed and not assessed yet can be assessed",
        )
        .to_owned(),
        NoAssessment::TooEarly(day) => format!("{} {}", pick(lang, "Penilaian dimulai", "It begins on"), words::date_long(*day, lang)),
        NoAssessment::Missing(_) => pick(lang, "Nilai setiap rencana", "Say of each aim how it stands").to_owned(),
        NoAssessment::NoBehaviour => pick(lang, "Nilai perilakunya", "Say how behaviour stands").to_owned(),
        NoAssessment::NoWords => pick(lang, "Tulis alasan penilaiannya", "Say why").to_owned(),
        NoAssessment::NoWord => pick(lang, "Matriks daerah tidak memuat predikatnya", "The region's matrix has no word for it").to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aims_are_read_as_they_were_typed_and_empty_ones_dropped() {
        let pairs = [
            ("hasil-0", "Surat dinas tersusun rapi"),
            ("ukuran-0-0", "Surat yang selesai"),
            ("target-0-0", "1.200"),
            ("satuan-0-0", "surat"),
            ("kode-0", "a01, A05;"),
            ("id-1", "00000000-0000-0000-0000-000000000007"),
            ("hasil-1", ""),
            ("ukuran-1-0", "Arsip yang tertata"),
            ("hasil-2", ""),
            ("hasil-4", "Yang di belakang celah tidak terbaca"),
        ];
        let typed = pairs.into_iter().map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
        let found = aims(&typed);
        assert_eq!(found.len(), 1, "one that was emptied is dropped: {found:?}");
        assert_eq!((found[0].codes.clone(), found[0].indicators[0].target), (vec!["A01".to_owned(), "A05".to_owned()], Some(1_200)));
    }
}
