//! The invented organisation: the positions that the pack describes, as often as it takes to have so many people.
use crate::seal::Seal;
use domain::{
    pack::Pack,
    people::AccountId,
    performance::{
        organisation::{Hold, Placement, Position, PositionKey, Staff, StaffId, Unit, UnitKey},
        rules::{DemoPosition, Demonstration},
    },
    time::Day,
};
use std::collections::BTreeMap;
use store::performance::organisation::Part;

/// An invented organisation.
pub(super) struct Made {
    pub(super) part: Part,
    /// Whose account is one of a role's, by the role and its place among those that hold it.
    roles: Vec<(StaffId, String, usize)>,
}

impl Made {
    /// Whose account is whose.
    pub(super) fn links(&self, officers: &BTreeMap<String, Vec<AccountId>>) -> Vec<(StaffId, AccountId)> {
        self.roles.iter().filter_map(|(staff, role, n)| Some((*staff, *officers.get(role)?.get(*n)?))).collect()
    }
}

const GIVEN: [&str; 24] = [
    "Asri", "Bagas", "Cahya", "Dewi", "Eka", "Fajar", "Gita", "Hana", "Indra", "Jaya", "Kirana", "Lestari", "Maya", "Nanda", "Oka",
    "Putri", "Raka", "Sari", "Tirta", "Utami", "Wira", "Yuda", "Zahra", "Bayu",
];

/// An organisation of so many people, or a few more.
pub(super) fn made(seal: &Seal, pack: &Pack, plan: &Demonstration, people: u32, from: Day) -> Made {
    let of_one: u32 = plan.positions.iter().map(|p| p.count).sum();
    let copies = people.div_ceil(of_one.max(1)).max(1);
    let mut made = Made { part: Part::default(), roles: vec![] };
    for copy in 0..copies {
        let key = |name: &str| if copy == 0 { name.to_owned() } else { format!("{name}-{copy}") };
        // The first is the agency that the pack names; the others are the region's in turn.
        let agency = match usize::try_from(copy).ok().filter(|n| *n > 0).and_then(|n| pack.agencies.get(n % pack.agencies.len().max(1))) {
            Some(agency) => agency.key.clone(),
            None => plan.agency.clone(),
        };
        for unit in &plan.units {
            let parent = unit.under.as_ref().map(|under| UnitKey(key(under)));
            made.part.units.push(Unit { key: UnitKey(key(&unit.key)), agency: agency.clone(), parent, name: unit.name.clone() });
        }
        let mut superiors: BTreeMap<&str, PositionKey> = BTreeMap::new();
        let mut of_roles: BTreeMap<String, usize> = BTreeMap::new();
        for position in &plan.positions {
            for n in 0..position.count {
                let code = if position.count == 1 { key(&position.key) } else { key(&format!("{}-{}", position.key, n + 1)) };
                superiors.entry(&position.key).or_insert_with(|| PositionKey(code.clone()));
                let superior = position.under.as_deref().and_then(|under| superiors.get(under)).cloned();
                made.one(seal, pack, position, (PositionKey(code), superior, UnitKey(key(&position.unit))), from);
                if copy == 0
                    && let Some(role) = &position.role
                    && let Some(staff) = made.part.staff.last().map(|s| s.id)
                {
                    let place = of_roles.entry(role.clone()).or_default();
                    made.roles.push((staff, role.clone(), *place));
                    *place += 1;
                }
            }
        }
    }
    made
}

impl Made {
    fn one(
        &mut self,
        seal: &Seal,
        pack: &Pack,
        plan: &DemoPosition,
        (key, superior, unit): (PositionKey, Option<PositionKey>, UnitKey),
        from: Day,
    ) {
        let n = self.part.staff.len();
        // Plainly no official number: those begin with a day of birth, and no month is the 99th.
        let number = format!("199999{:012}", n + 1);
        let id = StaffId(seal.id("demo staff", &format!("{}/{number}", pack.code())));
        let name = format!("{} Contoh {:02}", GIVEN.get(n % GIVEN.len()).copied().unwrap_or("Pegawai"), n + 1);
        self.part.staff.push(Staff { id, number, name, from, until: None });
        self.part.placements.push(Placement { staff: id, position: key.clone(), hold: Hold::Own, from, until: None });
        self.part.positions.push(Position {
            key,
            unit,
            title: plan.title.clone(),
            class: plan.class.clone(),
            kind: plan.kind.clone(),
            superior,
        });
    }
}
