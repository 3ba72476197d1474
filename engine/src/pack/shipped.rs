//! The shipped packs load without a finding and say what the sources say.
use super::{Packs, load_all};
use domain::{
    calendar::HolidayKind,
    form::{FileKind, Kind},
    pack::{Pack, Service},
    time::Day,
    workflow::{Effect, Stage, StageKind, Workflow},
};
use serde_json::{Value, json};
use std::{collections::BTreeSet, path::Path, sync::Arc};

/// Where the packs are in the source tree.
pub(super) const REGIONS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../regions");

fn packs() -> Packs {
    load_all(Path::new(REGIONS)).unwrap_or_else(|errors| panic!("{errors}"))
}

fn bandung() -> Arc<Pack> {
    packs().by_slug("kota-bandung").unwrap().clone()
}

fn grants(pack: &Pack) -> (&Service, &Workflow) {
    let service = pack.service("hibah-uang").unwrap();
    (service, service.workflow(1).unwrap())
}

/// Every stage of every service, with its workflow.
fn stages(pack: &Pack) -> impl Iterator<Item = (&Stage, &Workflow)> {
    pack.services.iter().flat_map(|s| &s.workflows).flat_map(|w| w.stages.iter().map(move |stage| (stage, w)))
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

#[test]
fn regions_are_found_by_slug_and_by_code() {
    let packs = packs();
    let pack = packs.by_code(&"32.73".parse().unwrap()).unwrap();
    assert_eq!(pack.region.slug.as_str(), "kota-bandung");
    assert!(packs.by_slug("base").is_none(), "what is only extended is no region");
    assert!(packs.all().iter().any(|p| p.code() == pack.code()));
}

#[test]
fn the_citys_places_are_complete() {
    let pack = bandung();
    assert_eq!(pack.districts.len(), 30);
    assert_eq!(pack.districts.iter().map(|d| d.villages.len()).sum::<usize>(), 151);
    assert_eq!(pack.village("32.73.02.1004"), Some("Dago"));
    assert_eq!(pack.district("32.73.10").unwrap().name, "Astanaanyar");
    assert!(pack.districts.iter().all(|d| d.latitude.is_some() && d.longitude.is_some()));
}

#[test]
fn the_service_bears_the_citys_name() {
    let pack = bandung();
    let (service, _) = grants(&pack);
    assert_eq!((service.brand.as_str(), service.path.as_str(), service.prefix.as_str()), ("Sabilulungan", "hibah", "HB"));
    assert_eq!(pack.role("kepala-daerah").unwrap().label.id, "Wali Kota");
    assert_eq!(pack.role("kepala-daerah").unwrap().demo_name.as_deref(), Some("Wali Kota Contoh"), "the rest is the shared role's");
    assert!(service.reasons.len() >= 10 && service.eligibility_on(day("2026-11-09")).count() == 5);
}

#[test]
fn there_are_22_affairs_each_with_its_agency() {
    let pack = bandung();
    let affairs = &pack.lists["affairs"];
    assert_eq!(affairs.len(), 22);
    let agencies: BTreeSet<_> = affairs.iter().map(|a| a.agency.as_deref().unwrap()).collect();
    assert_eq!(agencies.len(), 22);
    assert_eq!(pack.choice("affairs", "pendidikan").unwrap().agency.as_deref(), Some("disdik"));
    let (service, workflow) = grants(&pack);
    for field in [service.form.field("affair").unwrap(), workflow.captured("affair").unwrap()] {
        let Kind::Choice { options, .. } = &field.kind else { panic!("{field:?}") };
        assert_eq!(options, affairs);
    }
}

#[test]
fn ceilings_are_dated_and_spare_government_programmes() {
    let pack = bandung();
    let (service, _) = grants(&pack);
    let most = |physical: &str, programme: &str, on: &str| {
        service
            .limits_on(&json!({"physical": physical, "government_programme": programme, "requested": 1}), day(on))
            .filter_map(|l| l.most)
            .collect::<Vec<_>>()
    };
    assert_eq!(most("tidak", "tidak", "2026-03-02"), [50_000_000]);
    assert_eq!(most("ya", "tidak", "2026-03-02"), [250_000_000]);
    assert!(most("tidak", "ya", "2026-03-02").is_empty());
    assert!(most("tidak", "tidak", "2015-08-24").is_empty());
    assert!(service.limits.iter().filter(|l| l.most.is_some()).all(|l| l.legal_base.contains("Pasal 6 ayat (8)")));
}

#[test]
fn terms_have_their_article_or_say_that_they_are_proposed() {
    let pack = bandung();
    let (_, workflow) = grants(&pack);
    let clock = |stage: &str| workflow.stage(stage).unwrap().clock.clone().unwrap();
    assert_eq!(clock("opd_evaluation").days, 14);
    assert_eq!(clock("opd_evaluation").legal_base, "Perwal Kota Bandung 825/2013 Pasal 13 ayat (1)");
    assert_eq!(clock("deliberation").days, 5);
    assert!(clock("deliberation").legal_base.contains("Pasal 13 ayat (2a)"));
    for (stage, _) in stages(&pack) {
        if let Some(clock) = &stage.clock {
            assert!(clock.legal_base.contains("Pasal") || clock.legal_base.contains("usulan, belum diatur"), "{}", stage.key);
        }
    }
}

#[test]
fn the_promise_is_the_sum_of_the_terms_up_to_the_decision() {
    let pack = bandung();
    let (_, workflow) = grants(&pack);
    let mut sum = 0;
    for stage in workflow.line() {
        sum += stage.clock.as_ref().map_or(0, |c| c.days);
        if stage.key == "mayor_approved" {
            break;
        }
    }
    assert_eq!(workflow.promise_days, sum);
}

#[test]
fn requests_are_taken_on_every_day_of_the_demonstration() {
    let pack = bandung();
    let (service, workflow) = grants(&pack);
    let mut today = day("2024-01-01");
    while today <= day("2027-12-31") {
        let open: Vec<_> = service.windows.iter().filter(|w| w.opens <= today && today <= w.closes).collect();
        assert_eq!(open.len(), 1, "{today}");
        // For the next year, but for the demonstration's window of the amended budget, which pays in the same one.
        let amended = day(&format!("{}-07-01", today.year())) <= today && today <= day(&format!("{}-08-31", today.year()));
        assert_eq!(open[0].fiscal_year, today.year() + i32::from(!amended));
        assert_eq!(service.workflow_on(today).map(|w| w.version), Some(workflow.version));
        assert!(pack.calendar().covers(today));
        today = today.plus_days(1);
    }
}

#[test]
fn the_calendar_has_each_years_days() {
    let pack = bandung();
    let calendar = pack.calendar();
    assert_eq!(calendar.zone(), pack.zone());
    for year in 2024..=2027 {
        for (on, name) in [("01-01", "Masehi"), ("05-01", "Buruh"), ("06-01", "Pancasila"), ("08-17", "Kemerdekaan"), ("12-25", "Yesus")] {
            let holiday = calendar.holiday(day(&format!("{year}-{on}"))).unwrap();
            assert!(holiday.name.contains(name) && holiday.kind == HolidayKind::National, "{year}-{on}: {holiday:?}");
        }
    }
    // The joint leave days as the decrees list them.
    let leave = |year: i32| {
        let days = calendar.holidays().iter().filter(|h| h.kind == HolidayKind::JointLeave && h.day.year() == year);
        days.map(|h| h.day.to_string()[5..].to_owned()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(leave(2024), "02-09 03-12 04-08 04-09 04-12 04-15 05-10 05-24 06-18 12-26");
    assert_eq!(leave(2025), "01-28 03-28 04-02 04-03 04-04 04-07 05-13 05-30 06-09 08-18 12-26");
    assert_eq!(leave(2026), "02-16 03-18 03-20 03-23 03-24 05-15 05-28 12-24");
    // Fourteen working days over Idulfitri 1447: four weeks and a day instead of under three weeks.
    assert_eq!(calendar.add_workdays(day("2026-03-09"), 14), day("2026-04-06"));
}

#[test]
fn nobody_decides_two_stages_in_a_row() {
    let pack = bandung();
    for (stage, workflow) in stages(&pack) {
        for action in stage.actions.iter().filter(|a| !a.by_applicant) {
            // Wherever the case comes to rest at an office, with only the applicant acting on the way.
            let mut seen = BTreeSet::new();
            let mut open = vec![action.to.as_str()];
            while let Some(key) = open.pop() {
                if key == stage.key || !seen.insert(key) {
                    continue;
                }
                let next = workflow.stage(key).unwrap();
                let again = next.holder.role.is_some() && next.holder.role == stage.holder.role;
                assert!(!again, "{} decides {} and then {key}", stage.holder.role.as_deref().unwrap_or_default(), stage.key);
                open.extend(next.actions.iter().filter(|a| a.by_applicant && a.effect != Effect::Resubmit).map(|a| a.to.as_str()));
            }
        }
    }
}

#[test]
fn each_key_on_the_keyboard_does_one_thing() {
    let pack = bandung();
    for (stage, _) in stages(&pack) {
        let office: Vec<_> = stage.actions.iter().filter(|a| !a.by_applicant && !a.by_list).collect();
        let keys: BTreeSet<_> = office.iter().filter_map(|a| a.shortcut).collect();
        assert_eq!(keys.len(), office.len(), "{}", stage.key);
        let names: BTreeSet<_> = stage.actions.iter().map(|a| &a.key).collect();
        assert_eq!(names.len(), stage.actions.len(), "{}", stage.key);
    }
}

#[test]
fn the_ladder_counts_one_rung_as_approved() {
    let pack = bandung();
    let (_, workflow) = grants(&pack);
    let rungs: Vec<_> = workflow.amounts.iter().map(|r| (r.key.as_str(), r.approved)).collect();
    assert_eq!(rungs, [("requested", false), ("evaluated", false), ("corrected", false), ("budget", false), ("approved", true)]);
    for rung in workflow.amounts.iter().skip(1) {
        assert!(workflow.stages.iter().flat_map(|s| &s.actions).any(|a| a.sets_amount.as_deref() == Some(&rung.key)), "{}", rung.key);
    }
}

#[test]
fn a_withdrawal_is_possible_until_the_list_goes_to_the_mayor() {
    let pack = bandung();
    let (_, workflow) = grants(&pack);
    let may: BTreeSet<_> = workflow
        .stages
        .iter()
        .filter(|s| s.actions.iter().any(|a| a.effect == Effect::Withdraw && a.by_applicant))
        .map(|s| s.key.as_str())
        .collect();
    let expected = [
        "registry_check",
        "returned",
        "mayor_disposition",
        "classification",
        "opd_evaluation",
        "deliberation",
        "not_recommended",
        "tapd_review",
        "dnc_listed",
    ];
    assert_eq!(may, expected.into_iter().collect());
}

#[test]
fn checklists_have_the_dossiers_items() {
    let pack = bandung();
    let (_, workflow) = grants(&pack);
    // The dossier's twelve, and the letter of whoever is exempt from the ceilings.
    let (exempt, dossier): (Vec<_>, Vec<_>) =
        workflow.stage("registry_check").unwrap().checklist.iter().partition(|i| i.key == "programme");
    assert_eq!((exempt.len(), dossier.len()), (1, 12));
    assert!(workflow.stage("registry_check").unwrap().checklist.iter().all(|i| i.document.is_some() && i.legal_base.is_some()));
    // Its seven, the last in two: what a body is, and that it has not begun; and the land of whoever builds.
    let evaluated: Vec<_> = workflow.stage("opd_evaluation").unwrap().checklist.iter().map(|i| i.key.as_str()).collect();
    assert_eq!(evaluated, ["price", "needs", "real", "address", "last_year", "identity", "legal_body", "not_done", "land"]);
    assert!(workflow.stage("opd_evaluation").unwrap().checklist.iter().any(|i| i.note_always));
}

#[test]
fn what_is_published_names_no_person() {
    let pack = bandung();
    let (service, workflow) = grants(&pack);
    assert!(service.form.pages.len() <= 8);
    let public: BTreeSet<_> = service.form.fields().filter(|f| f.public).map(|f| f.key.as_str()).collect();
    for key in
        ["organisation", "district", "village", "title", "affair", "aims", "beneficiaries", "budget", "total", "requested", "starts_on"]
    {
        assert!(public.contains(key), "{key}");
    }
    for key in ["leader_name", "leader_nik", "secretary_name", "address", "account_holder", "account_number", "declared_interests"] {
        assert!(!public.contains(key) && service.form.field(key).is_some(), "{key}");
    }
    for field in service.form.fields() {
        if let Kind::File { accept, max_mb, .. } = &field.kind {
            assert_eq!((accept.as_slice(), *max_mb, field.public), (&[FileKind::Pdf, FileKind::Picture][..], 5, false), "{}", field.key);
        }
    }
    // Neither do files and personal data that come with an action.
    assert!(workflow.captures().all(|f| !f.public || (!matches!(f.kind, Kind::File { .. }) && !f.is_sealed())));
}

#[test]
fn every_wording_stands_in_both_languages() {
    fn walk(value: &Value, path: &str, missing: &mut Vec<String>) {
        match value {
            Value::Object(map) => {
                let is_text = map.len() == 2 && map.contains_key("id") && map.contains_key("en");
                if is_text && map.values().any(|v| v.as_str().is_none_or(|t| t.trim().is_empty() || t.trim() != t)) {
                    missing.push(path.to_owned());
                }
                map.iter().for_each(|(k, v)| walk(v, &format!("{path}/{k}"), missing));
            }
            Value::Array(items) => items.iter().enumerate().for_each(|(i, v)| walk(v, &format!("{path}/{i}"), missing)),
            _ => {}
        }
    }
    for pack in packs().all().iter() {
        let mut missing = vec![];
        walk(&serde_json::to_value(&**pack).unwrap(), pack.region.slug.as_str(), &mut missing);
        assert!(missing.is_empty(), "{missing:?}");
    }
}

#[test]
fn applicants_always_read_what_to_do() {
    let pack = bandung();
    for (stage, _) in stages(&pack).filter(|(s, _)| !s.kind.is_end()) {
        assert!(stage.advice.is_some(), "{}", stage.key);
        assert!(stage.kind == StageKind::Applicant || stage.doing.id.contains("{office}"), "{}", stage.key);
    }
}

#[test]
fn organisations_needed_three_years_until_the_rule_was_dropped() {
    let pack = bandung();
    let service = pack.service("hibah-uang").unwrap();
    let broken = |founded: &str, status: &str, today: &str| {
        let facts = serde_json::json!({"founded_on": founded, "legal_status": status, "requested": 1, "total": 1, "physical": "tidak"});
        let found = service.broken_limits(&facts, today.parse().unwrap()).unwrap();
        found.iter().any(|p| p.path == "founded_on")
    };
    assert!(broken("2014-03-02", "yayasan", "2017-03-01"), "a day short of three years");
    assert!(!broken("2014-03-01", "yayasan", "2017-03-01"));
    assert!(!broken("2016-12-31", "kelompok", "2017-03-01"), "community groups had no such rule");
    assert!(!broken("2018-06-01", "yayasan", "2019-01-02"), "dropped in 2018");
}
