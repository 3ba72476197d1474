//! A new base under regions that changed the old one. What nobody changed flows into all of them; where a region or a province has its
//! own value for what the base changed too, somebody says which one holds. Nothing is written before every such place is settled, and
//! everything is checked before it counts.
use super::{
    PackErrors,
    difference::{Difference, between},
    error::PackError,
    folder::{self, shown},
    merge,
    node::{Node, Origin, Value},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::{Path, PathBuf},
};

/// What a new base would change.
#[derive(Debug)]
pub struct Upgrade {
    /// In the base itself, in words.
    pub changes: Vec<Difference>,
    /// Where a region or a province has its own value for what changes.
    pub conflicts: Vec<Conflict>,
    /// The folders that extend the base, and so take what flows.
    pub layers: Vec<String>,
}

/// A value that the base changes and a folder above it has of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The folder and the place in its pack, `kota-contoh:services/hibah-uang/brand`: what it is settled by.
    pub name: String,
    /// What the folder says.
    pub own: String,
    /// What the base said, and says: nothing where it said nothing.
    pub base: (Option<String>, Option<String>),
    /// Where the folder says it.
    pub file: String,
    /// On which line.
    pub line: usize,
}

/// Which value holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    /// The folder's own stays.
    Own,
    /// The base's; the folder's own is taken out.
    Base,
}

/// A folder's values by their place. Lists whose entries have no key are one value, as they are when they are laid.
fn values(node: &Node) -> BTreeMap<String, (String, Origin)> {
    fn walk(node: &Node, path: &mut Vec<String>, found: &mut BTreeMap<String, (String, Origin)>) {
        let mut inner = |name: String, node: &Node| {
            path.push(name);
            walk(node, path, found);
            path.pop();
        };
        match &node.value {
            Value::Table(entries) => entries.iter().for_each(|(key, node)| inner(key.clone(), node)),
            Value::Array(items) if !items.is_empty() && items.iter().all(|item| merge::key(item).is_some()) => {
                items.iter().for_each(|item| inner(merge::key(item).unwrap_or_default(), item));
            }
            _ => {
                let value = node.as_text().map_or_else(|| node.json().to_string(), str::to_owned);
                found.insert(path.join("/"), (value, node.at.clone()));
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(node, &mut vec![], &mut found);
    found
}

/// Every place that has something in it or below it.
fn places(values: &BTreeMap<String, (String, Origin)>) -> BTreeSet<&str> {
    let within = |path: &'_ str| path.match_indices('/').map(|(at, _)| at).chain([path.len()]).collect::<Vec<_>>();
    values.keys().flat_map(|path| within(path).into_iter().map(move |end| &path[..end])).collect()
}

/// What the base in the folder `new` would change for the packs in `dir`.
///
/// # Errors
/// What keeps either from being read.
pub fn upgrade_plan(dir: &Path, new: &Path) -> Result<Upgrade, PackErrors> {
    let base = dir.join(BASE);
    let (old, new) = (folder::read(&base).map_err(PackErrors::new)?, folder::read(new).map_err(PackErrors::new)?);
    let (was, is) = (values(&old), values(&new));
    let (had, has) = (places(&was), places(&is));
    let (mut conflicts, mut layers) = (Vec::new(), Vec::new());
    for (name, path) in folder::entries(dir)? {
        if name == BASE || !path.join("region.toml").is_file() {
            continue;
        }
        layers.push(name.clone());
        let own = values(&folder::read(&path).map_err(PackErrors::new)?);
        for (place, (value, at)) in &own {
            if ["key", "code", "version"].contains(&place.rsplit('/').next().unwrap_or_default()) {
                continue;
            }
            let of = |base: &BTreeMap<String, (String, Origin)>| base.get(place).map(|(value, _)| value.clone());
            let (before, after) = (of(&was), of(&is));
            // What it stands in was there, and is gone.
            let lost = place.match_indices('/').any(|(end, _)| had.contains(&place[..end]) && !has.contains(&place[..end]));
            if before != after && after.as_ref() != Some(value) || lost {
                conflicts.push(Conflict {
                    name: format!("{name}:{place}"),
                    own: value.lines().next().unwrap_or_default().to_owned(),
                    base: (before, after),
                    file: at.file.to_string(),
                    line: at.line,
                });
            }
        }
    }
    Ok(Upgrade { changes: between(&old, &new), conflicts, layers })
}

/// The folder that all others extend.
const BASE: &str = "base";

/// Puts the base of the folder `new` in the place of the one in `dir`, with every conflict settled by its name. All regions hold
/// afterwards, or all is as it was.
///
/// # Errors
/// A conflict that nobody settled, a value that can't be taken out by itself, or what does not hold with the new base.
pub fn upgrade(dir: &Path, new: &Path, settled: &BTreeMap<String, Settled>) -> Result<Upgrade, PackErrors> {
    let plan = upgrade_plan(dir, new)?;
    let at = |conflict: &Conflict| Origin { file: conflict.file.as_str().into(), line: conflict.line };
    let open: Vec<PackError> = plan
        .conflicts
        .iter()
        .filter(|conflict| !settled.contains_key(&conflict.name))
        .map(|c| PackError::new(&at(c), format!("`{}` is not settled", c.name), "keep your own value, or take the base's"))
        .collect();
    if !open.is_empty() {
        return Err(PackErrors::new(open));
    }
    let failed = |e: io::Error| {
        PackErrors::from(PackError::new(&Origin { file: shown(dir).into(), line: 1 }, format!("can't be written: {e}"), "see that you may"))
    };
    // All of it is made aside, checked there, and only then put in its place.
    let aside = tempfile_beside(dir).map_err(failed)?;
    copy(dir, &aside).map_err(failed)?;
    let done = (|| {
        let base = aside.join(BASE);
        fs::remove_dir_all(&base).and_then(|()| copy(new, &base)).map_err(failed)?;
        for conflict in plan.conflicts.iter().filter(|c| settled.get(&c.name) == Some(&Settled::Base)) {
            let file = aside.join(Path::new(&conflict.file).strip_prefix(shown(dir)).unwrap_or(Path::new(&conflict.file)));
            take_out(&file, conflict.line)
                .map_err(|what| PackErrors::from(PackError::new(&at(conflict), what, "take the value out by hand, and upgrade again")))?;
        }
        super::load_every(&aside).map(drop)
    })();
    if let Err(errors) = done {
        fs::remove_dir_all(&aside).map_err(failed)?;
        return Err(errors);
    }
    let swap = || -> io::Result<()> {
        for (name, path) in folder::entries(&aside).map_err(|e| io::Error::other(e.to_string()))? {
            if !path.is_dir() || (name != BASE && !plan.layers.contains(&name)) {
                continue;
            }
            let (place, gone) = (dir.join(&name), aside.join(format!(".{name}.gone")));
            fs::rename(&place, gone)?;
            fs::rename(path, place)?;
        }
        fs::remove_dir_all(&aside)
    };
    swap().map_err(failed)?;
    Ok(plan)
}

fn tempfile_beside(dir: &Path) -> io::Result<PathBuf> {
    let aside = dir.join(".upgrade");
    if aside.exists() {
        fs::remove_dir_all(&aside)?;
    }
    fs::create_dir_all(&aside)?;
    Ok(aside)
}

/// Copies a folder without what is hidden in it.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (path, name) = (entry.path(), entry.file_name());
        if name.to_string_lossy().starts_with('.') {
            continue;
        }
        if path.is_dir() { copy(&path, &to.join(name))? } else { _ = fs::copy(path, to.join(name))? }
    }
    Ok(())
}

/// Takes one value out of a file: the line that says it, where it stands on one line; the file, where the file is the value.
fn take_out(file: &Path, line: usize) -> Result<(), String> {
    let text = fs::read_to_string(file).map_err(|e| e.to_string())?;
    if file.extension().is_some_and(|end| end == "typ" || end == "csv" || end == "svg") {
        return fs::remove_file(file).map_err(|e| e.to_string());
    }
    let lines: Vec<&str> = text.lines().collect();
    let said = line.checked_sub(1).and_then(|i| lines.get(i)).ok_or("the line is not there")?;
    let alone = !said.trim_start().starts_with('[')
        && super::parse::parse("one", said).is_ok_and(|node| matches!(node.value, Value::Table(entries) if entries.len() == 1));
    if !alone {
        return Err("the value stands on more than its own line".to_owned());
    }
    let kept: String = lines.iter().enumerate().filter(|(i, _)| i + 1 != line).map(|(_, text)| format!("{text}\n")).collect();
    fs::write(file, kept).map_err(|e| e.to_string())
}

#[cfg(test)]
mod tests {
    use super::{Settled, Upgrade, upgrade, upgrade_plan};
    use crate::pack::{bad_packs::copy, load, load_all, shipped::REGIONS};
    use std::{collections::BTreeMap, fs, path::Path};
    use tempfile::TempDir;

    const SERVICE: &str = "services/hibah-uang/service.toml";
    const WORKFLOW: &str = "services/hibah-uang/workflow-1.toml";

    /// All shipped packs, and a base beside them in which something changed.
    fn bench(change: impl Fn(&Path)) -> (TempDir, std::path::PathBuf, std::path::PathBuf) {
        let dir = TempDir::new().unwrap();
        let (packs, new) = (dir.path().join("regions"), dir.path().join("new"));
        copy(Path::new(REGIONS), &packs);
        copy(&packs.join("base"), &new);
        change(&new);
        (dir, packs, new)
    }

    fn edit(file: &Path, from: &str, to: &str) {
        let text = fs::read_to_string(file).unwrap();
        assert!(text.contains(from), "{from}");
        fs::write(file, text.replacen(from, to, 1)).unwrap();
    }

    /// The base calls grants by another name, gives five more days to agencies, and calls the panel's stage by another name.
    fn newer(base: &Path) {
        edit(&base.join(SERVICE), "brand = \"Hibah Daerah\"", "brand = \"Hibah Terbuka\"");
        edit(&base.join(WORKFLOW), "clock = { days = 14, legal_base", "clock = { days = 19, legal_base");
        edit(&base.join(WORKFLOW), "label = { id = \"Pembahasan Tim Pertimbangan\"", "label = { id = \"Sidang Tim Pertimbangan\"");
    }

    fn names(plan: &Upgrade) -> Vec<&str> {
        plan.conflicts.iter().map(|c| c.name.as_str()).collect()
    }

    #[test]
    fn a_change_of_the_base_flows_to_all_nine_and_what_is_ones_own_is_asked_about() {
        let (_dir, packs, new) = bench(newer);
        let plan = upgrade_plan(&packs, &new).unwrap();
        assert_eq!(plan.layers.len(), 10, "nine regions and a province's layer");
        assert_eq!(plan.changes.len(), 3, "{:?}", plan.changes);
        let brands = ["kab-serang", "kota-bandung", "kota-cilegon", "kota-tangerang"].map(|r| format!("{r}:services/hibah-uang/brand"));
        let stage = "kota-tangerang:services/hibah-uang/workflows/workflow-1/stages/deliberation/label/id".to_owned();
        assert_eq!(names(&plan), brands.iter().chain([&stage]).map(String::as_str).collect::<Vec<_>>());
        let first = &plan.conflicts[0];
        assert_eq!(
            (first.own.as_str(), &first.base),
            ("Serang Open", &(Some("Hibah Daerah".to_owned()), Some("Hibah Terbuka".to_owned())))
        );
        // Nothing happens before each is settled.
        let before = fs::read_to_string(packs.join("base").join(SERVICE)).unwrap();
        let some = BTreeMap::from([(brands[0].clone(), Settled::Own)]);
        let said = upgrade(&packs, &new, &some).unwrap_err().to_string();
        assert_eq!(said.lines().count(), 4, "{said}");
        assert_eq!(fs::read_to_string(packs.join("base").join(SERVICE)).unwrap(), before);
        // One takes the base's name, the others keep theirs; the longer term is everybody's.
        let mut all: BTreeMap<_, _> = plan.conflicts.iter().map(|c| (c.name.clone(), Settled::Own)).collect();
        all.insert(brands[2].clone(), Settled::Base);
        upgrade(&packs, &new, &all).unwrap();
        let after = load_all(&packs).unwrap();
        let brand = |slug: &str| after.by_slug(slug).unwrap().service("hibah-uang").unwrap().brand.clone();
        assert_eq!(["kab-serang", "kota-cilegon", "prov-banten"].map(brand), ["Serang Open", "Hibah Terbuka", "Hibah Terbuka"]);
        for pack in after.all() {
            let stage = pack.service("hibah-uang").unwrap().workflow(1).unwrap().stage("opd_evaluation").unwrap().clone();
            assert_eq!(stage.clock.unwrap().days, 19, "{}", pack.region.slug);
        }
        assert!(fs::read_dir(&packs).unwrap().all(|e| !e.unwrap().file_name().to_string_lossy().starts_with('.')), "nothing is left aside");
    }

    #[test]
    fn a_stage_that_goes_takes_no_regions_change_with_it_in_silence() {
        let (_dir, packs, new) = bench(|base| {
            edit(&base.join(WORKFLOW), "key = \"not_considered\"\n", "key = \"not_considered_any_more\"\n");
        });
        let plan = upgrade_plan(&packs, &new).unwrap();
        assert!(names(&plan).iter().all(|name| name.starts_with("kota-tangerang:")) && !plan.conflicts.is_empty(), "{:?}", names(&plan));
        let all: BTreeMap<_, _> = plan.conflicts.iter().map(|c| (c.name.clone(), Settled::Own)).collect();
        // Even settled, what does not hold is not put in place.
        assert!(upgrade(&packs, &new, &all).is_err());
        assert!(load(&packs, "kota-tangerang").is_ok() && !packs.join(".upgrade").exists());
    }
}
