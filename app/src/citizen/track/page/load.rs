//! What the page of a case says, read for whom it is.
use super::{ActView, LicenceView, Opening, TrackView, asked_by};
use crate::{
    citizen::licences::standing::{standing, tag},
    components::{issued::issued_to, talk::words_view},
    error::AppError,
};
use domain::{
    case::{CaseState, may_talk, offers, sent_back},
    form::Kind,
    licence::Status,
    pack::Pack,
    words::{self, Lang},
    workflow::{Effect, Stage, StageKind},
};

pub(super) async fn opening(region: String, number: String, said: (Option<String>, Option<String>)) -> Result<Opening, AppError> {
    match track(region.clone(), number.clone(), said).await {
        Ok(view) => Ok(Opening::Case(Box::new(view))),
        Err(AppError::NotFound | AppError::SignedOut) if crate::server::Asked::of_page(&region).is_ok() => {
            Ok(Opening::Locked { region, number })
        }
        Err(error) => Err(error),
    }
}

/// A case for whom it is, or for officers.
///
/// **Needs**: owner, shown receipt, or officer. **Errors**: `NotFound`.
async fn track(region: String, number: String, (flash, typed): (Option<String>, Option<String>)) -> Result<TrackView, AppError> {
    let asked = crate::server::Asked::of_page(&region)?;
    let (pack, lang, now) = (&asked.pack, asked.lang, asked.engine.now());
    let number = number.parse().map_err(|_| AppError::NotFound)?;
    let opened = asked.engine.cases().open(pack, &asked.visitor, &number).await?;
    let state = opened.state;
    let papers = issued_to(&asked.engine, pack, &asked.visitor, &number, lang).await;
    let owner = opened.standing == engine::Standing::Owner;
    let today = now.day(pack.zone());
    let (bills, _) = asked.engine.payments().of_case(pack, &asked.visitor, &number).await?;
    let bill = bills.into_iter().find(|b| b.status == engine::BillStatus::Open).filter(|_| owner && state.is_open());
    let licence = asked.engine.licences().of_case(pack, state.id).await?.map(|line| {
        let status = standing(&line, today);
        let term = match line.until {
            Some(until) => format!("{} – {}", words::date(line.from, lang), words::date(until, lang)),
            None => words::date(line.from, lang),
        };
        LicenceView {
            serial: line.serial.to_string(),
            status: status.label().get(lang).to_owned(),
            look: tag(status).to_owned(),
            term,
            after: following(pack, &state, owner, lang),
        }
    });
    let stage = pack.workflow_of(&state).and_then(|w| w.stage(&state.stage));
    let say = |id: &str, en: &str| if lang == Lang::Id { id.to_owned() } else { en.to_owned() };
    let office = state.agency.as_ref().and_then(|a| pack.agency(&a.0)).map_or_else(|| say("Anda", "You"), |a| a.name.get(lang).to_owned());
    let kind = stage.map(|s| s.kind).unwrap_or_default();
    let person = asked.engine.cases().acting_person(&asked.visitor, &state).await.ok();
    let acts: Vec<_> = person
        .filter(|_| owner)
        .map(|person| {
            offers(pack, &state, &person, now)
                .into_iter()
                .filter(|o| o.action.by_applicant && o.action.effect != Effect::Resubmit)
                .map(|o| ActView {
                    key: o.action.key.clone(),
                    label: o.action.label.get(lang).to_owned(),
                    tone: if o.action.effect == Effect::Withdraw { "bad".into() } else { String::new() },
                    page: o.action.needs_page(),
                    objects: o.action.effect == Effect::Object,
                    fields: o.action.captures.clone(),
                })
                .collect()
        })
        .unwrap_or_default();
    let said = if owner && state.words > 0 {
        engine::words_of(&asked.engine.cases().events(pack, &asked.visitor, &number).await?)
    } else {
        vec![]
    };
    // After a refusal the term is that of the objection, while one can be made.
    let due_on = state.due_on.filter(|_| state.is_open() || acts.iter().any(|a: &ActView| a.objects));
    Ok(TrackView {
        service: pack.service(&state.service).map(|s| s.brand.clone()).unwrap_or_default(),
        number: state.number.to_string(),
        version: state.version,
        organisation: state.organisation.clone(),
        title: state.title.clone(),
        date: words::date(state.submitted_at.day(pack.zone()), lang),
        tag: stage.map(|s| s.tag.get(lang).to_owned()).unwrap_or_default(),
        tag_class: match kind {
            StageKind::Work => "tag".into(),
            StageKind::Applicant => "tag wait".into(),
            StageKind::Done => "tag ok".into(),
            StageKind::Refused | StageKind::Withdrawn | StageKind::Lapsed => "tag bad".into(),
        },
        doing: stage.map(|s| s.doing.fill(lang, "office", &office)).unwrap_or_default(),
        by: due_on.map(|d| words::date_long(d, lang)),
        left: due_on.map(|d| words::workdays_left(pack.calendar().workdays_between(today, d), lang)),
        advice: stage.and_then(|s| s.advice.as_ref()).map_or_else(
            || {
                if kind == StageKind::Work {
                    say("Anda tidak perlu melakukan apa pun.", "You need not do anything.")
                } else {
                    String::new()
                }
            },
            |a| a.get(lang).to_owned(),
        ),
        items: state.items.iter().map(|i| (i.label.get(lang).to_owned(), asked_by(i, lang))).collect(),
        reminder: reminder(stage, &state, lang),
        lacks: sent_back(pack, &state).into_iter().map(str::to_owned).collect(),
        mend: owner && state.returned_from.is_some(),
        steps: crate::components::journey::steps(pack, &state, today, lang),
        rungs: crate::components::journey::rungs(pack, &state, lang),
        papers,
        bill: bill.map(|b| (b.code, b.amount.to_string())),
        licence,
        words: words_view(pack, said, lang),
        may_write: owner && may_talk(&state),
        typed: typed.as_deref().and_then(crate::server::Flash::get).unwrap_or_default(),
        turn: kind == StageKind::Applicant || acts.iter().any(|a| a.objects),
        acts,
        zone_minutes: pack.zone().offset_minutes(),
        at_words: words::time(now, pack.zone(), lang),
        seq: opened.seq,
        owner,
        message: flash.as_deref().and_then(crate::server::Flash::get),
        region,
    })
}

/// What can be asked for after a licence that may be followed: the word of its purpose and what it is called.
fn following(pack: &Pack, state: &CaseState, owner: bool, lang: Lang) -> Vec<(String, String)> {
    let alive = state.licence.as_ref().is_some_and(|l| l.status == Status::InForce) && !state.is_open();
    let service = pack.service(&state.service).filter(|_| owner && alive);
    let Some(rule) = service.and_then(|s| s.licence.as_ref()) else { return vec![] };
    let asked = rule.purpose.as_deref().and_then(|key| service?.form.field(key));
    let Some(Kind::Choice { options, .. }) = asked.map(|f| &f.kind) else { return vec![] };
    // The first is a licence of its own; what passes it on is asked for by whoever gets it.
    let later = options.iter().skip(1).filter(|o| !rule.transfers.contains(&o.key));
    later.map(|o| (o.key.clone(), o.label.get(lang).to_owned())).collect()
}

/// What a timer of the stage told its applicant last: whoever has no account reads it here.
fn reminder(stage: Option<&Stage>, state: &CaseState, lang: Lang) -> Option<String> {
    let key = state.reminded.last()?;
    let timer = stage?.timers.iter().find(|t| t.key == *key)?;
    Some(timer.notice.fill(lang, "due", &state.due_on.map(|d| words::date_long(d, lang)).unwrap_or_default()))
}
