//! What is sent about many cases: which are chosen, what is done to each, that it is undone.
use super::{DEED, PICK, PICK_ALL, deed};
use crate::{
    address::{and, in_query},
    citizen::typed::{Typed, text},
    desk::{
        act::Act,
        act_form::{ACTION, REASON, WORK_TO, WORK_UNTIL, WORK_WHY},
        kept::{self, Kept},
        office::Office,
        queue::{self, LIST},
    },
    lang::pick,
    server::{Flash, away, see, to_sign_in},
};
use axum::{
    Router,
    extract::{Form, Path},
    response::Response,
    routing::post,
};
use domain::{
    batch::{Deed, MOST},
    case::Refusal,
    form::Fault,
    people::AccountId,
    text::Text,
    time::Day,
};
use engine::{Chosen, Failure};
use uuid::Uuid;

type Pairs = Vec<(String, String)>;

/// The handlers.
pub(in crate::desk) fn posts() -> Router {
    Router::new()
        .route("/{region}/meja/banyak", post(choose))
        .route("/{region}/meja/banyak/{batch}", post(order))
        .route("/{region}/meja/banyak/{batch}/batal", post(undo))
}

/// The page of a batch.
fn page_of(office: &Office, id: Uuid) -> String {
    office.page(&format!("meja/banyak/{id}"))
}

/// Keeps what was chosen of a list.
async fn choose(office: Office, Form(pairs): Form<Pairs>) -> Response {
    let filter = queue::asked_in(text(&pairs, LIST));
    let list = queue::list_href(office.slug.as_str(), &filter);
    let here = match office.here() {
        Ok(here) => here,
        Err(failure) => return away(&failure, &list),
    };
    let chosen = if text(&pairs, PICK_ALL).is_empty() {
        let picked = pairs.iter().filter(|(name, _)| name == PICK).take(MOST as usize);
        Chosen::These(picked.filter_map(|(_, number)| number.parse().ok()).collect())
    } else {
        Chosen::All
    };
    let query = queue::kept_query(&here.pack, &filter);
    match here.engine.cases().batches().choose(&here.pack, &here.visitor, &filter, &query, chosen).await {
        Ok(id) => see(&page_of(&office, id)),
        Err(failure) => {
            let words = match failure {
                Failure::NotFound => pick(
                    here.lang,
                    "Belum ada yang dipilih. Centang berkas di daftar lebih dulu.",
                    "Nothing is chosen. Tick cases in the list first.",
                )
                .to_owned(),
                failure => failure.whole_text(here.lang),
            };
            see(&and(&list, &format!("selesai={}", kept::keep(&here.visitor, Kept::Told(false, words)))))
        }
    }
}

/// Orders what is done to each.
async fn order(office: Office, Path((_, id)): Path<(String, Uuid)>, Form(mut pairs): Form<Pairs>) -> Response {
    let (lang, page) = (office.lang, page_of(&office, id));
    let ordered = async {
        let here = office.here()?;
        let deed = deed_of(&mut pairs)?;
        here.engine.cases().batches().order(&here.pack, &here.visitor, id, deed).await
    };
    match ordered.await {
        Ok(()) => see(&page),
        Err(Failure::SignedOut) => to_sign_in(&page),
        Err(failure) => {
            // A box is named by the page as the domain names it, but for those of who works on a case.
            let word = text(&pairs, DEED).to_owned();
            let acts = deed::acted(&word).is_some();
            let typed = match &failure {
                Failure::Refused(Refusal::NoReason) => {
                    Typed { problems: vec![(REASON.to_owned(), failure.text(lang))], ..Typed::came_back(pairs, &failure, lang) }
                }
                failure => Typed::came_back(pairs, failure, lang),
            };
            let typed = typed.renamed(|path| match path {
                "to" => Some(WORK_TO),
                "until" => Some(WORK_UNTIL),
                "reason" if !acts => Some(WORK_WHY),
                _ => None,
            });
            see(&format!("{page}?{DEED}={}&kembali={}#kesalahan", in_query(&word), typed.keep()))
        }
    }
}

/// The deed that a form asks for.
fn deed_of(pairs: &mut Pairs) -> Result<Deed, Failure> {
    let (word, why) = (text(pairs, DEED).to_owned(), text(pairs, WORK_WHY).to_owned());
    if let Some((service, stage, action)) = deed::acted(&word) {
        let (service, stage, action) = (service.to_owned(), stage.to_owned(), action.to_owned());
        pairs.push((ACTION.to_owned(), action.clone()));
        let input = Box::new(Act::from_pairs(pairs).input);
        return Ok(Deed::Act { service, stage, action, input });
    }
    match word.as_str() {
        deed::TAKE => Ok(Deed::Take { reason: why }),
        deed::LET_GO => Ok(Deed::LetGo),
        deed::RESUME => Ok(Deed::Resume),
        deed::HAND_OVER => {
            let to = text(pairs, WORK_TO).parse::<Uuid>();
            let to = to.map_err(|_| Failure::wrong("to", Text::new("Serahkan kepada", "Give them to"), Fault::Missing))?;
            Ok(Deed::HandOver { to: AccountId(to), reason: why })
        }
        deed::HOLD => {
            let until = Day::parse_loose(text(pairs, WORK_UNTIL));
            let until = until.map_err(|_| Failure::wrong("until", Text::new("Tunda sampai", "Put aside until"), Fault::Date))?;
            Ok(Deed::Hold { until, reason: why })
        }
        _ => Err(Failure::NotFound),
    }
}

/// Takes back what was ordered, while nobody has begun with it.
async fn undo(office: Office, Path((_, id)): Path<(String, Uuid)>) -> Response {
    let page = page_of(&office, id);
    let undone = async {
        let here = office.here()?;
        here.engine.cases().batches().undo(&here.pack, &here.visitor, id).await
    };
    match undone.await {
        Ok(true) => see(&page),
        Ok(false) => {
            let words = pick(office.lang, "Sudah terlambat: sudah mulai dijalankan.", "Too late: it has begun.");
            see(&format!("{page}?kata={}", Flash::put(words.to_owned())))
        }
        Err(failure) => away(&failure, &page),
    }
}
