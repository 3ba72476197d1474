//! Loads the regions' packs from their files, so that a region is set up by writing data. A region is laid over what it
//! extends; whatever is wrong is said with file, line and remedy before the pack goes live.
mod activities;
mod activities_import;
mod amended;
mod borrowed;
mod difference;
mod error;
mod fields;
mod finish;
mod folder;
mod languages;
mod logo;
mod merge;
mod node;
mod parcel;
mod parse;
mod places;
mod read;
mod runs;
pub mod schema;
mod sheet;
mod slips;
mod stated;
mod upgrade;
mod valued;
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
pub use amended::{Amendment, Change, NewVersion};
pub use difference::Difference;
pub use error::{PackError, PackErrors};
pub use languages::{Language, Languages};
pub use parcel::{Brought, export, import, public_key, sender};
pub use runs::{GoldenRun, OtherWay, golden, record, walked};
pub use sheet::{Made, new_region};
pub use stated::{Stated, differences, stated};
pub use upgrade::{Conflict, Settled, Upgrade, upgrade, upgrade_plan};
pub use valued::{Shape, Valued};

use domain::{pack::Pack, region::RegionCode};
use std::{
    collections::BTreeMap,
    path::Path,
    sync::{Arc, PoisonError, RwLock},
};

/// The packs of all regions as they hold now. A region's takes the place of the one before while requests run: each request keeps the
/// one that it began with.
#[derive(Debug, Default)]
pub struct Packs(RwLock<Arc<Shelf>>);

#[derive(Clone, Debug, Default)]
struct Shelf {
    by_slug: BTreeMap<String, Arc<Pack>>,
    by_code: BTreeMap<RegionCode, Arc<Pack>>,
    by_host: BTreeMap<String, Arc<Pack>>,
}

impl Shelf {
    fn put(&mut self, pack: Arc<Pack>) {
        if let Some(old) = self.by_slug.insert(pack.region.slug.as_str().to_owned(), pack.clone()) {
            self.by_code.remove(old.code());
            self.by_host.retain(|_, pack| pack.region.slug != old.region.slug);
        }
        for host in &pack.region.hosts {
            self.by_host.insert(host.to_lowercase(), pack.clone());
        }
        self.by_code.insert(pack.code().clone(), pack);
    }
}

impl Packs {
    fn shelf(&self) -> Arc<Shelf> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The pack of the region with this slug.
    #[must_use]
    pub fn by_slug(&self, slug: &str) -> Option<Arc<Pack>> {
        self.shelf().by_slug.get(slug).cloned()
    }

    /// The pack of the region with this code.
    #[must_use]
    pub fn by_code(&self, code: &RegionCode) -> Option<Arc<Pack>> {
        self.shelf().by_code.get(code).cloned()
    }

    /// The pack of the region whose host this is, with or without a port.
    #[must_use]
    pub fn by_host(&self, host: &str) -> Option<Arc<Pack>> {
        let shelf = self.shelf();
        if shelf.by_host.is_empty() {
            return None;
        }
        let name = host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit())).map_or(host, |(name, _)| name);
        shelf.by_host.get(&name.to_lowercase()).cloned()
    }

    /// All packs, by slug.
    #[must_use]
    pub fn all(&self) -> Vec<Arc<Pack>> {
        self.shelf().by_slug.values().cloned().collect()
    }

    /// Puts a region's pack in the place of the one that holds, or beside the others.
    pub fn put(&self, pack: Pack) {
        let mut shelf = self.0.write().unwrap_or_else(PoisonError::into_inner);
        Arc::make_mut(&mut shelf).put(Arc::new(pack));
    }

    /// Takes a region's pack away.
    pub fn take(&self, slug: &str) {
        let mut shelf = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let shelf = Arc::make_mut(&mut shelf);
        if let Some(old) = shelf.by_slug.remove(slug) {
            shelf.by_code.remove(old.code());
            shelf.by_host.retain(|_, pack| pack.region.slug != old.region.slug);
        }
    }
}

impl FromIterator<Pack> for Packs {
    fn from_iter<I: IntoIterator<Item = Pack>>(packs: I) -> Self {
        let mut shelf = Shelf::default();
        packs.into_iter().for_each(|pack| shelf.put(Arc::new(pack)));
        Self(RwLock::new(Arc::new(shelf)))
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
    let mut hosts: BTreeMap<String, String> = BTreeMap::new();
    let mut seen: BTreeMap<RegionCode, String> = BTreeMap::new();
    for pack in &packs {
        let slug = pack.region.slug.as_str().to_owned();
        for host in &pack.region.hosts {
            if let Some(other) = hosts.insert(host.to_lowercase(), slug.clone()) {
                errors.push(PackError {
                    file: folder::shown(&dir.join(&slug).join("region.toml")),
                    line: 1,
                    what: format!("the host {host} is that of `{other}`"),
                    remedy: "let each host be one region's".to_owned(),
                });
            }
        }
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
    load_amended(dir, slug, &[])
}

/// Loads a region with what its administrators changed laid over its files, in this order.
///
/// # Errors
/// Everything that is wrong in it; what a change did is said by the change's name, and its number as the line.
pub fn load_amended(dir: &Path, slug: &str, amendments: &[Amendment]) -> Result<Pack, Vec<PackError>> {
    let mut errors = Vec::new();
    let pack = folder::layers(dir, slug).and_then(|layers| {
        let tree = layers.into_iter().reduce(|below, above| merge::lay_over(below, above, &mut errors));
        match tree {
            Some(tree) if errors.is_empty() => finish::finish(tree, (dir, slug), amendments),
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

/// The values of a region that can be changed alone, below a place and with every word of a question in their place or text.
///
/// # Errors
/// What keeps the files from being read.
pub fn values(
    (dir, slug): (&Path, &str),
    amendments: &[Amendment],
    (within, query, most): (&str, &str, usize),
) -> Result<Vec<Valued>, PackErrors> {
    Ok(valued::values(&stated::tree((dir, slug), amendments)?, within, query, most))
}

/// The value at one place, and the value by whose side it stands where that is an entry of a list that is not there yet.
///
/// # Errors
/// What keeps the files from being read.
pub fn value((dir, slug): (&Path, &str), amendments: &[Amendment], path: &str) -> Result<Option<Valued>, PackErrors> {
    Ok(valued::value(&stated::tree((dir, slug), amendments)?, path))
}

/// The versions that changes make over what holds, or the change of a version that another one has followed.
///
/// # Errors
/// What keeps the files from being read.
pub fn versions(
    (dir, slug): (&Path, &str),
    amendments: &[Amendment],
    changes: &[Change],
) -> Result<Result<Vec<NewVersion>, String>, PackErrors> {
    Ok(amended::versions_of(&stated::tree((dir, slug), amendments)?, changes))
}

/// What changes do to what holds, said as an administrator says it.
///
/// # Errors
/// What keeps the files from being read, or a change that can't be laid.
pub fn changed((dir, slug): (&Path, &str), before: &[Amendment], after: &[Amendment]) -> Result<Vec<Difference>, PackErrors> {
    Ok(difference::between(&stated::tree((dir, slug), before)?, &stated::tree((dir, slug), after)?))
}

/// The changes that take others back: what stood at each place before them, put where it stands now.
///
/// # Errors
/// What keeps the files from being read.
pub fn undoing((dir, slug): (&Path, &str), before: &[Amendment], now: &[Amendment], changes: &[Change]) -> Result<Vec<Change>, PackErrors> {
    let (before, now) = (stated::tree((dir, slug), before)?, stated::tree((dir, slug), now)?);
    Ok(amended::undoing(&before, &now, changes))
}
