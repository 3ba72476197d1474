//! Contracts of projects in the Open Contracting Data Standard (1.1): a release for each step that is on record, and a record that holds
//! them with what they come to. A project is one contracting process.
use super::{Here, between, joined, open};
use axum::body::Body;
use domain::{
    case::{CaseId, CaseState},
    form::Answers,
    pack::Service,
    project::{ContractRule, project},
    time::{Day, Instant},
};
use engine::{Contracting, Failure, gallery_of};
use futures::{Stream, stream};
use serde_json::{Value, json};

/// The version that the files follow.
const VERSION: &str = "1.1";

/// All projects, in pieces of text.
fn pieces(here: Here, write: fn(&Here, Contracting) -> Vec<Value>) -> impl Stream<Item = Result<String, Failure>> + Send {
    let begin: Option<(Option<(Instant, CaseId)>, bool)> = Some((None, true));
    stream::try_unfold((here, begin), move |(here, at)| async move {
        let Some((behind, first)) = at else { return Ok(None) };
        let (found, next) = here.asked.engine.transparency().contracts(&here.asked.pack, behind).await?;
        let values: Vec<Value> = found.into_iter().flat_map(|one| write(&here, one)).collect();
        let still_first = first && values.is_empty();
        let text = joined(values, first);
        Ok(Some((text, (here, next.map(|next| (Some(next), still_first))))))
    })
}

fn about(here: &Here, name: &str) -> Value {
    json!({
        "uri": format!("{}/transparansi/data/{name}", here.site),
        "version": VERSION,
        "publishedDate": here.asked.engine.now().iso(here.asked.pack.zone()),
        "license": super::LICENCE,
        "publicationPolicy": format!("{}/transparansi/data", here.site),
        "publisher": {"name": here.asked.pack.region.name, "uri": here.site},
    })
}

pub(super) fn releases(here: Here) -> Body {
    let begin = open(&about(&here, super::File::Releases.name()), "releases");
    between(begin, pieces(here, releases_of), "\n]}\n")
}

pub(super) fn records(here: Here) -> Body {
    let begin = open(&about(&here, super::File::Records.name()), "records");
    between(begin, pieces(here, |here, one| record(here, one).into_iter().collect()), "\n]}\n")
}

fn ocid(here: &Here, number: &str) -> String {
    format!("ocds-{}-{number}", here.region)
}

/// A release for each step after which the process is another one.
fn releases_of(here: &Here, one: Contracting) -> Vec<Value> {
    let Ok((service, rule)) = gallery_of(&here.asked.pack) else { return vec![] };
    let Some(contract) = &rule.contract else { return vec![] };
    let number = one.number.to_string();
    let mut before: Option<Value> = None;
    let mut found = Vec::new();
    for (at, version, state) in &one.steps {
        let sections = sections(here, service, contract, state);
        // A step that says nothing new of the contract is none.
        if before.as_ref() == Some(&sections) {
            continue;
        }
        let mut release = sections.clone();
        let tags = tags(before.as_ref(), &sections, state, service);
        put(&mut release, "ocid", json!(ocid(here, &number)));
        put(&mut release, "id", json!(format!("{number}-{version}")));
        put(&mut release, "date", json!(at.iso(here.asked.pack.zone())));
        put(&mut release, "tag", json!(tags));
        found.push(release);
        before = Some(sections);
    }
    found
}

fn record(here: &Here, one: Contracting) -> Option<Value> {
    let number = one.number.to_string();
    let releases = releases_of(here, one);
    let mut compiled = releases.last()?.clone();
    put(&mut compiled, "tag", json!(["compiled"]));
    put(&mut compiled, "id", json!(format!("{number}-compiled")));
    Some(json!({"ocid": ocid(here, &number), "releases": releases, "compiledRelease": compiled}))
}

fn put(object: &mut Value, key: &str, value: Value) {
    if let Some(object) = object.as_object_mut() {
        object.insert(key.to_owned(), value);
    }
}

/// What is new in a release.
fn tags(before: Option<&Value>, now: &Value, state: &CaseState, service: &Service) -> Vec<&'static str> {
    let is_new = |section: &str| now.get(section).is_some() && before.is_none_or(|before| before.get(section).is_none());
    let changed =
        |section: &str| before.is_some_and(|b| b.get(section).is_some()) && before.and_then(|b| b.get(section)) != now.get(section);
    let mut tags = Vec::new();
    if is_new("planning") {
        tags.push("planning");
    }
    if is_new("tender") {
        tags.push("tender");
    }
    if is_new("awards") {
        tags.push("award");
    }
    if is_new("contracts") {
        tags.push("contract");
    }
    if changed("contracts") {
        tags.push(if state.outcome.is_some() { "contractTermination" } else { "implementation" });
    }
    if tags.is_empty() {
        tags.push(match (changed("tender"), service.stage(&state.stage)) {
            (true, _) => "tenderUpdate",
            _ => "planningUpdate",
        });
    }
    tags
}

/// What a state says of the contract, as far as it is known by then.
fn sections(here: &Here, service: &Service, contract: &ContractRule, state: &CaseState) -> Value {
    let pack = &here.asked.pack;
    let of = project(pack, service, state).unwrap_or_default();
    let money = domain::case::money(pack, state);
    let value = |amount: i64| json!({"amount": amount, "currency": "IDR"});
    let day = |day: Day| json!(Instant::at(day, 0, 0, pack.zone()).iso(pack.zone()));
    let agency = state.affair.as_deref().and_then(|affair| pack.agency_of_affair(affair)).and_then(|key| pack.agency(key));
    let buyer = agency.map(|agency| json!({"id": format!("{}-{}", pack.code(), agency.key), "name": agency.name.id}));
    let supplier = (!of.contractor.is_empty())
        .then(|| json!({"id": format!("{}-penyedia-{}", pack.code(), plain(&of.contractor)), "name": of.contractor}));
    let with_role = |party: &Value, role: &str| {
        let mut party = party.clone();
        put(&mut party, "roles", json!([role]));
        party
    };
    let mut release = json!({"language": "id", "initiationType": "tender"});
    let parties: Vec<Value> =
        buyer.iter().map(|b| with_role(b, "buyer")).chain(supplier.iter().map(|s| with_role(s, "supplier"))).collect();
    put(&mut release, "parties", json!(parties));
    if let Some(buyer) = &buyer {
        put(&mut release, "buyer", buyer.clone());
    }
    let budget = state.amount(&contract.budget).map(i64::from).or(money.requested);
    let mut planning = json!({"budget": {"project": state.title, "projectID": state.number.to_string()}, "project": {"id": state.number.to_string(), "title": state.title}});
    if let Some(amount) = budget {
        put(&mut planning["budget"], "amount", value(amount));
    }
    put(&mut release, "planning", planning);
    let kept = |key: &str| text(&state.captured, key);
    let method = kept(&contract.method);
    if !of.procurement.is_empty() {
        let number = |key: &Option<String>| key.as_deref().and_then(|key| text(&state.captured, key).parse::<u32>().ok());
        let mut tender = json!({
            "id": of.procurement,
            "title": state.title,
            "status": if supplier.is_some() { "complete" } else { "active" },
            "mainProcurementCategory": "works",
        });
        if let Some(code) = contract.methods.get(&method) {
            put(&mut tender, "procurementMethod", json!(code));
            put(&mut tender, "procurementMethodDetails", json!(method));
        }
        if let Some(n) = number(&contract.bidders) {
            put(&mut tender, "numberOfTenderers", json!(n));
        }
        if let Some(amount) = budget {
            put(&mut tender, "value", value(amount));
        }
        put(&mut release, "tender", tender);
    }
    let signed = kept(&contract.number);
    if let (Some(supplier), Some(worth), false) = (&supplier, money.approved, signed.is_empty()) {
        let on = Day::parse_loose(&kept(&contract.signed)).ok();
        let mut award = json!({"id": format!("{}-award", state.number), "title": state.title, "status": "active", "value": value(worth), "suppliers": [supplier]});
        let mut done = json!({
            "id": signed,
            "awardID": format!("{}-award", state.number),
            "title": state.title,
            "status": if state.outcome.is_some() { "terminated" } else { "active" },
            "value": value(worth),
        });
        if let Some(on) = on {
            put(&mut award, "date", day(on));
            put(&mut done, "dateSigned", day(on));
        }
        let mut period = json!({});
        if let Some(began) = of.began {
            put(&mut period, "startDate", day(began));
        }
        if let Some(ends) = of.schedule.last().map(|m| m.day) {
            put(&mut period, "endDate", day(ends));
        }
        put(&mut done, "period", period);
        if let Some(paid) = money.paid {
            let on = of.reported.or(on);
            let mut transaction = json!({"id": format!("{}-paid", state.number), "value": value(paid), "payee": supplier});
            if let Some(on) = on {
                put(&mut transaction, "date", day(on));
            }
            if let Some(buyer) = &buyer {
                put(&mut transaction, "payer", buyer.clone());
            }
            put(
                &mut done,
                "implementation",
                json!({"transactions": [transaction], "milestones": [{
                    "id": format!("{}-physical", state.number),
                    "title": format!("{} %", of.physical),
                    "type": "delivery",
                    "status": if of.physical >= 100 { "met" } else { "scheduled" },
                }]}),
            );
        }
        put(&mut release, "awards", json!([award]));
        put(&mut release, "contracts", json!([done]));
    }
    release
}

fn text(answers: &Answers, key: &str) -> String {
    answers.text(key).trim().to_owned()
}

/// A name as a part of an id.
fn plain(name: &str) -> String {
    let words: Vec<String> = name.to_lowercase().split_whitespace().map(str::to_owned).collect();
    words.join("-").chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect()
}
