//! Made-up documents, to see before a pack goes live whether its templates can be printed: each kind with everything that a
//! case can have on it, and with next to nothing.
use super::{
    facts::{Letter, of_case},
    press::{Sheet, Template},
    print::qr,
    said::LANG,
};
use domain::{
    case::{CaseId, CaseState, Event, Happening, Submitted},
    form::{Answer, Answers, Documents, Field, Form, Kind},
    money::Rupiah,
    number::{CaseNumber, SerialNumber},
    pack::{Pack, Paper, Service},
    people::Actor,
    time::{Day, Instant},
};
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A sheet of each kind of document, for each service that issues it, made of plainly fictional facts; the same pack gives
/// the same sheets.
#[must_use]
pub fn samples(pack: &Pack) -> Vec<Sheet> {
    let mut sheets = Vec::new();
    for paper in &pack.papers {
        let services: Vec<&Service> = pack.services.iter().filter(|s| s.issues.iter().any(|i| i.key == paper.key)).collect();
        for service in &services {
            sheets.extend([true, false].iter().filter_map(|full| of_service(pack, paper, service, *full)));
        }
        if services.is_empty() {
            sheets.extend(of_list(pack, paper));
        }
    }
    sheets
}

/// A Monday morning.
fn at(pack: &Pack) -> Option<Instant> {
    Some(Instant::at(Day::new(2026, 11, 9)?, 9, 41, pack.zone()))
}

fn sheet(pack: &Pack, paper: &Paper, facts: impl FnOnce(&Letter<'_>) -> serde_json::Value) -> Option<Sheet> {
    let at = at(pack)?;
    let number = SerialNumber::new(&paper.prefix, pack.code(), 2026, 9_999_999).ok()?;
    let verify = format!("https://contoh.example/{}/verifikasi/{number}", pack.region.slug);
    let signatory = paper.signed_by.as_ref();
    let facts = facts(&Letter {
        pack,
        paper,
        number: &number,
        at,
        verify: verify.clone(),
        label: "Contoh, tidak ditandatangani",
        signatory: (signatory.map(|s| s.role.as_str()), signatory.map(|s| s.agency.as_str())),
        name: Some("Pejabat Contoh Rekaan"),
    });
    let (template, qr) = (Template::of(pack, &paper.template), qr(&verify));
    Some(Sheet { template, facts, qr, pictures: vec![], number: number.to_string(), issued_at: at, zone: pack.zone() })
}

fn of_service(pack: &Pack, paper: &Paper, service: &Service, full: bool) -> Option<Sheet> {
    let workflow = service.workflows.last()?;
    let answers = |form: &Form| if full { sample_answers(form) } else { Answers::default() };
    let (at, today) = (at(pack)?, Day::new(2026, 11, 9)?);
    let event = Event {
        version: 1,
        at,
        actor: Actor::system(),
        what: Happening::Submitted(Box::new(Submitted {
            service: service.key.clone(),
            workflow: workflow.version,
            number: CaseNumber::new(&service.prefix, 2026, 999_999).ok()?,
            applicant: None,
            keyed_by: None,
            answers: answers(&service.form),
            documents: Documents::default(),
            title: "Kegiatan contoh rekaan".to_owned(),
            organisation: "Yayasan Contoh Rekaan".to_owned(),
            district: None,
            amount: None,
            affair: None,
            fiscal_year: 2027,
            stage: workflow.start.clone(),
            agency: None,
            clock: None,
            due_on: Some(today),
            promised_on: today,
            judged: BTreeMap::new(),
            follows: None,
            together: vec![],
        })),
    };
    let mut state = CaseState::begin(CaseId(Uuid::nil()), &event)?;
    state.captured = answers(workflow.captures_form());
    if full {
        let amount = |rung: &String| domain::case::Amount::new(rung, sample_amount());
        state.amounts = workflow.amounts.iter().map(|r| amount(&r.key)).collect();
    }
    sheet(pack, paper, |letter| {
        let mut facts = of_case(letter, &state, &event, &BTreeMap::new());
        if full && let Some(happened) = facts.get_mut("event").and_then(|e| e.as_object_mut()) {
            let items: Vec<_> =
                (1..=3).map(|n| json!({ "label": format!("Berkas contoh {n}"), "reason": "Halaman kedua tidak terbaca.", "due_on": "Senin, 23 November 2026" })).collect();
            happened.extend([
                ("items".to_owned(), json!(items)),
                ("reason".to_owned(), json!("Berkas tidak lengkap")),
                ("note".to_owned(), json!("Catatan contoh.")),
                ("due_on".to_owned(), json!("Senin, 23 November 2026")),
            ]);
        }
        facts
    })
}

fn of_list(pack: &Pack, paper: &Paper) -> Option<Sheet> {
    let row = |n: u32| {
        json!({
            "name": format!("Yayasan Contoh Rekaan {n}"), "address": format!("Jalan Rekaan No. {n}"), "use": "Kegiatan contoh",
            "requested": "Rp 45.000.000", "evaluated": "Rp 42.000.000", "amount": "Rp 40.000.000", "note": "",
        })
    };
    sheet(pack, paper, |letter| {
        let mut facts = letter.head();
        if let Some(all) = facts.as_object_mut() {
            all.insert(
                "list".to_owned(),
                json!({
                    "number": "999/CONTOH/2026", "version": "1", "title": "Daftar contoh", "fiscal_year": "2027", "kind": "Uang",
                    "rows": (1..=30).map(row).collect::<Vec<_>>(),
                    "total": { "figures": "Rp 1.200.000.000", "words": "satu miliar dua ratus juta rupiah" },
                }),
            );
        }
        facts
    })
}

fn sample_amount() -> Rupiah {
    Rupiah::try_from(41_500_000).unwrap_or_default()
}

fn sample_answers(form: &Form) -> Answers {
    let mut answers = Answers::default();
    for field in form.fields() {
        match &field.kind {
            Kind::File { .. } | Kind::Computed { .. } => {}
            Kind::Rows { columns, .. } => {
                let row: BTreeMap<_, _> = columns.iter().filter_map(|c| Some((c.key.clone(), sample_answer(c)?))).collect();
                answers.0.insert(field.key.clone(), Answer::Rows(vec![row.clone(), row]));
            }
            _ => answers.set(field.key.clone(), sample_answer(field).unwrap_or_default()),
        }
    }
    answers
}

fn sample_answer(field: &Field) -> Option<String> {
    let text = match &field.kind {
        Kind::Rupiah { .. } => "41.500.000".to_owned(),
        Kind::Number { .. } => "60".to_owned(),
        Kind::Date { .. } => "2027-05-03".to_owned(),
        Kind::Choice { options, .. } => options.first().map(|o| o.key.clone())?,
        Kind::Confirm => "ya".to_owned(),
        Kind::Point { .. } => "-6.91470, 107.60980".to_owned(),
        Kind::LongText { .. } => "Kalimat contoh yang agak panjang, agar terlihat bagaimana barisnya terlipat di atas kertas.".to_owned(),
        Kind::Nik | Kind::Npwp | Kind::Phone | Kind::Email | Kind::BankAccount | Kind::HomeAddress => "•••••999".to_owned(),
        Kind::Computed { .. } | Kind::File { .. } | Kind::Rows { .. } => return None,
        Kind::Activity => "47111 · Kegiatan usaha contoh".to_owned(),
        Kind::Text { .. } | Kind::District | Kind::Village { .. } => field.label.get(LANG).to_owned(),
    };
    Some(text)
}
