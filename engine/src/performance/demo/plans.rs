//! The plans of the invented organisation: what each kind of position is to achieve, from the head down, agreed in January. One waits to
//! be agreed, one was never begun, and of one head an aim is served by nobody, so that leaders have something to see.
use super::people::Made;
use crate::demo::Luck;
use domain::{
    pack::Pack,
    performance::{
        StaffId,
        organisation::{Hold, Placement, Position, PositionKey},
        plan::{Aim, AimId, Indicator, Plan, PlanEvent, PlanHappening, PlanId, PlanRule},
    },
    time::{Day, Instant},
};
use std::collections::BTreeMap;

/// Whose plan waits to be agreed, counted in the order of the organisation;
const WAITS: usize = 40;
/// whose was never begun.
const MISSING: usize = 43;

/// Plans with everything that happened to them.
pub(super) type Plans = Vec<(Vec<PlanEvent>, Plan)>;

fn id(luck: &mut Luck) -> uuid::Uuid {
    let chance = (u128::from(luck.below(u64::MAX)) << 64) | u128::from(luck.below(u64::MAX));
    uuid::Builder::from_random_bytes(chance.to_be_bytes()).into_uuid()
}

/// The plans of a year, superiors first.
pub(super) fn plans(pack: &Pack, made: &Made, year: u16, luck: &mut Luck) -> Plans {
    let Some(rule) = pack.performance.as_ref().and_then(|r| r.plan.as_ref()) else { return vec![] };
    let by_key: BTreeMap<&PositionKey, &Position> = made.part.positions.iter().map(|p| (&p.key, p)).collect();
    let mut aims: BTreeMap<PositionKey, Vec<Aim>> = BTreeMap::new();
    let own = made.part.placements.iter().filter(|p| p.hold == Hold::Own);
    let people: Vec<(&Placement, &Position)> = own.filter_map(|p| Some((p, *by_key.get(&p.position)?))).collect();
    // Positions are made from the top down, so that a superior's aims are there before those that serve them.
    let last_head = people.iter().rev().find(|(_, p)| people.iter().any(|(_, below)| below.superior.as_ref() == Some(&p.key)));
    let lonely = last_head.map(|(_, p)| &p.key);
    let mut all = vec![];
    for (n, (placement, position)) in people.iter().enumerate() {
        let theirs = position.superior.as_ref().and_then(|key| aims.get(key)).cloned().unwrap_or_default();
        let narrow = position.superior.as_ref() == lonely && lonely.is_some();
        let own = written(rule, position, &theirs, narrow, luck);
        if own.is_empty() || n == MISSING {
            continue;
        }
        aims.insert(position.key.clone(), own.clone());
        let superior = position.superior.as_ref().and_then(|key| people.iter().find(|(_, p)| p.key == *key)).map(|(p, _)| p.staff);
        all.push(kept(pack, (placement.staff, superior), position, (year, own), n == WAITS, luck));
    }
    all
}

fn written(rule: &PlanRule, position: &Position, theirs: &[Aim], narrow: bool, luck: &mut Luck) -> Vec<Aim> {
    let of_kind = rule.demonstration.iter().filter(|aim| aim.kind == position.kind);
    of_kind
        .enumerate()
        .map(|(at, aim)| Aim {
            id: AimId(id(luck)),
            result: aim.result.id.clone(),
            serves: theirs.get(if narrow { 0 } else { at % theirs.len().max(1) }).map(|aim| aim.id),
            order: None,
            indicators: vec![Indicator {
                aspect: rule.aspects.first().map(|a| a.key.clone()).unwrap_or_default(),
                words: aim.indicator.id.clone(),
                target: Some(aim.target),
                unit: aim.unit.id.clone(),
            }],
            codes: aim.codes.clone(),
        })
        .collect()
}

fn kept(
    pack: &Pack,
    (staff, superior): (StaffId, Option<StaffId>),
    position: &Position,
    (year, aims): (u16, Vec<Aim>),
    waits: bool,
    luck: &mut Luck,
) -> (Vec<PlanEvent>, Plan) {
    let plan = PlanId(id(luck));
    let happened = |version: u32, day: u8, by: Option<StaffId>, what: PlanHappening| {
        let day = Day::new(i32::from(year), 1, day).unwrap_or(Day::MIN);
        PlanEvent { plan, version, at: Instant::at(day, 9, 0, pack.zone()), by: None, staff: by, what }
    };
    let begun = happened(1, 5, Some(staff), PlanHappening::Begun { position: position.key.clone(), year, aims });
    let mut events = vec![begun, happened(2, 6, Some(staff), PlanHappening::Proposed)];
    if !waits {
        events.push(happened(3, 8, superior, PlanHappening::Agreed));
    }
    let begun = events.first().and_then(Plan::begin);
    let state = begun.map(|plan| events.iter().skip(1).fold(plan, |plan, event| plan.after(event)));
    // The first event is always one that begins a plan.
    (events.clone(), state.unwrap_or_else(|| unreachable!("a plan begins with its first event")))
}
