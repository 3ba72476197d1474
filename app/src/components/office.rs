//! Which office acted, as everyone may read it.
use domain::{pack::Pack, words::Lang};

/// The agency for which somebody acted, or their role where they act for the whole region; none for who is no officer.
pub(crate) fn office<'p>(pack: &'p Pack, role: Option<&str>, agency: Option<&str>, lang: Lang) -> Option<&'p str> {
    let agency = agency.and_then(|key| pack.agency(key)).map(|a| a.name.get(lang));
    agency.or_else(|| role.and_then(|key| pack.role(key)).map(|r| r.label.get(lang)))
}
