//! What stands on a licence and on the papers around it: its term, the initials that it passed, the sum that was done, what a visit
//! found, what was entered with an act.
use super::{
    facts::Letter,
    said::{LANG, said},
};
use domain::{
    case::{CaseState, Event, Happening, Moved, Verdict},
    form::{Form, Kind},
    formula::{RoundingMode, Worked},
    money::Rupiah,
    pack::{Pack, Paper},
    time::Day,
    words,
    workflow::Effect,
};
use serde_json::{Value, json};

/// Whether silence granted it.
pub(super) fn deemed(pack: &Pack, state: &CaseState) -> bool {
    let key = pack.workflow_of(state).and_then(|w| w.deemed.as_ref()).map(|d| d.key.as_str());
    key.is_some_and(|key| state.visits.iter().any(|v| v.end.as_ref().is_some_and(|e| e.action == key)))
}

/// The facts, by the name under which templates read them.
pub(super) fn facts(letter: &Letter<'_>, state: &CaseState, event: &Event) -> Vec<(&'static str, Value)> {
    let (pack, paper) = (letter.pack, letter.paper);
    let moved = match &event.what {
        Happening::Moved(moved) => Some(moved.as_ref()),
        _ => None,
    };
    let mut found =
        vec![("licence", term(state)), ("initials", initials(pack, state)), ("details", details(pack, paper, state, letter.day()))];
    if let Some(moved) = moved {
        found.push(("entered", entered(pack, paper, state, moved, letter.day())));
        found.push(("checklist", checklist(pack, state, moved)));
        found.push(("visit", visit(pack, state, moved)));
    }
    if let Some(worked) = moved.and_then(|m| m.worked.as_deref()) {
        found.push(("worked", sum(letter, worked)));
    }
    found
}

fn term(state: &CaseState) -> Value {
    let Some(licence) = &state.licence else { return Value::Null };
    json!({
        "from": words::date_long(licence.from, LANG),
        "until": licence.until.map(|day| words::date_long(day, LANG)),
        "number": state.number.to_string(),
    })
}

/// Each office that passed the case on, and when; the last signs, and stands elsewhere.
fn initials(pack: &Pack, state: &CaseState) -> Value {
    let workflow = pack.workflow_of(state);
    let passed = state.visits.iter().filter_map(|visit| {
        let end = visit.end.as_ref().filter(|e| e.effect == Effect::Advance)?;
        let stage = workflow?.stage(&visit.stage).filter(|s| s.holder.role.is_some())?;
        Some(json!({ "stage": stage.label.get(LANG), "at": words::date(end.at.day(pack.zone()), LANG) }))
    });
    let mut all: Vec<Value> = passed.collect();
    all.pop();
    json!(all)
}

/// The answers that the licence prints besides.
fn details(pack: &Pack, paper: &Paper, state: &CaseState, today: Day) -> Value {
    let Some(service) = pack.service(&state.service) else { return json!([]) };
    let Some(rule) = service.licence.as_ref().filter(|rule| rule.paper == paper.key) else { return json!([]) };
    let fields = rule.prints.iter().filter_map(|key| service.form.field(key)).cloned().collect();
    lines(pack, paper, &Form::of_fields(fields), &state.answers, today)
}

/// What was entered with the act, but files.
fn entered(pack: &Pack, paper: &Paper, state: &CaseState, moved: &Moved, today: Day) -> Value {
    let action = pack.workflow_of(state).and_then(|w| w.action(&moved.from, &moved.action));
    let fields = action.map(|a| a.captures.iter().filter(|f| !matches!(f.kind, Kind::File { .. })).cloned().collect());
    lines(pack, paper, &Form::of_fields(fields.unwrap_or_default()), &moved.captured, today)
}

fn lines(pack: &Pack, paper: &Paper, form: &Form, answers: &domain::form::Answers, today: Day) -> Value {
    // What an officer wrote into a letter about the licence is for its reader, public or not.
    let shown = Paper { shows: form.fields().map(|f| f.key.clone()).collect(), ..paper.clone() };
    let said = said(pack, &shown, form, answers, today);
    let line = |field: &domain::form::Field| {
        let value = said.get(&field.key)?.as_str().filter(|text| !text.is_empty())?;
        Some(json!({ "label": field.label.get(LANG), "value": value }))
    };
    json!(form.fields().filter_map(line).collect::<Vec<_>>())
}

fn checklist(pack: &Pack, state: &CaseState, moved: &Moved) -> Value {
    let stage = pack.workflow_of(state).and_then(|w| w.stage(&moved.from));
    let line = |item: &domain::workflow::ChecklistItem| {
        let mark = moved.checklist.get(&item.key)?;
        let verdict = match mark.verdict {
            Verdict::Fits => "sesuai",
            Verdict::DoesNotFit => "tidak sesuai",
            Verdict::DoesNotApply => "tidak berlaku",
        };
        Some(json!({ "label": item.label.get(LANG), "verdict": verdict, "evidence": mark.evidence }))
    };
    json!(stage.map(|s| s.checklist.iter().filter_map(line).collect::<Vec<_>>()).unwrap_or_default())
}

/// How far from the declared place the visit and its pictures were, and who signed on the spot.
fn visit(pack: &Pack, state: &CaseState, moved: &Moved) -> Value {
    let action = pack.workflow_of(state).and_then(|w| w.action(&moved.from, &moved.action));
    let metres =
        |m: Option<u32>| m.map_or_else(|| "tanpa koordinat".to_owned(), |m| format!("{} meter", words::number(i64::from(m), LANG)));
    let distance = moved.measured.first().map(|m| metres(m.metres));
    let photos: Vec<Value> =
        moved.measured.iter().skip(1).enumerate().map(|(i, m)| json!({ "n": i + 1, "distance": metres(m.metres) })).collect();
    let signed = action.into_iter().flat_map(|a| &a.captures).filter(|f| matches!(f.kind, Kind::File { signature: true, .. }));
    let signature = |field: &domain::form::Field| {
        let document = moved.documents.of(&field.key).next()?;
        let ending = if document.media == "image/png" { "png" } else { "jpg" };
        Some(json!({ "label": field.label.get(LANG), "file": format!("{}.{ending}", document.hash) }))
    };
    let signatures: Vec<Value> = signed.filter_map(signature).collect();
    json!({ "distance": distance, "photos": photos, "signatures": signatures })
}

fn sum(letter: &Letter<'_>, worked: &Worked) -> Value {
    let line = |term: &domain::formula::Term, number: bool| {
        let value = if number { decimal(&term.value) } else { term.value.clone() };
        let unit = term.unit.as_ref().map(|u| format!(" {}", u.get(LANG))).unwrap_or_default();
        json!({ "label": term.label.get(LANG), "value": format!("{value}{unit}") })
    };
    let inputs = worked.inputs.iter().map(|t| line(t, true));
    let factors = worked.factors.iter().map(|t| line(t, true));
    let steps = worked.steps.iter().map(|t| line(t, true));
    let result = Rupiah::try_from(worked.result).unwrap_or_default();
    let way = match worked.rounding.mode {
        RoundingMode::Down => "ke bawah",
        RoundingMode::Up => "ke atas",
        RoundingMode::Nearest => "ke yang terdekat",
    };
    json!({
        "name": letter.pack.formula(&worked.formula).map(|f| f.name.get(LANG)),
        "version": worked.version.to_string(),
        "legal_base": worked.legal_base,
        "lines": inputs.chain(factors).chain(steps).collect::<Vec<_>>(),
        "result": result.to_string(),
        "words": result.in_words(),
        "rounding": format!("{way}, kelipatan {}", words::number(worked.rounding.to, LANG)),
        "bill": letter.paper.bills.then(|| grouped(&letter.number.to_string())),
    })
}

/// A decimal as Indonesians write it, where it is one.
fn decimal(text: &str) -> String {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    match whole.parse::<i64>() {
        Ok(n) if part.is_empty() => words::number(n, LANG),
        Ok(n) => format!("{},{part}", words::number(n, LANG)),
        Err(_) => text.to_owned(),
    }
}

/// The digits of a number in fours: by them it is paid.
fn grouped(number: &str) -> String {
    let digits: Vec<char> = number.chars().filter(char::is_ascii_digit).collect();
    digits.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}
