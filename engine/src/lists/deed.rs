//! What moves a whole list with its cases: signing, approving, sending back; and giving one up.
use super::Lists;
use crate::{
    Failure, Visitor,
    budgets::{self, officer},
    keep::Kept,
    open::Inner,
    papers::{About, Papers},
};
use domain::{
    case::{self, CaseId, CaseState, Event, Input, Refusal},
    form::Kind,
    nominative::{self, Approval, ListEvent, NominativeList, Standing},
    number::SerialNumber,
    pack::Pack,
    people::Person,
    text::Text,
    time::{Day, Instant},
    words::{self, Lang},
};
use serde_json::{Value, json};
use std::{collections::BTreeMap, sync::Arc};
use store::notices::NewNotice;

/// A decision on a list; `seen` says what the page showed of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListDeed {
    /// To the head of the region.
    Sign {
        /// What was seen.
        seen: String,
        /// The day on the paper.
        on: Day,
    },
    /// Back to be drawn up again.
    SendBack {
        /// What was seen.
        seen: String,
        /// What should be other.
        reason: String,
    },
    /// Approved.
    Approve {
        /// What was seen.
        seen: String,
        /// The approval sheet.
        approval: Approval,
    },
    /// Given up.
    Drop {
        /// The list's version on the page.
        seen: u32,
        /// Why.
        reason: String,
    },
}

/// What a deed gives: the list's event, and those of its cases.
struct Done {
    event: ListEvent,
    after: NominativeList,
    moved: Vec<(CaseState, Event)>,
}

impl ListDeed {
    fn judge(&self, pack: &Pack, list: &NominativeList, cases: &[CaseState], person: &Person, at: Instant) -> Result<Done, Refusal> {
        let rule = pack.service(&list.service).and_then(|s| s.nominative.as_ref());
        let rule = rule.ok_or_else(|| Refusal::BrokenRule { detail: format!("{} has no lists", list.service) })?;
        let (event, action, reason) = match self {
            Self::Sign { seen, on } => (nominative::sign(pack, list, seen, *on, cases, person, at)?, Some(&rule.sign), None),
            Self::SendBack { seen, reason } => {
                (nominative::send_back(pack, list, seen, reason, cases, person, at)?, Some(&rule.send_back), Some(reason.trim()))
            }
            Self::Approve { seen, approval } => {
                (nominative::approve(pack, list, seen, approval, cases, person, at)?, Some(&rule.approve), None)
            }
            Self::Drop { seen, reason } => (nominative::drop_list(pack, list, *seen, reason, person, at)?, None, None),
        };
        let mut after = list.clone();
        after.apply(&event);
        let mut moved = Vec::new();
        for (i, entry) in list.entries.iter().enumerate() {
            let (Some(action), Some(state)) = (action, cases.iter().find(|c| c.id == entry.case)) else { continue };
            if nominative::standing(pack, list, entry, state) == Standing::Gone {
                continue;
            }
            let on_list = OnList {
                number: &after.number,
                edition: after.edition,
                signed_on: after.signed.as_ref().map(|(_, on)| *on),
                approved: after.approved.as_ref().map(|(sheet, on)| (sheet.as_str(), *on)),
                rank: i + 1,
                amount: entry.amount.rupiah(),
                reason,
            };
            let input = Input { seen: state.version, list: Some(on_list.facts()), ..Input::default() };
            let event = case::act(pack, state, person, action, &input, at).map_err(|refusal| {
                let line = |lang: Lang| format!("{}: {}", entry.number, refusal.text(lang));
                Refusal::ListChanged { what: vec![Text::new(line(Lang::Id), line(Lang::En))] }
            })?;
            moved.push((state.clone(), event));
        }
        Ok(Done { event, after, moved })
    }

    /// Whether what the list takes must be there.
    fn needs_budget(&self) -> bool {
        matches!(self, Self::Sign { .. } | Self::Approve { .. })
    }
}

/// What a case's boxes and rules read of its list.
pub(crate) struct OnList<'a> {
    pub(crate) number: &'a SerialNumber,
    pub(crate) edition: u32,
    pub(crate) signed_on: Option<Day>,
    pub(crate) approved: Option<(&'a str, Day)>,
    /// Its place, from 1.
    pub(crate) rank: usize,
    /// Whole rupiah.
    pub(crate) amount: i64,
    pub(crate) reason: Option<&'a str>,
}

impl OnList<'_> {
    pub(crate) fn facts(&self) -> Value {
        json!({
            "number": self.number.to_string(), "edition": self.edition, "rank": self.rank, "amount": self.amount,
            "reason": self.reason, "signed_on": self.signed_on.map(|on| on.to_string()),
            "sheet": self.approved.map(|(sheet, _)| sheet), "sheet_on": self.approved.map(|(_, on)| on.to_string()),
        })
    }
}

/// The list as a document that it is printed as; `person` names whom an anonymous case is about, on the one for officers.
fn document(
    pack: &Pack,
    list: &NominativeList,
    cases: &[CaseState],
    kind: &str,
    person: impl Fn(&CaseState) -> Option<String>,
) -> Option<About> {
    let service = pack.service(&list.service)?;
    let rule = service.nominative.as_ref()?;
    let kept = list.entries.iter().filter(|e| !list.without.contains(&e.number));
    let rows: Vec<Value> = kept
        .map(|entry| {
            // Where somebody lives or meets is not for a public paper: the village and the district stand for it.
            let case = cases.iter().find(|c| c.id == entry.case);
            let villages = service.form.fields().filter(|f| f.public && matches!(f.kind, Kind::Village { .. }));
            let village = villages.filter_map(|f| pack.village(case?.answers.text(&f.key))).next().map(str::to_owned);
            let district = entry.district.as_deref().and_then(|d| pack.district(d)).map(|d| d.name.clone());
            let place: Vec<String> = village.into_iter().chain(district).collect();
            let ladder = entry.ladder.iter().map(|(rung, rupiah)| (rung.clone(), json!(rupiah.to_string())));
            let mut row: serde_json::Map<String, Value> = ladder.collect();
            let named = case.and_then(&person).unwrap_or_else(|| entry.organisation.clone());
            let agency = entry.affair.as_deref().and_then(|a| pack.agency_of_affair(a)).and_then(|a| pack.agency(a));
            row.insert("name".into(), json!(named));
            row.insert("agency".into(), json!(agency.map(|a| a.name.get(Lang::Id))));
            row.insert("address".into(), json!(place.join(", ")));
            row.insert("use".into(), json!(entry.title));
            row.insert("amount".into(), json!(entry.amount.to_string()));
            row.insert("note".into(), json!(entry.number.to_string()));
            Value::Object(row)
        })
        .collect();
    let total = list.total();
    let on = |day: &Day| words::date_long(*day, Lang::Id);
    let facts = json!({"list": {
        "number": list.number.to_string(), "title": rule.title.get(Lang::Id), "short": rule.short, "kind": service.name.get(Lang::Id),
        "version": list.edition, "fiscal_year": list.fiscal_year, "rows": rows, "signer": rule.signer.get(Lang::Id),
        "signed_on": list.signed.as_ref().map(|(_, day)| on(day)),
        "sheet": list.approved.as_ref().map(|(sheet, _)| sheet), "approved_on": list.approved.as_ref().map(|(_, day)| on(day)),
        "total": {"figures": total.to_string(), "words": total.in_words()},
    }});
    Some(About {
        kind: kind.to_owned(),
        subject: format!("list:{}", list.number),
        facts,
        about: format!("{} {} · {} · {}", rule.short, list.number, service.name.get(Lang::Id), list.fiscal_year),
        amount: Some(total),
        signer: None,
    })
}

impl Lists {
    /// Decides on a list. Everything happens or nothing: the list, each of its cases, what they take of the budget.
    ///
    /// # Errors
    /// [`Failure::Refused`]: [`Refusal::ListChanged`] where anything is other than the person saw, [`Refusal::OverBudget`]
    /// or [`Refusal::NoBudget`] where the money is not there, and those of [`domain::nominative`].
    pub async fn decide(&self, pack: &Pack, visitor: &Visitor, number: &SerialNumber, deed: ListDeed) -> Result<NominativeList, Failure> {
        let person = officer(pack, visitor)?.clone();
        let list = store::lists::by_number(&self.0.db, pack.code(), number).await?.ok_or(Failure::NotFound)?;
        let at = self.0.now();
        // Judged before, so that a refusal costs the writer nothing and people's notices are ready.
        let ahead = deed.judge(pack, &list, &self.0.cases_of(pack, list.id).await?, &person, at)?;
        let mut notices = self.0.notices_of(pack, &ahead).await?;
        let (mut issuing, mut dividing) = (BTreeMap::new(), BTreeMap::new());
        for (before, event) in &ahead.moved {
            issuing.insert(before.id, self.0.issuing(pack, before, std::slice::from_ref(event)).await?);
            let mut after = before.clone();
            after.apply(event);
            if let Some(divided) = self.0.dividing(pack, Some(before), &after).await? {
                dividing.insert(before.id, divided);
            }
        }
        let rule = pack.service(&list.service).and_then(|s| s.nominative.as_ref()).filter(|_| deed.needs_budget());
        let kinds: Vec<String> = rule.map(|r| r.document.iter().chain(&r.office_document).cloned().collect()).unwrap_or_default();
        let mut ready = Vec::with_capacity(kinds.len());
        for kind in kinds {
            let of_kind = Papers(self.0.clone()).ready(pack, &kind).await?;
            ready.push((kind, of_kind));
        }
        let (of, inner) = (self.0.pack_of(pack.code()).ok_or(Failure::NotFound)?, self.0.clone());
        self.0
            .db
            .write_in(pack.code(), move |tx| {
                Box::pin(async move {
                    if deed.needs_budget() {
                        store::budgets::lock(tx, of.code(), &list.service, list.fiscal_year).await?;
                    }
                    let list = store::lists::for_update(tx, of.code(), list.id).await?.ok_or(Failure::NotFound)?;
                    let cases: Vec<CaseState> =
                        store::lists::cases_in(tx, of.code(), list.id).await?.into_iter().map(|c| c.state).collect();
                    let done = deed.judge(&of, &list, &cases, &person, at)?;
                    for (before, event) in done.moved {
                        let event = crate::keep::sealed(&inner.seal(of.code()), &of, &before.service, before.id.0, event);
                        let notices = notices.remove(&before.id).unwrap_or_default();
                        let kept = Kept { notices, of_list: true, ..Kept::of(before, event) };
                        if let Some(issuing) = issuing.get(&kept.after.id) {
                            issuing.follow(tx, &of, &kept.after, &kept.event).await?;
                        }
                        let divided = dividing.get(&kept.after.id);
                        kept.go_on(tx, &of, divided).await?;
                    }
                    if deed.needs_budget() {
                        let affairs = done.after.entries.iter().map(|e| e.affair.as_deref()).collect::<std::collections::BTreeSet<_>>();
                        budgets::covers(tx, &of, &list.service, list.fiscal_year, affairs).await?;
                    }
                    store::lists::commit(tx, of.code(), &done.event, &done.after).await?;
                    for (kind, ready) in &ready {
                        let about = document(&of, &done.after, &cases, kind, |case| inner.named_on(&of, kind, case));
                        if let Some(about) = about {
                            ready.issue(tx, &of, &about).await?;
                        }
                    }
                    Ok::<_, Failure>(done.after)
                })
            })
            .await
    }
}

impl Inner {
    /// What the applicants of a list's cases are told, by case.
    async fn notices_of(self: &Arc<Self>, pack: &Pack, done: &Done) -> Result<BTreeMap<CaseId, Vec<NewNotice>>, Failure> {
        let mut all = BTreeMap::new();
        for (before, event) in &done.moved {
            let mut after = before.clone();
            after.apply(event);
            all.insert(before.id, self.case_notice(pack, &after, after.applicant, None).await?);
        }
        Ok(all)
    }
}
