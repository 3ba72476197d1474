//! The command line in two dozen lines: a build tool that everybody compiles first should not pull in a parser.
use anyhow::{Context, Result, ensure};
use std::collections::VecDeque;

/// The words that no command has taken yet.
pub(crate) struct Args {
    left: VecDeque<String>,
}

impl Args {
    pub(crate) fn from_words(words: Vec<String>) -> Self {
        Self { left: words.into() }
    }

    /// Takes the first word, such as the command's name.
    pub(crate) fn next_word(&mut self) -> Option<String> {
        self.left.pop_front()
    }

    /// Takes `--name`; true when it was there.
    pub(crate) fn flag(&mut self, name: &str) -> bool {
        let before = self.left.len();
        self.left.retain(|word| word != name);
        self.left.len() < before
    }

    /// Takes `--name value` or `--name=value`.
    pub(crate) fn value(&mut self, name: &str) -> Result<Option<String>> {
        let joined = format!("{name}=");
        if let Some(at) = self.left.iter().position(|word| word.starts_with(&joined)) {
            let word = self.left.remove(at).unwrap_or_default();
            return Ok(Some(word[joined.len()..].to_owned()));
        }
        let Some(at) = self.left.iter().position(|word| word == name) else {
            return Ok(None);
        };
        self.left.remove(at);
        let value = self.left.remove(at).with_context(|| format!("{name} needs a value"))?;
        Ok(Some(value))
    }

    /// All that is left, for a program that we start.
    pub(crate) fn rest(self) -> Vec<String> {
        self.left.into()
    }

    /// Refuses what nobody took: a misspelt option must not pass as a default.
    pub(crate) fn finish(self) -> Result<()> {
        ensure!(self.left.is_empty(), "not understood: {}", self.rest().join(" "));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(line: &str) -> Args {
        Args::from_words(line.split_whitespace().map(str::to_owned).collect())
    }

    #[test]
    fn takes_flags_and_both_forms_of_values() {
        let mut given = args("--release --port 3001 --database=sqlite://x.db");
        assert!(given.flag("--release"));
        assert!(!given.flag("--release"));
        assert_eq!(given.value("--port").unwrap().as_deref(), Some("3001"));
        assert_eq!(given.value("--database").unwrap().as_deref(), Some("sqlite://x.db"));
        assert!(given.finish().is_ok());
    }

    #[test]
    fn refuses_a_missing_value_and_an_unknown_word() {
        assert!(args("--port").value("--port").is_err());
        assert!(args("--relase").finish().is_err());
    }
}
