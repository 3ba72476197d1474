//! Writes down what was measured: what, beside what, and whether it reached what was aimed at. Each part is kept with its day and commit
//! in `bench/results`, so that one part can be measured anew; the page is put together of all that is there.
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::{fmt::Write, fs, path::Path, process::Command};

/// The parts in the order in which they stand on the page.
pub(crate) const PARTS: [&str; 13] =
    ["submit", "pages", "desk", "stream", "wall", "alike", "document", "licences", "open", "performance", "regions", "idle", "browser"];

/// What was measured of one part.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Report {
    /// When, and what of; filled in as it is kept.
    #[serde(default)]
    day: String,
    #[serde(default)]
    commit: String,
    #[serde(default)]
    machine: String,
    text: String,
    aims: Vec<Vec<String>>,
}

impl Report {
    pub(crate) fn section(&mut self, title: &str, about: &str) {
        println!("\n{title}");
        let _ = write!(self.text, "\n## {title}\n\n{about}\n");
    }

    pub(crate) fn table(&mut self, heads: &[&str], rows: &[Vec<String>]) {
        let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
        let heads: Vec<String> = heads.iter().map(|h| (*h).to_owned()).collect();
        let mut table = format!("\n{}|{}\n", line(&heads), "---|".repeat(heads.len()));
        for row in rows {
            println!("  {}", row.join("  "));
            table.push_str(&line(row));
        }
        self.text.push_str(&table);
    }

    pub(crate) fn note(&mut self, text: &str) {
        let _ = write!(self.text, "\n{text}\n");
    }

    /// What was aimed at: at least (`more`) or at most `aim`.
    pub(crate) fn aim(&mut self, what: &str, got: f64, aim: f64, more: bool) {
        let reached = if more { got >= aim } else { got <= aim };
        let (word, sign) = (if reached { "reached" } else { "missed" }, if more { "≥" } else { "≤" });
        println!("  {what}: {got:.2} ({word}, {sign} {aim})");
        self.aims.push(vec![what.to_owned(), format!("{sign} {aim}"), format!("{got:.2}"), word.to_owned()]);
    }

    /// What came of interrupting an applicant in the browser, where it was done before.
    pub(crate) fn interruptions(&mut self, file: Option<&Path>) -> Result<()> {
        let Some(file) = file.filter(|f| f.exists()) else { return Ok(()) };
        let run: serde_json::Value = serde_json::from_str(&fs::read_to_string(file)?)?;
        self.section(
            "An applicant who is interrupted",
            "A browser types into the form and is interrupted at a random moment up to two seconds after the last key: by a reload, a closed tab, \
             an ended session, or a server that is killed. After each one every box that was typed into before is compared; the run fails \
             where one differs. Private answers never wait in the browser: they are given 0.7 seconds more to reach the server.",
        );
        let rows: Vec<_> = run["happened"]
            .as_object()
            .into_iter()
            .flatten()
            .map(|(kind, n)| vec![format!("interrupted by: {kind}"), n.to_string()])
            .chain([vec!["interruptions in all".to_owned(), run["times"].to_string()]])
            .collect();
        self.table(&["what", "times"], &rows);
        Ok(())
    }

    /// The bytes that the browser tests counted, where they were run before.
    pub(crate) fn bytes(&mut self, file: Option<&Path>) -> Result<()> {
        let Some(file) = file.filter(|f| f.exists()) else { return Ok(()) };
        let pages: Vec<serde_json::Value> = serde_json::from_str(&fs::read_to_string(file)?)?;
        let kb = |page: &serde_json::Value, key: &str| page[key].as_f64().map_or_else(|| "–".to_owned(), |b| format!("{:.1}", b / 1024.0));
        let rows: Vec<_> = pages
            .iter()
            .map(|p| {
                let name = p["page"].as_str().unwrap_or_default().to_owned();
                vec![name, kb(p, "usable"), kb(p, "usable_budget"), kb(p, "all"), kb(p, "all_budget")]
            })
            .collect();
        self.section(
            "Bytes of pages",
            "Kilobytes (1,024 bytes) over the wire with brotli, counted by the browser on a phone's screen with an empty cache: HTML and style \
             before the page is usable, and everything. `end2end/tests/bytes.spec.ts` fails where a page needs more than its budget.",
        );
        self.table(&["page", "until usable", "budget", "scripts and WASM after it", "budget"], &rows);
        Ok(())
    }

    /// Keeps it in the folder of results.
    pub(crate) fn keep(mut self, part: &str, folder: &Path) -> Result<()> {
        if self.text.is_empty() {
            return Ok(());
        }
        (self.day, self.commit, self.machine) =
            (say("date", &["-u", "+%Y-%m-%d"])?, say("git", &["rev-parse", "--short", "HEAD"])?, machine()?);
        fs::create_dir_all(folder)?;
        let file = folder.join(format!("{part}.json"));
        fs::write(&file, serde_json::to_string_pretty(&self)? + "\n").with_context(|| file.display().to_string())
    }
}

/// The page of all parts that were ever measured.
pub(crate) fn page(folder: &Path) -> Result<String> {
    let mut aims = Report::default();
    let (mut all, mut rows) = (String::new(), vec![]);
    for part in PARTS {
        let Ok(text) = fs::read_to_string(folder.join(format!("{part}.json"))) else { continue };
        let kept: Report = serde_json::from_str(&text).with_context(|| part.to_owned())?;
        rows.extend(kept.aims.into_iter().map(|mut row| {
            row.push(kept.day.clone());
            row
        }));
        all.push_str(&kept.text);
        let _ = write!(all, "\nMeasured on {} at commit {}; {}.\n", kept.day, kept.commit, kept.machine);
    }
    aims.table(&["what", "aim", "measured", "", "day"], &rows);
    Ok(format!(
        "# Results\n\nWritten by `cargo xtask bench`, part by part: each says its day and its commit. The server ran on one core, the load on the other. \
         Databases are SQLite with a durable commit (WAL, `synchronous=FULL`).\n\n## What was aimed at\n{}{all}",
        aims.text
    ))
}

fn say(program: &str, args: &[&str]) -> Result<String> {
    let out = Command::new(program).args(args).output().with_context(|| format!("run {program}"))?;
    Ok(String::from_utf8_lossy(&out.stdout).trim().to_owned())
}

/// What it was measured on, in a line.
fn machine() -> Result<String> {
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = cpu.lines().find_map(|l| l.strip_prefix("model name")).map_or("unknown", |l| l.trim_start_matches([' ', '\t', ':']));
    let cores = cpu.lines().filter(|l| l.starts_with("processor")).count();
    let memory = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let kb: u64 = memory.lines().find_map(|l| l.strip_prefix("MemTotal:")?.trim().strip_suffix(" kB")?.parse().ok()).unwrap_or(0);
    let (system, compiler) = (say("uname", &["-sr"])?, say("rustc", &["--version"])?);
    Ok(format!("{cores} cores of {name}, {} GB of memory, a virtual disk, {system}; {compiler}", kb.div_ceil(1024 * 1024)))
}

/// A count with its thousands apart, without decimals.
#[must_use]
pub(crate) fn count(n: f64) -> String {
    let digits = format!("{n:.0}");
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Report, count};

    #[test]
    fn what_is_missed_is_called_missed() {
        let mut report = Report::default();
        report.aim("fast", 19.9, 20.0, true);
        report.aim("small", 39.0, 40.0, false);
        let words: Vec<_> = report.aims.iter().map(|a| a[3].as_str()).collect();
        assert_eq!(words, ["missed", "reached"]);
        assert_eq!([count(7.4), count(1_234.6), count(29_000_000.0)], ["7", "1,235", "29,000,000"]);
    }
}
