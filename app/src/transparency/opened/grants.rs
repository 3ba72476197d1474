//! Grants in the 360Giving Data Standard (1.4): what was granted, to whom, when, by which programme. Persons who received aid stand there
//! without a name and without a place.
use super::{Here, between, joined};
use crate::spreadsheet::commas;
use axum::body::Body;
use domain::{
    case::CaseId,
    pack::{Pack, Service},
    time::{Day, Instant},
};
use engine::{Failure, Grant};
use futures::{Stream, stream};
use serde_json::{Value, json};

/// The version that the files follow.
const VERSION: &str = "1.4";

/// The programmes that hand out money.
pub(super) fn programmes(pack: &Pack) -> impl Iterator<Item = &Service> {
    pack.services.iter().filter(|s| !s.hidden && s.lists.amount.is_some() && s.project.is_none() && s.support.is_none())
}

/// Where a reading is: the programme, and behind which grant of it.
type At = (usize, Option<(Instant, CaseId)>);

/// All grants of all programmes, in pieces of text; `write` gets whether they are the first of all.
fn pieces(here: Here, write: fn(&Here, &Service, &[Grant], bool) -> String) -> impl Stream<Item = Result<String, Failure>> + Send {
    let begin: Option<(At, bool)> = Some(((0, None), true));
    stream::try_unfold((here, begin), move |(here, at)| async move {
        let Some(((programme, behind), first)) = at else { return Ok(None) };
        let pack = here.asked.pack.clone();
        let Some(service) = programmes(&pack).nth(programme) else { return Ok(None) };
        let grants = here.asked.engine.transparency().grants(&pack, service, behind).await?;
        let next = match grants.last() {
            Some(last) => (programme, Some((last.submitted_at, last.case))),
            None => (programme + 1, None),
        };
        let text = write(&here, service, &grants, first);
        Ok(Some((text, (here, Some((next, first && grants.is_empty()))))))
    })
}

pub(super) fn json(here: Here) -> Body {
    let region = &here.asked.pack.region;
    let today = here.asked.today();
    let about = json!({
        "version": VERSION,
        "title": format!("{}: hibah dan bantuan sosial", region.name),
        "description": "Semua yang disetujui dan masih berlaku.",
        "issued": today.to_string(),
        "modified": here.asked.engine.now().iso(here.asked.pack.zone()),
        "license": super::LICENCE,
        "publisher": {"name": region.name, "website": here.site},
    });
    between(
        super::open(&about, "grants"),
        pieces(here, |here, service, grants, first| joined(grants.iter().map(|g| grant(here, service, g)), first)),
        "\n]}\n",
    )
}

fn id(here: &Here, number: &str) -> String {
    format!("360G-{}-{number}", here.region)
}

/// A stable id of an organisation that has none: of its name, however it is spaced or capitalised.
fn of_name(here: &Here, name: &str) -> String {
    let plain: String = name.to_lowercase().split_whitespace().collect::<Vec<_>>().join("-");
    let kept: String = plain.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    format!("360G-{}-org:{kept}", here.region)
}

fn awarded(here: &Here, grant: &Grant) -> Day {
    grant.decided.unwrap_or_else(|| grant.submitted_at.day(here.asked.pack.zone()))
}

/// What is said of a grant where its title would say it of a person.
fn title<'t>(service: &'t Service, grant: &'t Grant) -> &'t str {
    if is_of_persons(service) { &service.name.id } else { &grant.title }
}

fn is_of_persons(service: &Service) -> bool {
    service.lists.organisation.is_none()
}

fn description(service: &Service, grant: &Grant) -> String {
    let stage = service.stage(&grant.stage).map_or(grant.stage.as_str(), |s| s.label.id.as_str());
    format!("{}: {}. Tahun anggaran {}. Tahap: {stage}.", service.name.id, title(service, grant), grant.fiscal_year)
}

fn grant(here: &Here, service: &Service, grant: &Grant) -> Value {
    let pack = &here.asked.pack;
    let district = grant.district.as_deref().and_then(|code| pack.district(code)).filter(|_| !is_of_persons(service));
    let mut value = json!({
        "id": id(here, &grant.number),
        "title": title(service, grant),
        "description": description(service, grant),
        "currency": "IDR",
        "amountAwarded": grant.approved,
        "awardDate": awarded(here, grant).to_string(),
        "url": format!("{}/{}/{}", here.site, service.path, grant.number),
        "fundingOrganization": [{"id": format!("360G-{}-org:{}", here.region, pack.code()), "name": pack.region.name}],
        "grantProgramme": [{"code": service.key, "title": service.name.id, "url": format!("{}/{}", here.site, service.path)}],
        "fromOpenCall": "Yes",
        "dataSource": format!("{}/transparansi/data", here.site),
    });
    let mut set = |key: &str, said: Value| {
        if let Some(object) = value.as_object_mut() {
            object.insert(key.to_owned(), said);
        }
    };
    if is_of_persons(service) {
        set("recipientIndividual", json!({"id": format!("{}-individual", id(here, &grant.number)), "name": "Individual Recipient"}));
    } else {
        set("recipientOrganization", json!([{"id": of_name(here, &grant.organisation), "name": grant.organisation}]));
    }
    if let Some(district) = district {
        set(
            "beneficiaryLocation",
            json!([{"name": district.name, "countryCode": "ID", "geoCode": district.code, "geoCodeType": "KEMENDAGRI"}]),
        );
    }
    if let Some(n) = grant.requested {
        set("amountAppliedFor", json!(n));
    }
    if let Some(n) = grant.paid {
        set("amountDisbursed", json!(n));
    }
    if let Some(affair) = grant.affair.as_deref().and_then(|key| pack.affair(key)) {
        set("classifications", json!([{"vocabulary": "Bidang urusan", "code": affair.key, "title": affair.label.id}]));
    }
    value
}

/// The headings of the standard's table.
const HEADS: [&str; 19] = [
    "Identifier",
    "Title",
    "Description",
    "Currency",
    "Amount Applied For",
    "Amount Awarded",
    "Amount Disbursed",
    "Award Date",
    "URL",
    "Recipient Org:Identifier",
    "Recipient Org:Name",
    "Recipient Ind:Identifier",
    "Recipient Ind:Name",
    "Funding Org:Identifier",
    "Funding Org:Name",
    "Grant Programme:Code",
    "Grant Programme:Title",
    "Beneficiary Location:Name",
    "Beneficiary Location:Geographic Code",
];

pub(super) fn csv(here: Here) -> Body {
    let lines = |here: &Here, service: &Service, grants: &[Grant], _: bool| commas(grants.iter().map(|g| row(here, service, g)));
    between(commas([HEADS.map(str::to_owned)]), pieces(here, lines), "")
}

fn row(here: &Here, service: &Service, grant: &Grant) -> Vec<String> {
    let pack = &here.asked.pack;
    let persons = is_of_persons(service);
    let district = grant.district.as_deref().and_then(|code| pack.district(code)).filter(|_| !persons);
    let amount = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
    let only = |yes: bool, text: String| if yes { text } else { String::new() };
    vec![
        id(here, &grant.number),
        title(service, grant).to_owned(),
        description(service, grant),
        "IDR".to_owned(),
        amount(grant.requested),
        grant.approved.to_string(),
        amount(grant.paid),
        awarded(here, grant).to_string(),
        format!("{}/{}/{}", here.site, service.path, grant.number),
        only(!persons, of_name(here, &grant.organisation)),
        only(!persons, grant.organisation.clone()),
        only(persons, format!("{}-individual", id(here, &grant.number))),
        only(persons, "Individual Recipient".to_owned()),
        format!("360G-{}-org:{}", here.region, pack.code()),
        pack.region.name.clone(),
        service.key.clone(),
        service.name.id.clone(),
        district.map(|d| d.name.clone()).unwrap_or_default(),
        district.map(|d| d.code.clone()).unwrap_or_default(),
    ]
}
