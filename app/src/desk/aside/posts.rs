//! What is sent of what stands beside a case. What was typed into the decision comes with the button, and is there again.
use super::{
    ANSWER, ASIDE, ASK, ASK_BY, ASK_CLOSED, ASK_WHAT, ASK_WHOM, EXTEND, EXTEND_DAYS, EXTEND_WHY, LABEL, LABELS, NOTE, NOTE_TEXT, NOTE_TO,
    REPLY, REPLY_KEY, TALK, TALK_TEXT, answer_box,
};
use crate::desk::{
    act_form::PUBLIC_NOTE,
    case_view::Refused,
    posts::{problems_of, refused, typed},
    sent::Sent,
};
use axum::response::Response;
use domain::{
    case::{Question, Refusal},
    people::{AccountId, AgencyKey},
    time::Day,
};
use engine::Failure;

/// Does what the pressed button says.
pub(crate) async fn send(mut sent: Sent) -> Response {
    if let Err(failure) = sent.keep_files().await {
        return sent.refused(&failure).await;
    }
    let pressed = sent.text(ASIDE).to_owned();
    if pressed == REPLY {
        return insert(&sent).await;
    }
    match change(&sent, &pressed).await {
        Ok(boxes) => {
            let boxes: Vec<&str> = boxes.iter().map(String::as_str).collect();
            sent.back(&boxes, "", if pressed == TALK { "pesan" } else { "catatan-petugas" }).await
        }
        Err(failure) => {
            let name = |path: &str| match path {
                "note" => NOTE_TEXT.to_owned(),
                "agency" => ASK_WHOM.to_owned(),
                "question" => ASK_WHAT.to_owned(),
                "due_on" => ASK_BY.to_owned(),
                "words" => TALK_TEXT.to_owned(),
                "reason" => EXTEND_WHY.to_owned(),
                "opinion" => asked(&pressed).map_or_else(String::new, answer_box),
                _ => LABELS.to_owned(),
            };
            let lang = sent.lang();
            let problems = match &failure {
                Failure::Refused(Refusal::NoExtension { .. }) => vec![(EXTEND_DAYS.to_owned(), failure.text(lang))],
                failure => problems_of(failure).iter().map(|p| (name(&p.path), p.line(lang))).collect(),
            };
            sent.again(Refused { action: ASIDE.to_owned(), problems, ..refused(&failure, &sent.pairs, lang) }).await
        }
    }
}

/// The version with which a question was asked, where the button answers one.
fn asked(pressed: &str) -> Option<u32> {
    pressed.strip_prefix(ANSWER)?.strip_prefix(':')?.parse().ok()
}

/// All values of a box that can be ticked more than once.
fn all<'s>(sent: &'s Sent, name: &str) -> impl Iterator<Item = &'s str> {
    let name = name.to_owned();
    sent.pairs.iter().filter(move |(n, _)| *n == name).map(|(_, value)| value.as_str())
}

/// Changes the case; gives the boxes that are done with.
async fn change(sent: &Sent, pressed: &str) -> Result<Vec<String>, Failure> {
    let (here, number) = (&sent.here, &sent.number);
    let (cases, pack, visitor) = (here.engine.cases(), &here.pack, &here.visitor);
    let done = |boxes: &[&str]| Ok(boxes.iter().map(|name| (*name).to_owned()).collect());
    match pressed {
        NOTE => {
            let named: Vec<AccountId> = all(sent, NOTE_TO).filter_map(|id| id.parse().ok().map(AccountId)).collect();
            cases.note(pack, visitor, number, sent.text(NOTE_TEXT), &named).await?;
            done(&[NOTE_TEXT, NOTE_TO])
        }
        TALK => {
            cases.say(pack, visitor, number, sent.text(TALK_TEXT)).await?;
            done(&[TALK_TEXT])
        }
        LABEL => {
            let labels: Vec<String> = all(sent, LABELS).map(str::to_owned).collect();
            cases.label(pack, visitor, number, &labels).await?;
            done(&[LABELS])
        }
        ASK => {
            let agency = AgencyKey(sent.text(ASK_WHOM).to_owned());
            // A day that can't be read is refused like one that is over.
            let by = Some(sent.text(ASK_BY)).filter(|by| !by.is_empty()).map(|by| Day::parse_loose(by).unwrap_or(Day::MIN));
            let confidential = !sent.text(ASK_CLOSED).is_empty();
            let question = Question { agency: &agency, text: sent.text(ASK_WHAT), confidential, due_on: by };
            cases.ask_opinion(pack, visitor, number, &question).await?;
            done(&[ASK_WHOM, ASK_WHAT, ASK_BY, ASK_CLOSED])
        }
        EXTEND => {
            let days = sent.text(EXTEND_DAYS).trim().parse().unwrap_or(0);
            cases.extend(pack, visitor, number, days, sent.text(EXTEND_WHY)).await?;
            done(&[EXTEND_DAYS, EXTEND_WHY])
        }
        pressed => {
            let asked = asked(pressed).ok_or(Failure::NotFound)?;
            let name = answer_box(asked);
            cases.give_opinion(pack, visitor, number, asked, sent.text(&name)).await?;
            done(&[&name])
        }
    }
}

/// Puts a sentence at hand behind what stands in the note for the applicant.
async fn insert(sent: &Sent) -> Response {
    let reply = sent.here.pack.desk.replies.iter().find(|reply| reply.key == sent.text(REPLY_KEY));
    let mut kept = Refused { typed: typed(&sent.pairs), ..Refused::default() };
    kept.typed.remove(REPLY_KEY);
    if let Some(reply) = reply {
        let note = kept.typed.entry(PUBLIC_NOTE.to_owned()).or_default();
        *note = [note.trim(), reply.text.get(sent.lang())].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ");
    }
    sent.again(kept).await
}
