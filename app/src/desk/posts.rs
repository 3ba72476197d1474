//! What officers send: a decision, the wish to read a sealed answer, a number to go to. Plain forms that are answered
//! with an address to go to, so that they work without scripts and a reload sends nothing twice.
use super::{
    act_form::{ACTION, Act, MORE_ITEMS, Pairs, SEEN},
    here::{Here, number},
    kept::{self, Kept},
    queue_load,
    view::Refused,
};
use axum::{
    Extension, Form, Router,
    extract::{Path, Query},
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use domain::{
    case::{CaseState, Refusal},
    form::{Fault, Problem},
    words::Lang,
};
use engine::{Engine, Failure, Visitor};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The desk's handlers; they need the session layer outside.
pub fn posts() -> Router {
    Router::new()
        .route("/{region}/meja/{number}/tindakan", post(act))
        .route("/{region}/meja/{number}/lihat", post(reveal))
        .route("/{region}/meja/buka", get(go_to))
}

#[derive(Deserialize)]
struct OfCase {
    region: String,
    number: String,
}

/// A decision on a case.
async fn act(
    Extension(engine): Extension<Engine>,
    Extension(visitor): Extension<Visitor>,
    Path(path): Path<OfCase>,
    headers: HeaderMap,
    Form(pairs): Form<Pairs>,
) -> Response {
    let lang = crate::lang::of_headers(&headers);
    let back = format!("/{}/meja/{}", path.region, path.number);
    let here = match Here::new(engine, visitor, &path.region, lang) {
        Ok(here) => here,
        // The session ended while the form was filled: it waits, and comes back after signing in.
        Err(failure) => return away(&failure, &back, &pairs, lang),
    };
    if pairs.iter().any(|(name, _)| name == MORE_ITEMS) {
        let more = Refused { typed: typed(&pairs), ..Refused::default() };
        return again(&here, &back, more);
    }
    match decide(&here, &path.number, &pairs).await {
        Ok(done) => see(&done),
        Err(Failure::SignedOut) => away(&Failure::SignedOut, &back, &pairs, lang),
        Err(failure) => again(&here, &back, refused(&failure, &pairs, lang)),
    }
}

/// Acts, and gives the address to go to: the next case of the list, or the list.
async fn decide(here: &Here, wanted: &str, pairs: &Pairs) -> Result<String, Failure> {
    let number = number(wanted)?;
    let act = Act::from_pairs(pairs);
    let before = here.engine.cases().open(&here.pack, &here.visitor, &number).await?.state;
    let act = act.asked_for(&captures(here, &before, pairs));
    // Where the list goes on is looked up while the case still stands in it.
    let next = queue_load::after(here, &number.to_string()).await.unwrap_or_default();
    let after = here.engine.cases().act(&here.pack, &here.visitor, &number, &act.action, &act.input).await?;
    let id = kept::keep(&here.visitor, Kept::Done(done_words(here, &after)));
    let region = &here.pack.region.slug;
    Ok(match next {
        Some(next) => format!("/{region}/meja/{next}?selesai={id}"),
        None => format!("/{region}/meja?selesai={id}"),
    })
}

/// The keys of what the pressed action asks for.
fn captures<'h>(here: &'h Here, state: &CaseState, pairs: &Pairs) -> Vec<&'h str> {
    let pressed = pairs.iter().rev().find(|(name, _)| name == ACTION).map_or("", |(_, key)| key);
    let action = here.pack.workflow_of(state).and_then(|w| w.action(&state.stage, pressed));
    action.map_or_else(Vec::new, |a| a.captures.iter().map(|f| f.key.as_str()).collect())
}

fn done_words(here: &Here, after: &CaseState) -> String {
    let reader = super::answers::Reader { pack: &here.pack, lang: here.lang, today: here.today() };
    let stage = here.pack.stage_label(after);
    let (number, stage) = (&after.number, stage.get(here.lang));
    match (after.outcome, here.lang) {
        (Some(outcome), _) => format!("{number}: {}", reader.outcome(outcome)),
        (None, Lang::Id) => format!("{number} diteruskan ke {} – {stage}", reader.office(after.agency.as_ref())),
        (None, Lang::En) => format!("{number} went to {} – {stage}", reader.office(after.agency.as_ref())),
    }
}

/// What came back, in words, with all that was typed.
fn refused(failure: &Failure, pairs: &Pairs, lang: Lang) -> Refused {
    let act = Act::from_pairs(pairs);
    let problems: &[Problem] = match failure {
        Failure::Invalid { problems } | Failure::Refused(Refusal::Invalid { problems }) => problems,
        _ => &[],
    };
    let legal_base = match failure {
        Failure::Refused(Refusal::Guard { legal_base, .. }) => legal_base.clone(),
        _ => problems.iter().find_map(|p| if let Fault::Rule { legal_base, .. } = &p.fault { legal_base.clone() } else { None }),
    };
    Refused {
        action: act.action,
        text: failure.text(lang),
        problems: problems.iter().map(|p| (p.path.clone(), p.line(lang))).collect(),
        legal_base,
        seen: matches!(failure, Failure::Refused(Refusal::Stale { .. })).then_some(act.input.seen),
        typed: typed(pairs),
    }
}

/// What was typed, by name. The version is not kept: whoever tries again decides on what the page shows then.
fn typed(pairs: &Pairs) -> BTreeMap<String, String> {
    pairs.iter().filter(|(name, _)| name != SEEN && name != ACTION && name != MORE_ITEMS).cloned().collect()
}

/// Back to the same page with what came back; the address has no more than the name under which it is kept.
fn again(here: &Here, back: &str, refused: Refused) -> Response {
    let id = kept::keep(&here.visitor, Kept::Refused(Box::new(refused)));
    see(&format!("{back}?salah={id}#keputusan"))
}

/// To the sign-in page, or to the page itself, which says why it can't be shown. What was typed is kept for whoever
/// signs in next from this browser's address.
fn away(failure: &Failure, back: &str, pairs: &Pairs, lang: Lang) -> Response {
    match failure {
        Failure::SignedOut => {
            let id = kept::keep(&Visitor::default(), Kept::Refused(Box::new(refused(failure, pairs, lang))));
            see(&format!("/masuk?kembali={back}%3Fsalah%3D{id}"))
        }
        _ => see(back),
    }
}

#[derive(Deserialize)]
struct Wanted {
    field: String,
}

/// Opens a sealed answer; the opening is itself an event. The answer is shown once.
async fn reveal(
    Extension(engine): Extension<Engine>,
    Extension(visitor): Extension<Visitor>,
    Path(path): Path<OfCase>,
    headers: HeaderMap,
    Form(wanted): Form<Wanted>,
) -> Response {
    let lang = crate::lang::of_headers(&headers);
    let back = format!("/{}/meja/{}", path.region, path.number);
    let opened = async {
        let here = Here::new(engine, visitor.clone(), &path.region, lang)?;
        here.engine.cases().reveal(&here.pack, &here.visitor, &number(&path.number)?, &wanted.field).await
    };
    match opened.await {
        Ok(value) => {
            let id = kept::keep(&visitor, Kept::Revealed(wanted.field.clone(), value));
            see(&format!("{back}?lihat={id}#isian-{}", wanted.field))
        }
        Err(Failure::SignedOut) => see(&format!("/masuk?kembali={back}")),
        Err(failure) => {
            let id = kept::keep(&visitor, Kept::Refused(Box::new(Refused { text: failure.text(lang), ..Refused::default() })));
            see(&format!("{back}?salah={id}"))
        }
    }
}

#[derive(Deserialize)]
struct GoTo {
    #[serde(default)]
    nomor: String,
}

/// The case of a number that was typed into the list's box.
async fn go_to(Path(region): Path<String>, Query(to): Query<GoTo>) -> Response {
    match number(&to.nomor) {
        Ok(number) => see(&format!("/{region}/meja/{number}")),
        Err(_) => see(&format!("/{region}/meja?nomor=salah")),
    }
}

fn see(address: &str) -> Response {
    Redirect::to(address).into_response()
}
