//! `terang pack`.
mod adopted;
mod dialogue;
mod handed;
mod schemas;
mod smudges;

use super::{Settings, Stop};
use crate::config::Flags;
use clap::{Args, Subcommand};
use engine::papers::{Press, samples};
use press::TypstPress;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Regions' packs.
#[derive(Debug, Subcommand)]
pub(super) enum Pack {
    /// Look for mistakes in all packs, and print each document on made-up facts: each mistake is printed as file:line,
    /// what is wrong, and what to do. Exit code 1 where there is one.
    Check(Check),
    /// Take a whole edition of the classification of activities (KBLI) from a CSV with code and title; what the pack's own table adds to
    /// codes, such as everyday words and risks, stays. Says what changes; with --write it is written, and the packs are checked again.
    Activities(Activities),
    /// Write each document of a region as PDF, on made-up facts, to see how its templates look.
    Print(Print),
    /// Say of each value of a region's pack which file and line it comes from: its own, its province's or the base's.
    Where(Where),
    /// Say how two regions' packs differ, or one region's before and after, in the words of an administrator.
    Diff(Diff),
    /// Write a region's pack as one signed file, with the layers that it extends but for the base.
    Export(Export),
    /// Put the pack of a signed file in its place: whole or not at all, no older edition, from nobody who is not trusted.
    Import(Import),
    /// Put a new base under all regions: what nobody changed flows into them, what a region changed too is settled one by one. Says what
    /// would happen; with --write it happens.
    Upgrade(Upgrade),
    /// Walk the golden runs that ship with the regions again: made-up cases, led through the rules as they are. Exit code 1 where one goes
    /// another way than it did, or finds no end.
    Test(Test),
    /// Make a new region from an interview sheet (docs/adopt/lembar.toml is an empty one), or from a dialogue where no sheet is named.
    New(New),
    /// Write the JSON Schemas of pack files, for editors that complete and check while one writes.
    Schema(SchemaTo),
}

/// Of which region, and what of it.
#[derive(Debug, Args)]
pub(super) struct Where {
    /// The region's slug.
    region: String,
    /// A place in its pack, such as services/hibah-uang/windows; all of it when left out.
    #[arg(default_value = "")]
    place: String,
    /// Folder of the packs; the configured one when left out.
    #[arg(long, value_name = "DIR")]
    packs: Option<PathBuf>,
}

/// Of which regions.
#[derive(Debug, Args)]
pub(super) struct Test {
    /// The region's slug; every region when left out.
    region: Option<String>,
    /// Write them anew, from this day on: `--record 2026-03-02`.
    #[arg(long, value_name = "DAY")]
    record: Option<String>,
    /// Folder of the packs; the configured one when left out.
    #[arg(long, value_name = "DIR")]
    packs: Option<PathBuf>,
}

/// Of which region, and where to.
#[derive(Debug, Args)]
pub(super) struct Export {
    /// The region's slug.
    region: String,
    /// The file; made anew.
    file: PathBuf,
    /// The file with the key that signs; made where there is none. Keep it: who has it speaks for the region.
    #[arg(long, value_name = "FILE", default_value = "terang-pack.key")]
    key: PathBuf,
    /// Folder of the packs; the configured one when left out.
    #[arg(long, value_name = "DIR")]
    packs: Option<PathBuf>,
}

/// From which file.
#[derive(Debug, Args)]
pub(super) struct Import {
    /// The parcel.
    file: PathBuf,
    /// The sender's public key, as they said it; needed the first time and when it changes.
    #[arg(long, value_name = "KEY")]
    from: Option<String>,
    /// Folder of the packs; the configured one when left out.
    #[arg(long, value_name = "DIR")]
    packs: Option<PathBuf>,
}

/// To which base.
#[derive(Debug, Args)]
pub(super) struct Upgrade {
    /// The folder of the new base.
    base: PathBuf,
    /// Keep a folder's own value: the name of a conflict, as it is listed.
    #[arg(long, value_name = "NAME")]
    keep: Vec<String>,
    /// Take the base's value instead of a folder's own.
    #[arg(long, value_name = "NAME")]
    take: Vec<String>,
    /// Ask about each conflict that is not settled.
    #[arg(long)]
    ask: bool,
    /// Do it. Without this it is only said what would change.
    #[arg(long)]
    write: bool,
    /// Folder of the packs; the configured one when left out.
    #[arg(long, value_name = "DIR")]
    packs: Option<PathBuf>,
}

/// Which two.
#[derive(Debug, Args)]
pub(super) struct Diff {
    /// A region's slug, or the path of its folder in another folder of packs.
    was: String,
    /// The other one.
    is: String,
    /// Folder of the packs; the configured one when left out.
    #[arg(long, value_name = "DIR")]
    packs: Option<PathBuf>,
}

/// From which sheet, and where to.
#[derive(Debug, Args)]
pub(super) struct New {
    /// The sheet.
    sheet: Option<PathBuf>,
    /// Folder of the packs; the configured one when left out.
    #[arg(long, value_name = "DIR")]
    packs: Option<PathBuf>,
}

/// Where to.
#[derive(Debug, Args)]
pub(super) struct SchemaTo {
    /// The folder; `.taplo.toml` in it says which schema is a file's.
    out: PathBuf,
}

/// Which documents, and where to.
#[derive(Debug, Args)]
pub(super) struct Print {
    /// The region's slug.
    region: String,
    /// The folder for the PDFs; made if it is not there.
    out: PathBuf,
    /// Folder of the packs; the configured one when left out.
    #[arg(long, value_name = "DIR")]
    packs: Option<PathBuf>,
}

/// Which table, into which edition of which folder.
#[derive(Debug, Args)]
pub(super) struct Activities {
    /// The table, with commas or semicolons.
    table: PathBuf,
    /// The edition, such as 2025; activities/editions.toml names them.
    #[arg(long)]
    edition: String,
    /// The pack's folder that gets it.
    #[arg(long, default_value = "base")]
    into: String,
    /// Folder of the packs; the configured one when left out.
    #[arg(long, value_name = "DIR")]
    packs: Option<PathBuf>,
    /// Take out the codes that the table has not.
    #[arg(long)]
    replace: bool,
    /// Write it.
    #[arg(long)]
    write: bool,
}

/// Which packs.
#[derive(Debug, Args)]
pub(super) struct Check {
    /// Folder of the packs; the configured one when left out.
    dir: Option<PathBuf>,
}

impl Pack {
    pub(super) fn run(self, settings: &Settings) -> Result<(), Stop> {
        match self {
            Self::Check(Check { dir }) => check(&folder(dir, settings)?),
            Self::Activities(activities) => activities.run(settings),
            Self::Print(Print { region, out, packs }) => print(&folder(packs, settings)?, &region, &out),
            Self::Where(Where { region, place, packs }) => adopted::whence(&folder(packs, settings)?, &region, &place),
            Self::Diff(Diff { was, is, packs }) => adopted::diff(&folder(packs, settings)?, &was, &is),
            Self::Export(Export { region, file, key, packs }) => handed::export(&folder(packs, settings)?, &region, &file, &key),
            Self::Import(Import { file, from, packs }) => handed::import(&folder(packs, settings)?, &file, from.as_deref()),
            Self::Upgrade(upgrade) => upgrade.run(settings),
            Self::Test(Test { region, record, packs }) => adopted::test(&folder(packs, settings)?, region.as_deref(), record.as_deref()),
            Self::Schema(SchemaTo { out }) => schemas::schemas(&out),
            Self::New(New { sheet, packs }) => adopted::new(&folder(packs, settings)?, sheet),
        }
    }
}

impl Activities {
    fn run(self, settings: &Settings) -> Result<(), Stop> {
        let dir = folder(self.packs.clone(), settings)?;
        let read = |file: &Path| fs::read_to_string(file).map_err(|e| Stop::CouldNotBegin(format!("can't read {}: {e}", file.display())));
        let plain = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        if !plain(&self.edition) || !plain(&self.into) {
            return Err(Stop::CouldNotBegin("an edition and a folder are words of letters and digits, such as 2025 and base".to_owned()));
        }
        let home = dir.join(&self.into).join("activities");
        if !read(&home.join("editions.toml"))?.contains(&format!("key = \"{}\"", self.edition)) {
            return Err(Stop::CouldNotBegin(format!(
                "{} names no edition {}; add it there first",
                home.join("editions.toml").display(),
                self.edition
            )));
        }
        let to = home.join(format!("{}.csv", self.edition));
        let old = if to.is_file() { read(&to)? } else { String::new() };
        let given = read(&self.table)?;
        let faults = |faults: Vec<(u64, String)>| {
            let lines = faults.into_iter().map(|(line, what)| format!("{}:{line}: {what}", self.table.display()));
            Stop::Found(lines.collect::<Vec<_>>().join("\n"))
        };
        let done = engine::pack::import_activities(&old, &given, self.replace).map_err(faults)?;
        println!("new: {}; changed: {}; not in the table: {}", done.new.len(), done.changed.len(), done.missing.len());
        let some = |codes: &[String]| codes.iter().take(20).cloned().collect::<Vec<_>>().join(" ");
        for (what, codes) in [("new", &done.new), ("changed", &done.changed), ("not in the table", &done.missing)] {
            if !codes.is_empty() {
                println!("{what}: {}{}", some(codes), if codes.len() > 20 { " …" } else { "" });
            }
        }
        if !self.write {
            println!("nothing was written; --write does");
            return Ok(());
        }
        fs::write(&to, done.csv).map_err(|e| Stop::CouldNotBegin(format!("can't write {}: {e}", to.display())))?;
        match engine::pack::load_all(&dir) {
            Ok(_) => Ok(()),
            Err(errors) => {
                // A table that breaks a pack is not left there.
                fs::write(&to, old).map_err(|e| Stop::CouldNotBegin(format!("can't write {}: {e}", to.display())))?;
                Err(Stop::Found(format!("{errors}\nnothing was changed")))
            }
        }
    }
}

fn folder(named: Option<PathBuf>, settings: &Settings) -> Result<PathBuf, Stop> {
    let dir = match named {
        Some(dir) => dir,
        None => settings.read(Flags::default())?.packs,
    };
    if dir.is_dir() { Ok(dir) } else { Err(Stop::CouldNotBegin(format!("no folder {}; name the folder of the packs", dir.display()))) }
}

fn check(dir: &Path) -> Result<(), Stop> {
    let packs = engine::pack::load_all(dir).map_err(|errors| Stop::Found(errors.to_string()))?;
    let found = smudges::smudges(dir, &packs);
    if !found.is_empty() {
        return Err(Stop::Found(found.into_iter().collect::<Vec<_>>().join("\n")));
    }
    for pack in packs.all().iter() {
        println!("{} {}: in order", pack.region.code, pack.region.slug);
    }
    Ok(())
}

fn print(dir: &Path, region: &str, out: &Path) -> Result<(), Stop> {
    let packs = engine::pack::load_all(dir).map_err(|errors| Stop::Found(errors.to_string()))?;
    let Some(pack) = packs.by_slug(region) else {
        return Err(Stop::CouldNotBegin(format!("no region {region}; `terang pack check` lists those there are")));
    };
    let cannot = |error: std::io::Error| Stop::CouldNotBegin(format!("can't write to {}: {error}", out.display()));
    fs::create_dir_all(out).map_err(cannot)?;
    for (n, sheet) in samples(&pack).into_iter().enumerate() {
        let pdf = TypstPress.print(&sheet).map_err(|fault| Stop::Found(fault.to_string()))?;
        let file = out.join(format!("{:02}-{}.pdf", n + 1, sheet.template.main));
        fs::write(&file, pdf).map_err(cannot)?;
        println!("{}", file.display());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Stop, check};
    use std::{fs, path::Path};

    fn copy(from: &Path, to: &Path) {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            let to = to.join(entry.file_name());
            if entry.path().is_dir() { copy(&entry.path(), &to) } else { _ = fs::copy(entry.path(), to).unwrap() }
        }
    }

    #[test]
    fn a_template_that_does_not_print_is_named_by_file_and_line() {
        let dir = tempfile::tempdir().unwrap();
        copy(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../regions")), dir.path());
        let own = dir.path().join("kota-bandung/documents/kuitansi.typ");
        fs::create_dir_all(own.parent().unwrap()).unwrap();
        fs::write(&own, "#import \"kop.typ\": *\n#show: kop\n#said(\n").unwrap();
        let Err(Stop::Found(said)) = check(dir.path()) else { panic!("a broken template passed") };
        assert!(said.contains(&format!("{}:3:", own.display())), "{said}");
        // Once, though two services issue it.
        assert_eq!(said.lines().count(), 1, "{said}");
    }
}
