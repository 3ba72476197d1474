//! What is wrong in the templates of a region's documents, found by printing them.
use domain::pack::Pack as Region;
use engine::{
    pack::Packs,
    papers::{Press, Sheet, Smudge, samples},
};
use press::TypstPress;
use serde_json::Value;
use std::{
    collections::{BTreeSet, HashSet},
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
    sync::Arc,
};

/// What is wrong in the templates of documents. A template that regions share is printed once for facts of one shape: whether it
/// prints hangs on what is there and what is not, and not on the words.
pub(super) fn smudges(dir: &Path, packs: &Packs) -> BTreeSet<String> {
    let mut seen = HashSet::new();
    let all = packs.all();
    let sheets = all.iter().flat_map(|pack| samples(pack).into_iter().map(move |sheet| (pack, sheet)));
    let sheets: Vec<(&Arc<Region>, Sheet)> = sheets.filter(|(_, sheet)| seen.insert(shape_of(sheet))).collect();
    let line = |pack: &Region, smudge: Smudge| {
        let file = template(dir, pack, &smudge.template).unwrap_or_else(|| dir.join(pack.region.slug.as_str()).join("documents"));
        format!("{}:{}: {}; correct the template", file.display(), smudge.line, smudge.what)
    };
    let printed = |part: &[(&Arc<Region>, Sheet)]| -> Vec<String> {
        let faults = part.iter().filter_map(|(pack, sheet)| Some((*pack, TypstPress.print(sheet).err()?)));
        faults.flat_map(|(pack, fault)| fault.0.into_iter().map(move |smudge| line(pack, smudge))).collect()
    };
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let parts = sheets.chunks(sheets.len().div_ceil(workers).max(1));
    std::thread::scope(|scope| {
        let working: Vec<_> = parts.map(|part| scope.spawn(|| printed(part))).collect();
        working
            .into_iter()
            .flat_map(|worker| worker.join().unwrap_or_else(|_| vec!["a template ended the printing; see what it calls".to_owned()]))
            .collect()
    })
}

/// What decides whether a sheet prints: its template, and of its facts which there are, of what kind, and whether they are empty.
fn shape_of(sheet: &Sheet) -> u64 {
    let mut hash = DefaultHasher::new();
    format!("{:?}", sheet.template).hash(&mut hash);
    shape(&sheet.facts, &mut hash);
    hash.finish()
}

fn shape(facts: &Value, hash: &mut DefaultHasher) {
    std::mem::discriminant(facts).hash(hash);
    match facts {
        Value::String(text) => text.trim().is_empty().hash(hash),
        Value::Bool(yes) => yes.hash(hash),
        Value::Array(items) => {
            items.len().min(2).hash(hash);
            items.iter().for_each(|item| shape(item, hash));
        }
        Value::Object(entries) => entries.iter().for_each(|(key, value)| {
            key.hash(hash);
            shape(value, hash);
        }),
        Value::Null | Value::Number(_) => {}
    }
}

/// The file of a template: the region's own, else that of a folder that is extended.
fn template(dir: &Path, pack: &Region, name: &str) -> Option<PathBuf> {
    let of = |folder: PathBuf| Some(folder.join("documents").join(format!("{name}.typ"))).filter(|file| file.is_file());
    let others = fs::read_dir(dir).ok()?.filter_map(Result::ok).map(|entry| entry.path());
    of(dir.join(pack.region.slug.as_str())).or_else(|| others.into_iter().find_map(of))
}
