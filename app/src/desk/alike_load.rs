//! Puts cases that are alike side by side, in words: what the ways compare, what was asked and given, and what was found.
use super::{answers::Reader, case_view::AlikeView, here::Here};
use domain::{
    case::CaseState,
    form::{Areas, Check},
    money::Rupiah,
    number::CaseNumber,
    pack::Service,
    people::Actor,
    time::Instant,
    words::{self, Lang},
};
use engine::{Alike, Failure};
use serde_json::Value;

/// Pairs whose other side is read whole; the others show what lists know of them.
const WHOLE: usize = 20;

/// What is compared, here and there, and whether it is the same.
type Side = (String, String, String, bool);

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
        let mut sides = known(here, state, &alike);
        if i < WHOLE {
            let other = cases.open(&here.pack, &here.visitor, &alike.case.number).await?.state;
            sides.extend(answered(here, reader, service, state, &other, &alike));
        }
        let decided = state.compared.iter().find(|c| c.other == alike.case.number).map(|c| {
            let (role, at) = &c.by;
            let by = reader.who(&Actor { role: role.clone(), ..Actor::system() });
            (c.double, c.reason.clone(), format!("{by} · {}", words::date_time(*at, here.pack.zone(), here.lang)))
        });
        views.push(AlikeView {
            number: alike.case.number.to_string(),
            same: alike.ways.iter().map(|way| way.label.get(here.lang).to_owned()).collect(),
            sides,
            has_to_be_explained: alike.has_to_be_explained(),
            decided,
        });
    }
    Ok(views)
}

/// What lists know of both.
fn known(here: &Here, state: &CaseState, alike: &Alike) -> Vec<Side> {
    let say = |id: &str, en: &str| if here.lang == Lang::Id { id } else { en }.to_owned();
    let (pack, case) = (&here.pack, &alike.case);
    let programme = |service: &str, year: i32| {
        let name = pack.service(service).map(|s| s.name.get(here.lang).to_owned()).unwrap_or_default();
        format!("{name} · {year}")
    };
    let rupiah = |n: Option<i64>| n.and_then(|n| Rupiah::try_from(n).ok()).map(|r| r.to_string()).unwrap_or_default();
    let day = |at: Instant| words::date(at.day(pack.zone()), here.lang);
    let there = pack.service(&case.service).and_then(|s| s.stage(&case.stage)).map(|s| s.label.get(here.lang).to_owned());
    let approved = domain::case::money(pack, state).approved;
    let side = |label: String, mine: String, theirs: String| {
        let same = !mine.is_empty() && mine == theirs;
        (label, mine, theirs, same)
    };
    vec![
        side(
            say("Program dan tahun", "Programme and year"),
            programme(&state.service, state.fiscal_year),
            programme(&case.service, case.fiscal_year),
        ),
        side(say("Diajukan", "Handed in"), day(state.submitted_at), day(case.submitted_at)),
        side(say("Kegiatan", "Activity"), state.title.clone(), case.title.clone()),
        side(say("Nilai yang diajukan", "Asked for"), rupiah(state.requested.map(Rupiah::rupiah)), rupiah(case.requested)),
        side(say("Nilai yang disetujui", "Granted"), rupiah(approved), rupiah(case.approved)),
        side(say("Tahap", "Stage"), pack.stage_label(state).get(here.lang).to_owned(), there.unwrap_or_default()),
    ]
}

/// What the ways compare, as each of the two services asks for it. Sealed answers are masked on both sides, and masked texts
/// can be equal where the answers are not: whether they are the same, the ways say.
fn answered(here: &Here, reader: &Reader<'_>, service: &Service, state: &CaseState, other: &CaseState, alike: &Alike) -> Vec<Side> {
    let Some(there) = here.pack.service(&other.service) else { return vec![] };
    let (mine, theirs) = (facts(here, service, state), facts(here, there, other));
    let mut sides: Vec<Side> = Vec::new();
    for way in &service.alike {
        let Some(way_there) = there.alike.iter().find(|w| w.key == way.key) else { continue };
        let same = alike.ways.iter().any(|found| found.key == way.key);
        for (key, key_there) in way.fields.iter().zip(&way_there.fields) {
            let (Some(field), Some(field_there)) = (service.form.field(key), there.form.field(key_there)) else { continue };
            let label = field.label.get(here.lang).to_owned();
            if sides.iter().all(|(known, ..)| *known != label) {
                let texts = (reader.line(field, &state.answers, &mine), reader.line(field_there, &other.answers, &theirs));
                sides.push((label, texts.0, texts.1, same));
            }
        }
    }
    sides
}

fn facts(here: &Here, service: &Service, state: &CaseState) -> Value {
    let areas = &*here.pack as &dyn Areas;
    Check { form: &service.form, answers: &state.answers, documents: &state.documents, areas, today: here.today() }.facts()
}
