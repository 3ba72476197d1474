//! Loads the regions' packs from their files, so that a region is set up by writing data. A region is laid over what it
//! extends; whatever is wrong is said with file, line and remedy before the pack goes live.
mod activities;
mod activities_import;
mod borrowed;
mod difference;
mod error;
mod fields;
mod finish;
mod folder;
mod merge;
mod node;
mod parcel;
mod parse;
mod places;
mod read;
mod sheet;
mod slips;
mod stated;
mod upgrade;
mod words;
mod yearly;

#[cfg(test)]
mod bad_packs;
#[cfg(test)]
mod golden;
#[cfg(test)]
mod golden_after;
#[cfg(test)]
mod golden_assigned;
#[cfg(test)]
mod golden_escalated;
#[cfg(test)]
mod golden_licence;
#[cfg(test)]
mod golden_looked;
#[cfg(test)]
mod golden_mend;
#[cfg(test)]
mod golden_noted;
#[cfg(test)]
mod golden_run;
#[cfg(test)]
mod shipped;

pub use activities_import::{ImportFault, Imported, import_activities};
pub use difference::Difference;
pub use error::{PackError, PackErrors};
pub use parcel::{Brought, export, import, public_key};
pub use sheet::{Made, new_region};
pub use stated::{Stated, differences, stated};
pub use upgrade::{Conflict, Settled, Upgrade, upgrade, upgrade_plan};

use domain::{pack::Pack, region::RegionCode};
use std::{collections::BTreeMap, path::Path, sync::Arc};

/// The packs of all regions, by slug.
#[derive(Clone, Debug, Default)]
pub struct Packs(BTreeMap<String, Arc<Pack>>);

impl Packs {
    /// The pack of the region with this slug.
    #[must_use]
    pub fn by_slug(&self, slug: &str) -> Option<&Arc<Pack>> {
        self.0.get(slug)
    }

    /// The pack of the region with this code.
    #[must_use]
    pub fn by_code(&self, code: &RegionCode) -> Option<&Arc<Pack>> {
        self.0.values().find(|p| p.code() == code)
    }

    /// All packs, by slug.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Pack>> {
        self.0.values()
    }
}

impl FromIterator<Pack> for Packs {
    fn from_iter<I: IntoIterator<Item = Pack>>(packs: I) -> Self {
        Self(packs.into_iter().map(|p| (p.region.slug.as_str().to_owned(), Arc::new(p))).collect())
    }
}

/// Loads every region below `dir`. A folder is a region where its `region.toml` names a `slug`; other folders, such as
/// `base`, are only extended.
///
/// # Errors
/// Everything that is wrong in any pack, by file and line: a caller shows all of it at once.
pub fn load_all(dir: &Path) -> Result<Packs, PackErrors> {
    match parcel::broken_off(dir) {
        Some(error) => Err(error.into()),
        None => load_every(dir),
    }
}

fn load_every(dir: &Path) -> Result<Packs, PackErrors> {
    let mut packs = Vec::new();
    let mut errors = Vec::new();
    for name in folder::regions(dir)? {
        match load(dir, &name) {
            Ok(pack) => packs.push(pack),
            Err(found) => errors.extend(found),
        }
    }
    let mut seen: BTreeMap<RegionCode, String> = BTreeMap::new();
    for pack in &packs {
        let slug = pack.region.slug.as_str().to_owned();
        if let Some(other) = seen.insert(pack.code().clone(), slug.clone()) {
            errors.push(PackError {
                file: folder::shown(&dir.join(&slug).join("region.toml")),
                line: 1,
                what: format!("`{slug}` has the code {} of `{other}`", pack.code()),
                remedy: "give each region its own official code".to_owned(),
            });
        }
    }
    if errors.is_empty() { Ok(packs.into_iter().collect()) } else { Err(PackErrors::new(errors)) }
}

/// Loads the region whose folder is `dir/slug`.
///
/// # Errors
/// Everything that is wrong in it, sorted by file and line.
pub fn load(dir: &Path, slug: &str) -> Result<Pack, Vec<PackError>> {
    let mut errors = Vec::new();
    let pack = folder::layers(dir, slug).and_then(|layers| {
        let tree = layers.into_iter().reduce(|below, above| merge::lay_over(below, above, &mut errors));
        match tree {
            Some(tree) if errors.is_empty() => finish::finish(tree, dir, slug),
            _ => Err(vec![]),
        }
    });
    match pack {
        Ok(pack) => Ok(pack),
        Err(found) => {
            errors.extend(found);
            Err(PackErrors::new(errors).0)
        }
    }
}
