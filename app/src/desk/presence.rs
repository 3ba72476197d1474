//! Who is at a case: who works on it, and who else has it open. Asked for again and again while the page is open, which also
//! says that its reader is still there.
#[cfg(feature = "ssr")]
use super::{case_view::WorkView, here::Here};
use crate::{error::AppError, wire::Wire};
#[cfg(feature = "ssr")]
use domain::{
    case::{CaseState, last_day},
    words,
    words::Lang,
};
use leptos::prelude::*;

/// Who is at a case, in one line, for an officer whose page is open; empty where nobody else is.
///
/// **Needs**: a post in the region. **Errors**: `NotFound`, `SignedOut`, `Forbidden`, `Unavailable`.
#[server(endpoint = "desk/presence", output = Wire)]
pub async fn presence(region: String, number: String) -> Result<String, AppError> {
    let here = Here::of_page(&region)?;
    let number = super::here::number(&number)?;
    let cases = here.engine.cases();
    let state = cases.open(&here.pack, &here.visitor, &number).await?.state;
    Ok(in_words(&here, &cases.presence(&here.pack, &here.visitor, &state).await?))
}

/// One line on who works on it and who else has it open; empty where nobody does.
#[cfg(feature = "ssr")]
pub(super) fn in_words(here: &Here, presence: &engine::Presence) -> String {
    let say = |id: &'static str, en: &'static str| if here.lang == Lang::Id { id } else { en };
    let works = presence.works.as_ref().filter(|(who, _, _)| *who != here.person.account).map(|(_, name, until)| {
        let until = until.map(|u| format!(" {} {}", say("sampai pukul", "until"), words::time(u, here.pack.zone(), here.lang)));
        format!("{name} {}{}.", say("mengerjakan berkas ini", "works on this case"), until.unwrap_or_default())
    });
    let looks =
        (!presence.looks.is_empty()).then(|| format!("{} {}.", say("Sedang dibuka juga oleh", "Also open at"), presence.looks.join(", ")));
    works.into_iter().chain(looks).collect::<Vec<_>>().join(" ")
}

/// What an officer can change about who works on a case.
#[cfg(feature = "ssr")]
pub(crate) fn work_view(here: &Here, state: &CaseState, presence: &engine::Presence, hands: engine::Hands) -> WorkView {
    let time = |at| words::time(at, here.pack.zone(), here.lang);
    let at = here.engine.now();
    let last = last_day(&here.pack, state, at);
    WorkView {
        works: presence.works.as_ref().map(|(_, name, until)| (name.clone(), until.map(time))),
        mine: presence.works.as_ref().is_some_and(|(who, _, _)| *who == here.person.account),
        may_take: hands.may_take,
        may_divide: hands.may_divide,
        lease: time(at.plus_ms(i64::from(here.pack.desk.lease_minutes) * 60_000)),
        colleagues: hands.colleagues.into_iter().map(|(id, name)| (id.0.to_string(), name)).collect(),
        held_until: state.held_until.filter(|_| state.is_held_on(here.today())).map(|day| words::date(day, here.lang)),
        days: (here.today().plus_days(1).to_string(), Some(last.to_string())),
    }
}
