//! Every service of the shipped packs is led to its end many times, by chance and by the same rules as real cases: no way
//! sticks, and each stage of the line is passed by some.
use super::{
    Luck,
    rolls::Rolls,
    trial::{begun, crews, officer, paper},
    walk,
};
use crate::pack::{load, load_all};
use domain::{
    case::{Outcome, reschedule},
    pack::Pack,
    time::{Day, Instant},
};
use std::{collections::BTreeMap, path::Path};

const CASES: u64 = 80;
/// Of every other region, where most is the same.
const ELSEWHERE: u64 = 60;
const REGIONS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../regions");

#[test]
fn every_service_leads_somewhere_and_nothing_sticks() {
    let pack = load(Path::new(REGIONS), "kota-bandung").unwrap();
    assert_eq!(
        pack.services.iter().map(|s| s.key.as_str()).collect::<Vec<_>>(),
        [
            "hibah-uang",
            "hibah-barang",
            "bansos-terencana",
            "bansos-tak-terencana",
            "bansos-lembaga",
            "pengaduan",
            "pengaduan-rahasia",
            "darurat",
            "izin-tdg",
            "izin-iui",
            "izin-tdup",
            "izin-iutm",
            "izin-praktik",
            "izin-reklame",
            "izin-krk",
            "izin-siup",
            "izin-tdp",
            "oss-verifikasi",
            "usulan",
            "proyek"
        ]
    );
    leads_somewhere(&pack, CASES);
}

/// Nobody wrote code for any of them: a region is its pack.
#[test]
fn so_does_every_other_region() {
    let packs = load_all(Path::new(REGIONS)).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(packs.all().len(), 9);
    packs.all().iter().filter(|pack| pack.region.slug.as_str() != "kota-bandung").for_each(|pack| leads_somewhere(pack, ELSEWHERE));
}

fn leads_somewhere(pack: &Pack, cases: u64) {
    let far = Instant::at(Day::new(2039, 1, 2).unwrap(), 8, 0, pack.zone());
    let crews = crews(pack);
    for service in &pack.services {
        let at = Instant::at(Day::new(2025, 3, 3).unwrap(), 9, 0, pack.zone());
        // What is history takes none.
        if service.taken_on(at.day(pack.zone())).is_none() {
            assert!(service.always.as_ref().is_some_and(|a| a.instead.is_some()), "{}", service.key);
            continue;
        }
        let paper = paper(at);
        let (mut passed, mut ends): (BTreeMap<String, u32>, BTreeMap<String, u32>) = (BTreeMap::new(), BTreeMap::new());
        let mut taken = 0;
        for seed in 0..cases {
            let mut luck = Luck::new(seed);
            let Some(mut state) = begun((pack, service), &mut luck, at, &paper) else { continue };
            taken += 1;
            let mut rolls = Rolls::default();
            let ground = walk::Ground { pack, service, paper: &paper, crews: &crews };
            // A town is made up to its own day: there each case waits for what comes later, and nothing is done over and over.
            let today = at.plus_ms((seed as i64 + 1) * 7 * 24 * 3_600_000);
            while let Some(event) =
                state.is_open().then(|| walk::step(&mut luck, &ground, &state, |r, a| officer(pack, r, a), &mut rolls, today)).flatten()
            {
                state.apply(&event);
                assert!(state.version < 400, "{} does not come to rest at {}", service.key, state.stage);
            }
            while state.is_open() {
                let Some(event) = walk::step(&mut luck, &ground, &state, |role, agency| officer(pack, role, agency), &mut rolls, far)
                else {
                    panic!("{}: nothing leads on from {} ({:?})", service.key, state.stage, state.captured);
                };
                state.apply(&event);
                assert_eq!(reschedule(pack, &state, event.at), None, "with the same calendar every date stands right, at {}", state.stage);
                assert!(state.version < 400, "{} goes round in circles at {}", service.key, state.stage);
            }
            let money = domain::case::money(pack, &state);
            if service.project.is_some() && state.outcome == Some(Outcome::Done) {
                assert!(money.paid <= money.approved, "nobody is paid above the contract: {money:?}");
                let physical = state.captured.text("physical");
                assert_eq!(physical, "100", "nothing half-built is handed over");
            }
            let went = |stage: &str| state.visits.iter().any(|v| v.stage == stage && v.end.is_some());
            // What is built is paid as it grows.
            assert_eq!(
                money.paid.is_some() && service.project.is_none(),
                service.project.is_none()
                    && state.visits.iter().filter_map(|v| v.end.as_ref()).any(|end| matches!(end.action.as_str(), "pay" | "hand_over")),
                "{}: {:?}",
                service.key,
                state.captured
            );
            if state.outcome == Some(Outcome::Done)
                && !went("recovery")
                && service.lists.amount.is_some()
                && service.project.is_none()
                && service.support.is_none()
            {
                assert!(money.reported.is_some() && money.reported <= money.approved, "{}: {money:?}", service.key);
            }
            state.visits.iter().for_each(|v| *passed.entry(v.stage.clone()).or_default() += 1);
            *ends.entry(format!("{:?}", state.outcome.unwrap())).or_default() += 1;
        }
        let name = format!("{} of {}", service.key, pack.region.slug);
        assert!(taken > cases * 8 / 10, "{name}: only {taken} of {cases} requests are taken");
        let workflow = service.workflows.last().unwrap();
        for stage in workflow.line() {
            assert!(passed.contains_key(&stage.key), "{name}: nobody passes {}; {ends:?}", stage.key);
        }
        assert!(ends.contains_key(&format!("{:?}", Outcome::Done)), "{name}: {ends:?}");
    }
}
