//! Steps with their seconds, and the closing table.
use anyhow::{Context, Result};
use std::time::Instant;

#[derive(Default)]
pub(super) struct Timing {
    rows: Vec<(String, f64, bool)>,
}

impl Timing {
    /// Runs one step and records how long it took and whether it passed.
    pub(super) fn step<T>(&mut self, name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        println!("\n== {name}");
        let start = Instant::now();
        let outcome = work();
        self.rows.push((name.to_owned(), start.elapsed().as_secs_f64(), outcome.is_ok()));
        outcome.with_context(|| format!("step failed: {name}"))
    }

    pub(super) fn print_table(&self) {
        println!("\n{}", self.table());
    }

    fn table(&self) -> String {
        let width = self.rows.iter().map(|(name, ..)| name.chars().count()).max().unwrap_or(0);
        let row = |name: &str, seconds: f64, word: &str| format!("{name:<width$} {seconds:>8.1} s  {word}\n");
        let steps = self.rows.iter().map(|(name, seconds, passed)| row(name, *seconds, if *passed { "ok" } else { "FAILED" }));
        let total = self.rows.iter().map(|(_, seconds, _)| seconds).sum();
        steps.chain([row("in all", total, "")]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_marks_the_failed_step_and_the_error_names_it() {
        let mut timing = Timing::default();
        timing.step("first", || Ok(())).unwrap();
        let error = timing.step("second", || -> Result<()> { anyhow::bail!("broken") }).unwrap_err();
        assert_eq!(format!("{error:#}"), "step failed: second: broken");
        let table = timing.table();
        assert!(table.lines().any(|line| line.starts_with("first") && line.ends_with("ok")), "{table}");
        assert!(table.lines().any(|line| line.starts_with("second") && line.ends_with("FAILED")), "{table}");
    }
}
