//! What officers send about who works on a case. What was typed into the decision comes with the button, and is there again.
use super::{
    act_form::{WORK, WORK_TO, WORK_UNTIL, WORK_WHY},
    case_view::Refused,
    kept::{self, Kept},
    posts::{next_after, problems_of, refused},
    sent::Sent,
    work::{HAND_OVER, HOLD, LET_GO, RESUME, TAKE},
};
use crate::{address::and, lang::pick, server::see};
use axum::response::Response;
use domain::{case::Refusal, form::Fault, people::AccountId, text::Text, time::Day, words};
use engine::Failure;

/// The boxes by their name in the domain.
const BOXES: [(&str, &str); 3] = [("reason", WORK_WHY), ("to", WORK_TO), ("until", WORK_UNTIL)];

/// Who works on a case, or that it is put aside.
pub(super) async fn work(mut sent: Sent) -> Response {
    if let Err(failure) = sent.keep_files().await {
        return sent.refused(&failure).await;
    }
    // What leaves this officer's pile leads on to the next case, which is looked up while the case still stands in the list.
    let next = match sent.text(WORK) {
        HAND_OVER | HOLD => next_after(&sent.here, &sent.pairs, &sent.number).await,
        _ => String::new(),
    };
    match change(&sent).await {
        Ok(Some(words)) => {
            let id = kept::keep(&sent.here.visitor, Kept::Done(words));
            see(&and(&next, &format!("selesai={id}")))
        }
        Ok(None) => sent.back(&BOXES.map(|(_, name)| name), "", "kerja").await,
        Err(failure) => {
            let lang = sent.lang();
            let name = |path: &str| BOXES.iter().find(|(of, _)| *of == path).map_or(path, |(_, b)| b).to_owned();
            let problems = match &failure {
                Failure::Refused(Refusal::TakenBy) => vec![(WORK_WHY.to_owned(), failure.text(lang))],
                Failure::Refused(Refusal::HeldTooLong { .. }) => vec![(WORK_UNTIL.to_owned(), failure.text(lang))],
                failure => problems_of(failure).iter().map(|p| (name(&p.path), p.line(lang))).collect(),
            };
            sent.again(Refused { action: WORK.to_owned(), problems, ..refused(&failure, &sent.pairs, lang) }).await
        }
    }
}

/// Does what the pressed button says; gives the word on it where the case is off this officer's hands.
async fn change(sent: &Sent) -> Result<Option<String>, Failure> {
    let (here, number) = (&sent.here, &sent.number);
    let said = |name: &str| sent.text(name).trim();
    let (cases, pack, why, lang) = (here.engine.cases(), &here.pack, said(WORK_WHY), here.lang);
    match said(WORK) {
        TAKE => cases.take(pack, &here.visitor, number, why).await.map(|_| None),
        LET_GO => cases.let_go(pack, &here.visitor, number).await.map(|_| None),
        RESUME => cases.hold(pack, &here.visitor, number, None, why).await.map(|_| None),
        HAND_OVER => {
            let to = said(WORK_TO).parse().map_err(|_| Failure::wrong("to", Text::new("Serahkan kepada", "Give it to"), Fault::Missing))?;
            cases.hand_over(pack, &here.visitor, number, AccountId(to), why).await?;
            Ok(Some(format!("{number} {}", pick(lang, "diserahkan", "was given on"))))
        }
        HOLD => {
            let day = Day::parse_loose(said(WORK_UNTIL))
                .map_err(|_| Failure::wrong("until", Text::new("Tunda sampai", "Put aside until"), Fault::Date))?;
            cases.hold(pack, &here.visitor, number, Some(day), why).await?;
            Ok(Some(format!("{number} {} {}", pick(lang, "ditunda sampai", "is put aside until"), words::date(day, lang))))
        }
        _ => Err(Failure::NotFound),
    }
}
