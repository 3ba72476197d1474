//! What a region takes from others: its first pack from a sheet, the base's changes, and the words for what differs.
use super::{Stop, Upgrade, dialogue, folder};
use crate::cli::Settings;
use domain::time::Day;
use engine::pack::Settled;
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

impl Upgrade {
    pub(super) fn run(self, settings: &Settings) -> Result<(), Stop> {
        let dir = folder(self.packs, settings)?;
        let plan = engine::pack::upgrade_plan(&dir, &self.base).map_err(|errors| Stop::Found(errors.to_string()))?;
        plan.changes.iter().for_each(|change| println!("{change}"));
        println!("{} changes of the base flow into {}", plan.changes.len(), plan.layers.join(", "));
        let named = |names: &[String], how| names.iter().map(move |name| (name.clone(), how)).collect::<Vec<_>>();
        let mut settled: BTreeMap<String, Settled> =
            named(&self.keep, Settled::Own).into_iter().chain(named(&self.take, Settled::Base)).collect();
        if let Some(stray) = settled.keys().find(|name| plan.conflicts.iter().all(|c| c.name != **name)) {
            return Err(Stop::CouldNotBegin(format!("no conflict is named {stray}; leave --keep and --take out to see those there are")));
        }
        for conflict in &plan.conflicts {
            let (was, is) = (conflict.base.0.as_deref().unwrap_or("-"), conflict.base.1.as_deref().unwrap_or("-"));
            println!("{}    {}:{}\n  own: {}\n  base: {was} → {is}", conflict.name, conflict.file, conflict.line, conflict.own);
            if self.ask && !settled.contains_key(&conflict.name) {
                settled.insert(conflict.name.clone(), dialogue::settle()?);
            }
        }
        let open = plan.conflicts.iter().filter(|c| !settled.contains_key(&c.name)).count();
        if !self.write {
            println!("{} conflicts, {open} not settled; nothing was written, --write does", plan.conflicts.len());
            return Ok(());
        }
        engine::pack::upgrade(&dir, &self.base, &settled).map_err(|errors| Stop::Found(format!("{errors}\nnothing was changed")))?;
        println!("done: every region holds");
        Ok(())
    }
}

/// Walks golden runs again, or writes them anew.
pub(super) fn test(dir: &Path, region: Option<&str>, record: Option<&str>) -> Result<(), Stop> {
    let found = |errors: engine::pack::PackErrors| Stop::Found(errors.to_string());
    let packs = engine::pack::load_all(dir).map_err(found)?;
    let day: Option<Day> = record.map(str::parse).transpose().map_err(|_| Stop::CouldNotBegin("write the day as 2026-03-02".to_owned()))?;
    let mut wrong = Vec::new();
    let mut any = false;
    for pack in packs.all().iter().filter(|pack| region.is_none_or(|r| r == pack.region.slug.as_str())) {
        any = true;
        let slug = pack.region.slug.as_str();
        if let Some(day) = day {
            let runs = engine::pack::golden(pack, day);
            engine::pack::record(dir, slug, &runs).map_err(found)?;
            println!("{slug}: {} golden runs written", runs.len());
        }
        let (runs, others) = engine::pack::walked(dir, pack).map_err(found)?;
        if runs == 0 {
            println!(
                "{slug}: no golden runs are recorded yet; `terang pack test {slug} --record <a day on which requests are taken>` does it"
            );
        } else {
            println!("{slug}: {runs} golden runs, {} go another way", others.len());
        }
        for other in others {
            let (was, line) = &other.was;
            let (outcome, days) = (&was.outcome, was.days);
            let is = other
                .is
                .as_ref()
                .map_or_else(|| "the service is gone".to_owned(), |is| format!("now {} in {} days: {}", is.outcome, is.days, is.way));
            wrong.push(format!(
                "{}/{slug}/golden.toml:{line}: {} {}: was {outcome} in {days} days: {}; {is}",
                dir.display(),
                was.service,
                was.seed,
                was.way
            ));
        }
        let no_way = |runs: &[engine::pack::GoldenRun]| {
            runs.iter().filter(|run| !run.way.is_empty() && run.outcome.is_empty()).cloned().collect::<Vec<_>>()
        };
        if runs == 0 {
            let stuck = no_way(&engine::pack::golden(pack, Day::new(2026, 3, 2).unwrap_or(Day::MIN)));
            wrong.extend(stuck.iter().map(|run| format!("{slug}: a made-up case of {} finds no way on: {}", run.service, run.way)));
        }
    }
    match (any, wrong.as_slice()) {
        (false, _) => Err(Stop::CouldNotBegin("no such region; `terang pack check` lists those there are".to_owned())),
        (true, []) => Ok(()),
        (true, wrong) => Err(Stop::Found(format!("{}\nwhere this was meant, write them anew with --record", wrong.join("\n")))),
    }
}

/// Where each value comes from.
pub(super) fn whence(dir: &Path, region: &str, place: &str) -> Result<(), Stop> {
    let found = engine::pack::stated(dir, region, place.trim_end_matches('/')).map_err(|errors| Stop::Found(errors.to_string()))?;
    if found.is_empty() {
        return Err(Stop::Found(format!("{region} has nothing at {place}; leave the place out to see all that there is")));
    }
    let mut layers: BTreeMap<&str, usize> = BTreeMap::new();
    for stated in &found {
        println!("{} = {}    {}:{}", stated.path, stated.value, stated.file, stated.line);
        *layers.entry(&stated.layer).or_default() += 1;
    }
    let counted: Vec<String> = layers.iter().map(|(layer, n)| format!("{n} from {layer}")).collect();
    println!("{} values: {}", found.len(), counted.join(", "));
    Ok(())
}

/// How two packs differ.
pub(super) fn diff(dir: &Path, was: &str, is: &str) -> Result<(), Stop> {
    let place = |named: &str| match Path::new(named) {
        path if named.contains('/') => {
            (path.parent().unwrap_or(dir).to_owned(), path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned()))
        }
        _ => (dir.to_owned(), named.to_owned()),
    };
    let (was, is) = (place(was), place(is));
    let found = engine::pack::differences((&was.0, &was.1), (&is.0, &is.1)).map_err(|errors| Stop::Found(errors.to_string()))?;
    found.iter().for_each(|difference| println!("{difference}    {}:{}", difference.at.0, difference.at.1));
    println!("{} differences", found.len());
    Ok(())
}

/// A new region from a sheet, or from one that a dialogue fills in.
pub(super) fn new(dir: &Path, sheet: Option<PathBuf>) -> Result<(), Stop> {
    let sheet = match sheet {
        Some(sheet) => sheet,
        None => dialogue::sheet()?,
    };
    let made = engine::pack::new_region(dir, &sheet).map_err(|errors| Stop::Found(errors.to_string()))?;
    println!("{}: {} districts, {} villages", dir.join(&made.slug).display(), made.places.0, made.places.1);
    made.files.iter().for_each(|file| println!("  {file}"));
    println!("Next: look at it (terang pack print {} out), then serve it (terang serve --demo).", made.slug);
    Ok(())
}
