//! `cargo xtask words`: which phrases of citizens' pages a further language has no words for yet, as a list beside its table. The pages show
//! those in Indonesian. Phrases stand in the code in Indonesian and English side by side; here they are read off it.
use crate::{args::Args, place};
use anyhow::{Context, Result};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// Where the phrases of citizens' pages stand.
const PAGES: [&str; 5] = ["app/src/citizen", "app/src/components", "app/src/gallery", "app/src/transparency", "app/src/saving.rs"];
/// Where the tables are.
const TABLES: &str = "regions/base/languages";

pub(crate) fn command(args: Args) -> Result<()> {
    args.finish()?;
    for (path, text) in lists()? {
        println!("{}: {} phrases without words", path.display(), text.lines().filter(|l| !l.starts_with('#')).count());
        fs::write(path, text)?;
    }
    Ok(())
}

/// The lists that are not what the code and the tables make them.
pub(crate) fn stale() -> Result<Vec<String>> {
    let stale = |(path, text): (PathBuf, String)| {
        let there = fs::read_to_string(&path).unwrap_or_default();
        (there != text).then(|| format!("{}: run `cargo xtask words`", path.display()))
    };
    Ok(lists()?.into_iter().filter_map(stale).collect())
}

/// Each table's list, as it is to be.
fn lists() -> Result<Vec<(PathBuf, String)>> {
    let mut phrases = BTreeSet::new();
    for page in PAGES {
        gather(&place::root().join(page), &mut phrases)?;
    }
    let mut lists = Vec::new();
    let mut tables: Vec<PathBuf> = fs::read_dir(place::root().join(TABLES))?.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>()?;
    tables.sort();
    for table in tables.iter().filter(|path| path.extension().is_some_and(|e| e == "tsv")) {
        let text = fs::read_to_string(table)?;
        let has: BTreeSet<&str> = text.lines().filter(|l| !l.starts_with('#')).filter_map(|l| Some(l.split_once('\t')?.0)).collect();
        let missing: Vec<&str> = phrases.iter().map(String::as_str).filter(|phrase| !has.contains(phrase)).collect();
        let code = table.file_stem().and_then(|n| n.to_str()).unwrap_or_default();
        let head = format!(
            "# Phrases of citizens' pages that {code}.tsv has no words for; they are shown in Indonesian. Made by `cargo xtask words`.\n"
        );
        lists.push((table.with_file_name(format!("{code}.missing.txt")), head + &missing.join("\n") + "\n"));
    }
    Ok(lists)
}

fn gather(path: &Path, into: &mut BTreeSet<String>) -> Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            gather(&entry?.path(), into)?;
        }
        return Ok(());
    }
    if path.extension().is_some_and(|e| e == "rs") {
        let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
        // What tests say is read by nobody.
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        into.extend(phrases(code));
    }
    Ok(())
}

/// The Indonesian of every `t("…", "…")` and `pick(lang, "…", "…")`.
fn phrases(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for begin in ["t(", "pick("] {
        for (at, _) in code.match_indices(begin) {
            let before = code.get(..at).and_then(|b| b.chars().next_back());
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
                continue;
            }
            let mut rest = code.get(at + begin.len()..).unwrap_or_default().trim_start();
            if begin == "pick(" {
                rest = rest.split_once(',').map_or("", |(_, rest)| rest).trim_start();
            }
            let Some((first, rest)) = literal(rest) else { continue };
            // Two phrases side by side, and nothing else, are words of a page.
            if rest.trim_start().strip_prefix(',').is_some_and(|rest| rest.trim_start().starts_with('"'))
                && first.chars().any(char::is_alphabetic)
            {
                found.push(first);
            }
        }
    }
    found
}

/// The string literal that a text begins with, and what comes behind it.
fn literal(text: &str) -> Option<(String, &str)> {
    let inside = text.strip_prefix('"')?;
    let mut said = String::new();
    let mut letters = inside.char_indices();
    while let Some((at, c)) = letters.next() {
        match c {
            '"' => return Some((said, inside.get(at + 1..)?)),
            '\\' => match letters.next()?.1 {
                'n' => said.push('\n'),
                other => said.push(other),
            },
            other => said.push(other),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::phrases;

    #[test]
    fn phrases_are_read_off_the_code() {
        let code = r#"t("Masuk", "Sign in"); pick(lang, "Keluar \"ya\"", "Leave"); pick(asked.lang,
            "Nama", "Name"); format("tidak", "x"); t(a, "b"); t("–", "-"); count("x", "y"); t("satu")"#;
        assert_eq!(phrases(code), ["Masuk", "Keluar \"ya\"", "Nama"]);
    }
}
