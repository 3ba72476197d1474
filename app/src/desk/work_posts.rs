//! What officers send about who works on a case. What was typed into the decision comes with the button, and is there again.
use super::{
    act::Pairs,
    act_form::{WORK, WORK_TO, WORK_UNTIL, WORK_WHY},
    case_view::Refused,
    decision_form::DecisionForm,
    here::Here,
    kept::{self, Kept},
    posts::{OfCase, again, away, keep_files, next_after, refused, typed, within},
    work::{HAND_OVER, HOLD, LET_GO, RESUME, TAKE},
};
use crate::{address::and, lang::pick, server::see};
use axum::{
    Extension,
    extract::Path,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use domain::{
    case::Refusal,
    form::{Fault, Problem},
    number::CaseNumber,
    people::AccountId,
    text::Text,
    time::Day,
    words,
};
use engine::{Engine, Failure, Visitor};

/// The boxes by their name in the domain.
const BOXES: [(&str, &str); 3] = [("reason", WORK_WHY), ("to", WORK_TO), ("until", WORK_UNTIL)];

/// Who works on a case, or that it is put aside.
pub(super) async fn work(
    Extension(engine): Extension<Engine>,
    Extension(visitor): Extension<Visitor>,
    Path(path): Path<OfCase>,
    headers: HeaderMap,
    form: DecisionForm,
) -> Response {
    let lang = crate::lang::of_headers(&headers);
    let Some((number, page)) = path.page() else { return StatusCode::NOT_FOUND.into_response() };
    let DecisionForm { pairs, files, failure } = form;
    let page = within(&page, &pairs);
    let here = match Here::new(engine, visitor, &path.region, lang) {
        Ok(here) => here,
        Err(failure) => return away(&failure, &page, &pairs, lang),
    };
    let kept = match failure {
        Some(failure) => Err(failure),
        None => keep_files(&here, &number, files).await,
    };
    if let Err(failure) = kept {
        return again(&here.visitor, &page, refused(&failure, &pairs, lang));
    }
    // Where the list goes on is looked up while the case still stands in it.
    let next = next_after(&here, &pairs, &number).await;
    match change(&here, &number, &pairs).await {
        // What leaves this officer's pile leads on to the next case, with a word on what became of it.
        Ok(Some(words)) => {
            let id = kept::keep(&here.visitor, Kept::Done(words));
            see(&and(&next, &format!("selesai={id}")))
        }
        Ok(None) => {
            let rest: Pairs = pairs.into_iter().filter(|(name, _)| BOXES.iter().all(|(_, b)| b != name)).collect();
            let typed = kept::keep(&here.visitor, Kept::Refused(Box::new(Refused { typed: typed(&rest), ..Refused::default() })));
            see(&format!("{}#kerja", and(&page, &format!("salah={typed}"))))
        }
        Err(failure) => {
            let name = |path: &str| BOXES.iter().find(|(of, _)| *of == path).map_or(path, |(_, b)| b).to_owned();
            let problems = match &failure {
                Failure::Invalid { problems } | Failure::Refused(Refusal::Invalid { problems }) => {
                    problems.iter().map(|p| (name(&p.path), p.line(lang))).collect()
                }
                Failure::Refused(Refusal::TakenBy) => vec![(WORK_WHY.to_owned(), failure.text(lang))],
                Failure::Refused(Refusal::HeldTooLong { .. }) => vec![(WORK_UNTIL.to_owned(), failure.text(lang))],
                _ => vec![],
            };
            again(&here.visitor, &page, Refused { action: WORK.to_owned(), problems, ..refused(&failure, &pairs, lang) })
        }
    }
}

/// Does what the pressed button says; gives the word on it where the case is off this officer's hands.
async fn change(here: &Here, number: &CaseNumber, pairs: &Pairs) -> Result<Option<String>, Failure> {
    let said = |name: &str| pairs.iter().rev().find(|(n, _)| n == name).map_or("", |(_, v)| v.trim());
    let (cases, pack, why, lang) = (here.engine.cases(), &here.pack, said(WORK_WHY), here.lang);
    let missing = |path: &str, label: Text, fault| Failure::Invalid { problems: vec![Problem { path: path.to_owned(), label, fault }] };
    match said(WORK) {
        TAKE => cases.take(pack, &here.visitor, number, why).await.map(|_| None),
        LET_GO => cases.let_go(pack, &here.visitor, number).await.map(|_| None),
        RESUME => cases.hold(pack, &here.visitor, number, None, why).await.map(|_| None),
        HAND_OVER => {
            let to = said(WORK_TO).parse().map_err(|_| missing("to", Text::new("Serahkan kepada", "Give it to"), Fault::Missing))?;
            cases.hand_over(pack, &here.visitor, number, AccountId(to), why).await?;
            Ok(Some(format!("{number} {}", pick(lang, "diserahkan", "was given on"))))
        }
        HOLD => {
            let day = Day::parse_loose(said(WORK_UNTIL))
                .map_err(|_| missing("until", Text::new("Tunda sampai", "Put aside until"), Fault::Date))?;
            cases.hold(pack, &here.visitor, number, Some(day), why).await?;
            Ok(Some(format!("{number} {} {}", pick(lang, "ditunda sampai", "is put aside until"), words::date(day, lang))))
        }
        _ => Err(Failure::NotFound),
    }
}
