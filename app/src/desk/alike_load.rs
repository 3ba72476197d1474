//! Puts cases that are alike side by side, in words: what the ways compare, what was asked and given, and what was found.
use super::{answers::Reader, case_view::AlikeView, here::Here};
use domain::{
    case::CaseState,
    form::{Areas, Check},
    number::CaseNumber,
    pack::Service,
    people::Actor,
    words::{self, Lang},
};
use engine::Failure;
use serde_json::Value;

/// Pairs whose other side is read whole; the others show what lists know of them.
const WHOLE: usize = 20;

/// The cases that are alike to one, each beside it.
pub(super) async fn side_by_side(
    here: &Here,
    reader: &Reader<'_>,
    service: &Service,
    state: &CaseState,
    number: &CaseNumber,
) -> Result<Vec<AlikeView>, Failure> {
    let cases = here.engine.cases();
    let mut views = Vec::new();
    for (i, alike) in cases.alike(&here.pack, &here.visitor, number).await?.into_iter().enumerate() {
        let other = match i < WHOLE {
            true => Some(cases.open(&here.pack, &here.visitor, &alike.case.number).await?.state),
            false => None,
        };
        let decided = state.compared.iter().find(|c| c.other == alike.case.number).map(|c| {
            let (role, at) = &c.by;
            let by = reader.who(&Actor { role: role.clone(), ..Actor::system() });
            (c.double, c.reason.clone(), format!("{by} · {}", words::date_time(*at, here.pack.zone(), here.lang)))
        });
        views.push(AlikeView {
            number: alike.case.number.to_string(),
            same: alike.ways.iter().map(|way| way.get(here.lang).to_owned()).collect(),
            sides: other.map(|other| sides(here, reader, service, state, &other)).unwrap_or_default(),
            has_to_be_explained: alike.has_to_be_explained(),
            decided,
        });
    }
    Ok(views)
}

/// What is compared, here and there. Sealed answers are masked on both sides.
fn sides(here: &Here, reader: &Reader<'_>, service: &Service, state: &CaseState, other: &CaseState) -> Vec<(String, String, String)> {
    let say = |id: &str, en: &str| if here.lang == Lang::Id { id } else { en }.to_owned();
    let pack = &here.pack;
    let there = pack.service(&other.service);
    let programme = |s: &CaseState| {
        let name = pack.service(&s.service).map(|s| s.name.get(here.lang).to_owned()).unwrap_or_default();
        format!("{name} · {}", s.fiscal_year)
    };
    let stage = |s: &CaseState| pack.stage_label(s).get(here.lang).to_owned();
    let sum = |s: &CaseState| s.last_amount().map(|a| a.rupiah.to_string()).unwrap_or_default();
    let asked = |s: &CaseState| s.requested.map(|r| r.to_string()).unwrap_or_default();
    let day = |s: &CaseState| words::date(s.submitted_at.day(pack.zone()), here.lang);
    let mut sides = vec![
        (say("Program dan tahun", "Programme and year"), programme(state), programme(other)),
        (say("Diajukan", "Handed in"), day(state), day(other)),
        (say("Kegiatan", "Activity"), state.title.clone(), other.title.clone()),
    ];
    let (mine, theirs) = (facts(here, Some(service), state), facts(here, there, other));
    let mut keys: Vec<&String> = service.alike.iter().flat_map(|way| &way.fields).collect();
    keys.dedup();
    for key in keys {
        let Some(field) = service.form.field(key) else { continue };
        let said = |service: Option<&Service>, s: &CaseState, facts: &Value| {
            let field = service.and_then(|service| service.form.field(key));
            field.map(|f| reader.line(f, &s.answers, facts)).unwrap_or_default()
        };
        sides.push((field.label.get(here.lang).to_owned(), said(Some(service), state, &mine), said(there, other, &theirs)));
    }
    sides.push((say("Nilai yang diajukan", "Asked for"), asked(state), asked(other)));
    sides.push((say("Nilai terakhir", "Latest amount"), sum(state), sum(other)));
    sides.push((say("Tahap", "Stage"), stage(state), stage(other)));
    sides
}

fn facts(here: &Here, service: Option<&Service>, state: &CaseState) -> Value {
    let Some(service) = service else { return Value::Null };
    let areas = &*here.pack as &dyn Areas;
    Check { form: &service.form, answers: &state.answers, documents: &state.documents, areas, today: here.today() }.facts()
}
