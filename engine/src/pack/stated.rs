//! Where each value of a pack comes from: the region's own file, its province's, or the base's. Who adopts a pack sees what is theirs, what
//! they borrow, and on which line.
use super::{
    amended::Amendment,
    difference::{Difference, between},
    error::PackErrors,
    finish, folder,
    merge::{self, lay_over},
    node::{Node, Value},
};
use std::{collections::BTreeMap, path::Path};

/// One value of a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// Its place by the pack's keys, `services/hibah-uang/workflows/1/promise_days`.
    pub path: String,
    /// The value in a line.
    pub value: String,
    /// The file that says so.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The layer: the name of the folder that the file is in.
    pub layer: String,
}

/// The settled values of a region, with what its administrators changed.
pub(super) fn tree((dir, slug): (&Path, &str), amendments: &[Amendment]) -> Result<Node, PackErrors> {
    let mut errors = Vec::new();
    let layers = folder::layers(dir, slug).map_err(PackErrors::new)?;
    let whole = layers.into_iter().reduce(|below, above| lay_over(below, above, &mut errors));
    let whole = whole.map(|whole| finish::settled(whole, (dir, slug), amendments, &mut errors).0);
    match whole {
        Some(whole) if errors.is_empty() => Ok(whole),
        _ => Err(PackErrors::new(errors)),
    }
}

/// Every value of a region below `within`, all of it where that is empty.
///
/// # Errors
/// What keeps the files from being read.
pub fn stated(dir: &Path, slug: &str, within: &str) -> Result<Vec<Stated>, PackErrors> {
    let tree = tree((dir, slug), &[])?;
    let root = root(dir);
    let (mut found, mut path) = (Vec::new(), Vec::new());
    walk(&tree, &mut path, &mut |path, node| {
        let path = path.join("/");
        if path == within || within.is_empty() || path.strip_prefix(within).is_some_and(|rest| rest.starts_with('/')) {
            let file = node.at.file.to_string();
            let layer = layer(&file, &root).to_owned();
            let value = match &node.value {
                Value::Text(text) => text.lines().next().unwrap_or_default().to_owned(),
                _ => node.json().to_string(),
            };
            found.push(Stated { path, value, file, line: node.at.line, layer });
        }
    });
    Ok(found)
}

fn root(dir: &Path) -> String {
    format!("{}/", folder::shown(dir))
}

/// The folder of a file.
fn layer<'f>(file: &'f str, root: &str) -> &'f str {
    file.strip_prefix(root).and_then(|rest| rest.split('/').next()).unwrap_or_default()
}

/// How many values come from each folder, most first.
pub(super) fn layers(tree: &Node, dir: &Path) -> Vec<(String, u32)> {
    let (root, mut found) = (root(dir), BTreeMap::<String, u32>::new());
    count(tree, &mut |node| {
        let layer = layer(&node.at.file, &root);
        match found.get_mut(layer) {
            Some(n) => *n += 1,
            None => _ = found.insert(layer.to_owned(), 1),
        }
    });
    let mut found: Vec<_> = found.into_iter().collect();
    found.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    found
}

fn count(node: &Node, each: &mut impl FnMut(&Node)) {
    match &node.value {
        Value::Table(entries) => entries.values().for_each(|node| count(node, each)),
        Value::Array(items) if items.iter().any(|item| matches!(item.value, Value::Table(_))) => {
            items.iter().for_each(|node| count(node, each))
        }
        _ => each(node),
    }
}

fn walk(node: &Node, path: &mut Vec<String>, each: &mut impl FnMut(&[String], &Node)) {
    let mut inner = |name: String, node: &Node, each: &mut _| {
        path.push(name);
        walk(node, path, each);
        path.pop();
    };
    match &node.value {
        Value::Table(entries) => entries.iter().for_each(|(key, node)| inner(key.clone(), node, each)),
        Value::Array(items) if items.iter().any(|item| matches!(item.value, Value::Table(_))) => {
            items.iter().enumerate().for_each(|(i, item)| inner(merge::key(item).unwrap_or_else(|| i.to_string()), item, each));
        }
        _ => each(path, node),
    }
}

/// How the region `is` differs from the region `was`; each is a folder of packs and a slug.
///
/// # Errors
/// What keeps the files from being read.
pub fn differences((was_dir, was): (&Path, &str), (is_dir, is): (&Path, &str)) -> Result<Vec<Difference>, PackErrors> {
    Ok(between(&tree((was_dir, was), &[])?, &tree((is_dir, is), &[])?))
}

#[cfg(test)]
mod tests {
    use super::{differences, stated};
    use crate::pack::shipped::REGIONS;
    use std::path::Path;

    #[test]
    fn each_value_says_where_it_comes_from() {
        let dir = Path::new(REGIONS);
        let one = |slug: &str, path: &str| {
            let mut found = stated(dir, slug, path).unwrap();
            assert_eq!(found.len(), 1, "{path}: {found:?}");
            found.remove(0)
        };
        let brand = one("kab-serang", "services/hibah-uang/brand");
        assert_eq!((brand.value.as_str(), brand.layer.as_str()), ("Serang Open", "kab-serang"));
        assert_eq!(one("kab-serang", "region/province").layer, "banten");
        assert_eq!(one("kab-serang", "services/hibah-uang/prefix").layer, "base");
        let all = stated(dir, "kab-serang", "").unwrap();
        assert!(all.len() > 5_000 && all.iter().all(|s| s.line > 0 && ["base", "banten", "kab-serang"].contains(&s.layer.as_str())));
        let services = stated(dir, "kab-serang", "services").unwrap();
        assert!(!services.is_empty() && services.iter().all(|s| s.path.starts_with("services/")));
    }

    #[test]
    fn two_regions_are_compared_in_words() {
        let dir = Path::new(REGIONS);
        let found = differences((dir, "kota-serang"), (dir, "kota-tangerang")).unwrap();
        let said: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert!(said.iter().any(|s| s.contains("Hibah Daerah → Sabakota")), "{said:?}");
        assert!(said.iter().any(|s| s.contains("jabatan: tim-pertimbangan → reviu")), "{said:?}");
        assert!(differences((dir, "kota-serang"), (dir, "kota-serang")).unwrap().is_empty());
    }
}
