//! What stands on a document: read off the case and its event when it is issued, and never again.
use super::{
    licence,
    said::{LANG, said},
};
use domain::{
    case::{Amount, CaseState, Event, Happening, Outcome},
    money::Rupiah,
    number::SerialNumber,
    pack::{Audience, Pack, Paper},
    people::AccountId,
    text::Text,
    time::{Day, Instant},
    words,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What everybody may check of a document: never a person's data.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// What it is called.
    pub title: Text,
    /// The office that issued it.
    pub office: Text,
    /// The role in whose name it is signed.
    pub role: Text,
    /// The organisation it is about; empty where there is none.
    #[serde(default)]
    pub organisation: String,
    /// The activity, or what else it is about.
    #[serde(default)]
    pub about: String,
    /// The case it is about.
    #[serde(default)]
    pub case: Option<String>,
    /// The amount on it, whole rupiah.
    #[serde(default)]
    pub amount: Option<Rupiah>,
}

/// What all documents of a region know.
pub(super) struct Letter<'a> {
    pub(super) pack: &'a Pack,
    pub(super) paper: &'a Paper,
    pub(super) number: &'a SerialNumber,
    pub(super) at: Instant,
    /// The address of its verification page.
    pub(super) verify: String,
    /// How its signature is called.
    pub(super) label: &'a str,
    /// Role and agency in whose name it is signed.
    pub(super) signatory: (Option<&'a str>, Option<&'a str>),
    /// The signatory's name, where the document may name them.
    pub(super) name: Option<&'a str>,
}

impl Letter<'_> {
    fn role(&self) -> Text {
        self.signatory.0.and_then(|key| self.pack.role(key)).map_or_else(Text::default, |r| r.label.clone())
    }

    fn office(&self) -> Text {
        let agency = self.signatory.1.and_then(|key| self.pack.agency(key));
        agency.map_or_else(|| self.pack.region.government.clone(), |a| a.name.clone())
    }

    pub(super) fn day(&self) -> Day {
        self.at.day(self.pack.zone())
    }

    /// Region, document and signer.
    pub(super) fn head(&self) -> Value {
        let (pack, paper, region) = (self.pack, self.paper, &self.pack.region);
        let letterhead = region.letterhead.as_ref();
        json!({
            "region": {
                "name": region.name,
                "government": region.government.get(LANG),
                "province": region.province,
                "lines": letterhead.map_or_else(Vec::new, |l| l.lines.clone()),
                "place": letterhead.map_or(region.name.as_str(), |l| l.place.as_str()),
            },
            "document": {
                "kind": paper.key,
                "title": paper.title.get(LANG),
                "number": self.number.to_string(),
                "issued_on": words::date(self.day(), LANG),
                "issued_on_long": words::date_long(self.day(), LANG),
                "issued_at": format!("{} {}", words::date_time(self.at, pack.zone(), LANG), pack.zone()),
                "legal_base": paper.legal_base,
                "verify": self.verify,
                "label": self.label,
            },
            "signer": { "role": self.role().get(LANG), "office": self.office().get(LANG), "name": self.name },
        })
    }

    pub(super) fn shown(&self) -> Shown {
        Shown { title: self.paper.title.clone(), office: self.office(), role: self.role(), ..Shown::default() }
    }
}

/// What a document about a case knows besides. The state's private answers are masked.
pub(super) fn of_case(letter: &Letter<'_>, state: &CaseState, event: &Event, names: &BTreeMap<AccountId, String>) -> Value {
    let (pack, paper) = (letter.pack, letter.paper);
    let zone = pack.zone();
    let today = letter.day();
    let service = pack.service(&state.service);
    let workflow = pack.workflow_of(state);
    let stage = workflow.and_then(|w| w.stage(&state.stage));
    let mut facts = letter.head();
    let mut put = |key: &str, value: Value| _ = facts.as_object_mut().and_then(|all| all.insert(key.to_owned(), value));
    put(
        "case",
        json!({
            "number": state.number.to_string(),
            "service": service.map(|s| s.name.get(LANG)),
            "brand": service.map(|s| s.brand.as_str()),
            "legal_base": service.map(|s| s.legal_base.as_str()),
            "title": state.title,
            "organisation": state.organisation,
            "district": state.district.as_deref().and_then(|d| pack.district(d)).map(|d| d.name.as_str()),
            "affair": state.affair.as_deref().map(|a| affair(pack, a)),
            "fiscal_year": state.fiscal_year.to_string(),
            "submitted_on": words::date(state.submitted_at.day(zone), LANG),
            "promised_on": words::date_long(state.promised_on, LANG),
            "stage": stage.map(|s| s.label.get(LANG)),
            "holder": state.agency.as_ref().and_then(|a| pack.agency(&a.0)).map(|a| a.name.get(LANG)),
            "due_on": state.due_on.map(|d| words::date_long(d, LANG)),
            "person": service.is_some_and(|s| s.lists.anonymous.is_some()),
            "objected": state.objected,
            "deemed": licence::deemed(pack, state),
        }),
    );
    put("answers", service.map_or(Value::Null, |s| said(pack, paper, &s.form, &state.answers, today)));
    put("captured", workflow.map_or(Value::Null, |w| said(pack, paper, w.captures_form(), &state.captured, today)));
    let rungs = workflow.map_or(&[][..], |w| &w.amounts);
    let ladder: BTreeMap<_, _> = rungs.iter().filter_map(|r| Some((r.key.clone(), money(state.amount(&r.key)?)))).collect();
    put("amounts", json!(ladder));
    put("approved", json!(rungs.iter().find(|r| r.approved).and_then(|r| state.amount(&r.key)).map(money)));
    put("event", happened(pack, state, event));
    for (key, value) in licence::facts(letter, state, event) {
        put(key, value);
    }
    put("decided", decided(letter, state, names));
    facts
}

fn money(amount: Rupiah) -> Value {
    json!({ "figures": amount.to_string(), "words": amount.in_words() })
}

fn affair<'p>(pack: &'p Pack, key: &'p str) -> &'p str {
    pack.affair(key).map_or(key, |c| c.label.get(LANG))
}

/// What happened, as a letter says it: what was done, from where, and why.
pub(crate) fn happened(pack: &Pack, state: &CaseState, event: &Event) -> Value {
    let zone = pack.zone();
    let at = format!("{} {zone}", words::date_time(event.at, zone, LANG));
    let Happening::Moved(moved) = &event.what else { return json!({ "at": at, "items": [] }) };
    let service = pack.service(&state.service);
    let action = service.and_then(|s| s.action(&moved.from, &moved.action));
    // What carries a refusal out, such as the letter, says why it was refused and where.
    let refusal = if moved.reason.is_none() && state.outcome == Some(Outcome::Refused) { refusal(state) } else { None };
    let (from, reason) = refusal.unwrap_or((&moved.from, moved.reason.as_deref()));
    let reason = reason.and_then(|key| service?.reasons.iter().find(|r| r.key == key));
    let due = moved.due_on.or(state.due_on);
    let items: Vec<_> = moved
        .items
        .iter()
        .map(|i| {
            let due = i.due_on.or(due).map(|d| words::date_long(d, LANG));
            json!({ "label": i.label.get(LANG), "reason": i.reason, "due_on": due })
        })
        .collect();
    json!({
        "at": at,
        "done": action.map(|a| a.done.get(LANG)),
        "legal_base": action.and_then(|a| a.legal_base.as_deref()),
        "from": service.and_then(|s| s.stage(from)).map(|s| s.label.get(LANG)),
        "reason": reason.map(|r| r.label.get(LANG)),
        "reason_base": reason.and_then(|r| r.legal_base.as_deref()),
        "note": moved.public_note,
        "items": items,
        "due_on": due.map(|d| words::date_long(d, LANG)),
    })
}

/// Where a case was refused and why.
fn refusal(state: &CaseState) -> Option<(&str, Option<&str>)> {
    let stage = state.refused_from.as_ref()?;
    let end = state.visits.iter().rev().filter(|v| v.stage == *stage).find_map(|v| v.end.as_ref())?;
    Some((stage, end.reason.as_deref()))
}

/// Who decided last before, and when: the office's mark on what the applicant signs after it.
fn decided(letter: &Letter<'_>, state: &CaseState, names: &BTreeMap<AccountId, String>) -> Value {
    let Some((account, stage)) = &state.decided_by else { return Value::Null };
    let zone = letter.pack.zone();
    let end = state.visits.iter().rev().filter(|v| v.stage == *stage).find_map(|v| v.end.as_ref());
    json!({
        "name": names.get(account).filter(|_| letter.paper.audience != Audience::Public),
        "at": end.map(|end| format!("{} {zone}", words::date_time(end.at, zone, LANG))),
    })
}

/// What everybody may check of a document about a case.
pub(super) fn shown_of_case(letter: &Letter<'_>, state: &CaseState) -> Shown {
    let approved = letter.pack.workflow_of(state).and_then(|w| w.amounts.iter().find(|r| r.approved)).and_then(|r| state.amount(&r.key));
    let last = state.last_amount().map(|Amount { rupiah, .. }| *rupiah);
    Shown {
        organisation: state.organisation.clone(),
        about: state.title.clone(),
        case: Some(state.number.to_string()),
        amount: approved.or(last),
        ..letter.shown()
    }
}
