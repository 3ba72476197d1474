//! What is sent from the page of who works on what: a pile to be given on, an absence, that somebody is back.
use super::{
    here::Here,
    team::{BY_LOAD, BY_ROTATION, Given},
};
use crate::{
    citizen::typed::Typed,
    lang::{of_headers, pick},
    server::{Flash, in_query, see},
};
use axum::{
    Extension, Router,
    extract::{Form, Path},
    response::{IntoResponse, Response},
    routing::post,
};
use domain::{
    form::{Fault, Problem},
    number::CaseNumber,
    people::{AccountId, AgencyKey},
    region::Slug,
    text::Text,
    time::Day,
    words::{self, Lang},
    workflow::Division,
};
use engine::{Engine, Failure, To, Visitor};
use http::{HeaderMap, StatusCode};

/// The handlers.
pub(super) fn posts() -> Router {
    Router::new()
        .route("/{region}/meja/tim/bagi", post(divide))
        .route("/{region}/meja/tim/absen", post(note))
        .route("/{region}/meja/tim/kembali", post(back))
}

type Pairs = Vec<(String, String)>;

fn text<'p>(pairs: &'p Pairs, name: &str) -> &'p str {
    pairs.iter().rev().find(|(key, _)| key == name).map_or("", |(_, text)| text.trim())
}

fn missing(path: &str, label: Text) -> Failure {
    Failure::Invalid { problems: vec![Problem { path: path.to_owned(), label, fault: Fault::Missing }] }
}

/// Back to the page: with what was done, or with what was typed and why it was not done. `boxes` are the names that the domain
/// has for the page's boxes.
fn answer(region: &str, pairs: Pairs, done: Result<Given, Failure>, boxes: &[(&str, &str)], lang: Lang) -> Response {
    let Ok(slug) = region.parse::<Slug>() else { return StatusCode::NOT_FOUND.into_response() };
    let here = format!("/{}/meja/tim", slug.as_str());
    match done {
        Ok(given) => see(&format!("{here}?kata={}", Flash::put(serde_json::to_string(&given).unwrap_or_default()))),
        Err(Failure::SignedOut) => see(&format!("/masuk?kembali={}", in_query(&here))),
        Err(Failure::Invalid { problems }) => {
            let mut typed = Typed::wrong(pairs, &problems, lang);
            for (path, _) in &mut typed.problems {
                if let Some((_, name)) = boxes.iter().find(|(of, _)| of == path) {
                    *path = (*name).to_owned();
                }
            }
            see(&format!("{here}?kembali={}", typed.keep()))
        }
        Err(failure) => {
            let typed = Typed { pairs, message: Some(failure.text(lang)), ..Typed::default() };
            see(&format!("{here}?kembali={}", typed.keep()))
        }
    }
}

async fn divide(
    Extension(engine): Extension<Engine>,
    Extension(visitor): Extension<Visitor>,
    Path(region): Path<String>,
    headers: HeaderMap,
    Form(pairs): Form<Pairs>,
) -> Response {
    let lang = of_headers(&headers);
    let done = async {
        let here = Here::new(engine, visitor, &region, lang)?;
        let mut from = text(&pairs, "from").splitn(3, '/');
        let whose = || missing("from", Text::new("Tumpukan siapa", "Whose pile"));
        let (Some(role), Some(agency), Some(Ok(account))) = (from.next(), from.next(), from.next().map(str::parse)) else {
            return Err(whose());
        };
        let to = match text(&pairs, "to") {
            BY_LOAD => To::Rule(Division::Load),
            BY_ROTATION => To::Rule(Division::Rotation),
            one => To::One(AccountId(one.parse().map_err(|_| missing("to", Text::new("Kepada", "To")))?)),
        };
        let desk = here.engine.desk();
        let pile = (role, &AgencyKey(agency.to_owned()), AccountId(account));
        let moved = desk.give_on(&here.pack, &here.visitor, pile, to, text(&pairs, "why")).await?;
        let names: Vec<(AccountId, String)> =
            desk.team(&here.pack, &here.visitor).await?.desks.into_iter().flat_map(|d| d.members).map(|m| (m.account, m.name)).collect();
        let well = moved.iter().filter(|(_, given)| given.is_ok()).count();
        let count = |n: usize| words::number(i64::try_from(n).unwrap_or(i64::MAX), lang);
        let line = |(number, given): (CaseNumber, Result<AccountId, Failure>)| match given {
            Ok(to) => (number.to_string(), names.iter().find(|(a, _)| *a == to).map(|(_, n)| n.clone()).unwrap_or_default(), true),
            Err(failure) => (number.to_string(), failure.whole_text(lang), false),
        };
        let text = match lang {
            Lang::Id => format!("{} dari {} berkas diserahkan", count(well), count(moved.len())),
            Lang::En => format!("{} of {} cases were given on", count(well), count(moved.len())),
        };
        Ok(Given { text, lines: moved.into_iter().map(line).collect() })
    };
    let done = done.await;
    answer(&region, pairs, done, &[("reason", "why")], lang)
}

async fn note(
    Extension(engine): Extension<Engine>,
    Extension(visitor): Extension<Visitor>,
    Path(region): Path<String>,
    headers: HeaderMap,
    Form(pairs): Form<Pairs>,
) -> Response {
    let lang = of_headers(&headers);
    let done = async {
        let here = Here::new(engine, visitor, &region, lang)?;
        let who = text(&pairs, "who").parse().map_err(|_| missing("who", Text::new("Petugas", "Officer")))?;
        let day = |name: &str| Day::parse_loose(text(&pairs, name)).ok();
        let days = (day("since"), day("until"));
        here.engine.desk().note_absence(&here.pack, &here.visitor, AccountId(who), days, text(&pairs, "reason")).await?;
        Ok(Given { text: pick(lang, "Ketidakhadiran tercatat", "The absence is noted").to_owned(), lines: vec![] })
    };
    let done = done.await;
    answer(&region, pairs, done, &[("from", "since")], lang)
}

async fn back(
    Extension(engine): Extension<Engine>,
    Extension(visitor): Extension<Visitor>,
    Path(region): Path<String>,
    headers: HeaderMap,
    Form(pairs): Form<Pairs>,
) -> Response {
    let lang = of_headers(&headers);
    let done = async {
        let here = Here::new(engine, visitor, &region, lang)?;
        let id = text(&pairs, "id").parse().map_err(|_| Failure::NotFound)?;
        here.engine.desk().end_absence(&here.pack, &here.visitor, id).await?;
        Ok(Given { text: pick(lang, "Tercatat sudah masuk kembali", "Noted as back").to_owned(), lines: vec![] })
    };
    let done = done.await;
    answer(&region, pairs, done, &[], lang)
}
