//! Golden runs: ways of made-up cases through a region's services, written down once and walked again after every change of its rules. A
//! change that nobody meant shows as a case that goes another way.
use super::{PackError, PackErrors, folder, parse};
use crate::demo::trial::{Trial, TrialRun, tried};
use domain::{pack::Pack, time::Day};
use serde::{Deserialize, Serialize};
use std::{fmt::Write, fs, path::Path};

/// The file in a region's folder.
pub(super) const FILE: &str = "golden.toml";
/// Cases of each service that are written down.
const SEEDS: u64 = 3;

/// One way that was written down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoldenRun {
    /// The service's key.
    pub service: String,
    /// The day from which it was looked for a day that takes requests.
    pub from: String,
    /// The chance that the case was made from.
    pub seed: u64,
    /// The stages that it passed, with a space between them; empty where the rules refused it at the counter.
    pub way: String,
    /// How it ended; empty where it did not.
    pub outcome: String,
    /// Days from the first event to the last.
    pub days: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    runs: Vec<GoldenRun>,
}

/// A way that is another one now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherWay {
    /// As it was written down, with the line.
    pub was: (GoldenRun, usize),
    /// As it is; nothing where the service is gone.
    pub is: Option<GoldenRun>,
}

fn of(trial: &Trial, from: Day, seed: u64) -> GoldenRun {
    let none = TrialRun { seed, stages: vec![], outcome: None, days: 0 };
    let run = trial.runs.iter().find(|run| run.seed == seed).unwrap_or(&none);
    GoldenRun {
        service: trial.service.clone(),
        from: from.to_string(),
        seed,
        way: run.stages.join(" "),
        outcome: run.outcome.clone().unwrap_or_default(),
        days: run.days,
    }
}

/// The golden runs of a region as its rules are now, from a day on.
#[must_use]
pub fn golden(pack: &Pack, from: Day) -> Vec<GoldenRun> {
    let trials = pack.services.iter().map(|service| tried(pack, service, 0..SEEDS, from));
    trials.flat_map(|trial| (0..SEEDS).map(|seed| of(&trial, from, seed)).collect::<Vec<_>>()).collect()
}

/// Writes them into the region's folder.
///
/// # Errors
/// A folder that can't be written.
pub fn record(dir: &Path, slug: &str, runs: &[GoldenRun]) -> Result<(), PackErrors> {
    let mut text = "# Ways of made-up cases through the services, as they were when somebody looked at them last. `terang pack test` walks them again;\n# `terang pack test --record` writes them anew.\n".to_owned();
    for run in runs {
        let GoldenRun { service, from, seed, way, outcome, days } = run;
        // Writing into memory can't fail.
        _ = write!(
            text,
            "\n[[runs]]\nservice = \"{service}\"\nfrom = \"{from}\"\nseed = {seed}\noutcome = \"{outcome}\"\ndays = {days}\nway = \"{way}\"\n"
        );
    }
    let path = dir.join(slug).join(FILE);
    fs::write(&path, text).map_err(|e| folder::unreadable(&path, &e).into())
}

/// Walks a region's golden runs again, and gives how many there are with those that go another way.
///
/// # Errors
/// A file that can't be read.
pub fn walked(dir: &Path, pack: &Pack) -> Result<(usize, Vec<OtherWay>), PackErrors> {
    let path = dir.join(pack.region.slug.as_str()).join(FILE);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok((0, vec![])),
        Err(e) => return Err(folder::unreadable(&path, &e).into()),
    };
    let file = folder::shown(&path);
    let lines: Vec<usize> = parse::parse(&file, &text)?.get("runs").map_or(vec![], |runs| runs.items().iter().map(|r| r.at.line).collect());
    let broken =
        |e: toml::de::Error| PackError { file: file.clone(), line: 1, what: e.message().to_owned(), remedy: "record it anew".to_owned() };
    let written: Written = toml::from_str(&text).map_err(broken)?;
    let mut others = Vec::new();
    let total = written.runs.len();
    for (run, line) in written.runs.into_iter().zip(lines) {
        let from: Option<Day> = run.from.parse().ok();
        let service = pack.service(&run.service).zip(from);
        let is = service.map(|(service, from)| of(&tried(pack, service, [run.seed], from), from, run.seed));
        if is.as_ref() != Some(&run) {
            others.push(OtherWay { was: (run, line), is });
        }
    }
    Ok((total, others))
}

#[cfg(test)]
mod tests {
    use super::{golden, record, walked};
    use crate::pack::{load, shipped::REGIONS};
    use domain::time::Day;
    use std::path::Path;

    #[test]
    fn a_way_that_changes_is_found() {
        let dir = Path::new(REGIONS);
        let pack = load(dir, "kab-serang").unwrap();
        let (runs, others) = walked(dir, &pack).unwrap();
        assert!(runs > 30, "{runs} golden runs ship with the region");
        assert_eq!(others, [], "as the rules are, every case goes as it did");
        let place = tempfile::tempdir().unwrap();
        std::fs::create_dir(place.path().join("kab-serang")).unwrap();
        let mut runs = golden(&pack, Day::new(2026, 3, 2).unwrap());
        let one = runs.iter_mut().find(|run| run.outcome == "done").unwrap();
        one.way.push_str(" elsewhere");
        record(place.path(), "kab-serang", &runs).unwrap();
        let (_, others) = walked(place.path(), &pack).unwrap();
        assert_eq!(others.len(), 1);
        assert!(others[0].was.1 > 3 && others[0].is.as_ref().unwrap().way.len() < others[0].was.0.way.len());
    }
}
