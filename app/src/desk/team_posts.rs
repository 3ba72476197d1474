//! What is sent from the page of who works on what: a pile to be given on, an absence, that somebody is back.
use super::{
    here::Here,
    office::Office,
    team::{BY_LOAD, BY_ROTATION, Given},
};
use crate::{
    citizen::typed::{Typed, text},
    lang::pick,
    server::{Flash, see, to_sign_in},
};
use axum::{
    Router,
    extract::{Form, Path},
    response::Response,
    routing::post,
};
use domain::{
    form::Fault,
    number::CaseNumber,
    people::{AccountId, AgencyKey},
    text::Text,
    time::Day,
    words::{self, Lang},
    workflow::Division,
};
use engine::{Failure, To};

/// The handlers.
pub(super) fn posts() -> Router {
    Router::new().route("/{region}/meja/tim/{what}", post(change))
}

type Pairs = Vec<(String, String)>;

fn missing(path: &str, label: Text) -> Failure {
    Failure::wrong(path, label, Fault::Missing)
}

/// The page's boxes by the names that the domain has for them, for each thing that is sent.
fn boxes(what: &str) -> &'static [(&'static str, &'static str)] {
    match what {
        "bagi" => &[("reason", "why")],
        "absen" => &[("from", "since")],
        "tunjuk" => &[("account", "stand_in"), ("from", "begins"), ("until", "ends"), ("reason", "cause")],
        _ => &[],
    }
}

/// Does what was sent, and goes back to the page: with what was done, or with what was typed and why it was not done.
async fn change(office: Office, Path((_, what)): Path<(String, String)>, Form(pairs): Form<Pairs>) -> Response {
    let page = office.page("meja/tim");
    let done = async {
        let here = office.here()?;
        match what.as_str() {
            "bagi" => divide(&here, &pairs).await,
            "absen" => note(&here, &pairs).await,
            "kembali" => back(&here, &pairs).await,
            "tunjuk" => name(&here, &pairs).await,
            "akhiri" => end(&here, &pairs).await,
            _ => Err(Failure::NotFound),
        }
    };
    match done.await {
        Ok(given) => see(&format!("{page}?kata={}", Flash::put(serde_json::to_string(&given).unwrap_or_default()))),
        Err(Failure::SignedOut) => to_sign_in(&page),
        Err(failure) => {
            let renamed = |path: &str| boxes(&what).iter().find(|(of, _)| *of == path).map(|(_, name)| *name);
            let typed = Typed::came_back(pairs, &failure, office.lang).renamed(renamed);
            see(&format!("{page}?kembali={}", typed.keep()))
        }
    }
}

async fn divide(here: &Here, pairs: &Pairs) -> Result<Given, Failure> {
    let lang = here.lang;
    let mut from = text(pairs, "from").splitn(3, '/');
    let (Some(role), Some(agency), Some(Ok(account))) = (from.next(), from.next(), from.next().map(str::parse)) else {
        return Err(missing("from", Text::new("Tugas siapa", "Whose pile")));
    };
    let to = match text(pairs, "to") {
        BY_LOAD => To::Rule(Division::Load),
        BY_ROTATION => To::Rule(Division::Rotation),
        one => To::One(AccountId(one.parse().map_err(|_| missing("to", Text::new("Kepada", "To")))?)),
    };
    let desk = here.engine.desk();
    let pile = (role, &AgencyKey(agency.to_owned()), AccountId(account));
    let given = desk.give_on(&here.pack, &here.visitor, pile, to, text(pairs, "why")).await?;
    let got: Vec<AccountId> = given.moved.iter().filter_map(|(_, given)| given.as_ref().ok().copied()).collect();
    let names = desk.names(&here.pack, &here.visitor, &got).await?;
    let count = |n: usize| words::number(i64::try_from(n).unwrap_or(i64::MAX), lang);
    let text = match lang {
        Lang::Id => format!("{} dari {} berkas diserahkan", count(got.len()), count(given.moved.len())),
        Lang::En => format!("{} of {} cases were given on", count(got.len()), count(given.moved.len())),
    };
    let more = if given.more {
        pick(lang, ". Masih ada tugasnya yang tersisa: bagikan lagi", ". There is more on the pile: divide it again")
    } else {
        ""
    };
    let line = |(number, given): (CaseNumber, Result<AccountId, Failure>)| match given {
        Ok(to) => (number.to_string(), names.get(&to).cloned().unwrap_or_default(), true),
        Err(failure) => (number.to_string(), failure.whole_text(lang), false),
    };
    Ok(Given { text: format!("{text}{more}"), lines: given.moved.into_iter().map(line).collect() })
}

async fn note(here: &Here, pairs: &Pairs) -> Result<Given, Failure> {
    let who = text(pairs, "who").parse().map_err(|_| missing("who", Text::new("Petugas", "Officer")))?;
    let day = |name: &str| Day::parse_loose(text(pairs, name)).ok();
    let days = (day("since"), day("until"));
    here.engine.desk().note_absence(&here.pack, &here.visitor, AccountId(who), days, text(pairs, "reason")).await?;
    Ok(Given { text: pick(here.lang, "Ketidakhadiran tercatat", "The absence is noted").to_owned(), lines: vec![] })
}

async fn back(here: &Here, pairs: &Pairs) -> Result<Given, Failure> {
    let id = text(pairs, "id").parse().map_err(|_| Failure::NotFound)?;
    here.engine.desk().end_absence(&here.pack, &here.visitor, id).await?;
    Ok(Given { text: pick(here.lang, "Tercatat sudah masuk kembali", "Noted as back").to_owned(), lines: vec![] })
}

async fn name(here: &Here, pairs: &Pairs) -> Result<Given, Failure> {
    let Some((role, agency)) = text(pairs, "post").split_once('/') else {
        return Err(missing("post", Text::new("Jabatan", "Post")));
    };
    let who = text(pairs, "stand_in").parse().map_err(|_| missing("account", Text::new("Siapa yang menggantikan", "Who stands in")))?;
    let day = |name: &str| Day::parse_loose(text(pairs, name)).ok();
    let (agency, days) = (Some(AgencyKey(agency.to_owned())).filter(|key| !key.0.is_empty()), (day("begins"), day("ends")));
    let lent = (role, agency.as_ref());
    here.engine.desk().name_acting(&here.pack, &here.visitor, lent, AccountId(who), days, text(pairs, "cause")).await?;
    Ok(Given { text: pick(here.lang, "Pelaksana tugas tercatat", "Who stands in is noted").to_owned(), lines: vec![] })
}

async fn end(here: &Here, pairs: &Pairs) -> Result<Given, Failure> {
    let id = text(pairs, "id").parse().map_err(|_| Failure::NotFound)?;
    here.engine.desk().end_acting(&here.pack, &here.visitor, id).await?;
    Ok(Given { text: pick(here.lang, "Penugasan diakhiri", "It is taken back").to_owned(), lines: vec![] })
}
