//! Further languages of citizens' pages: tables that lead from the phrase of a page in Indonesian to the same in another language. A region
//! lays its own words over those that all have. What is missing is shown in Indonesian.
use super::{PackError, folder::shown};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// The folder of these tables in a pack.
pub(super) const FOLDER: &str = "languages";

/// One language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Language {
    /// What it calls itself.
    pub name: String,
    /// Phrases by their Indonesian.
    phrases: BTreeMap<String, String>,
}

/// The languages of all regions, by folder and code.
#[derive(Clone, Debug, Default)]
pub struct Languages(BTreeMap<(String, String), Language>);

/// The folder that all regions are laid over.
const BASE: &str = "base";

impl Languages {
    /// Reads the tables of all packs of a folder; one that can't be read is told by the check of the pack that it stands in.
    #[must_use]
    pub fn read(packs: &Path) -> Self {
        let mut found = BTreeMap::new();
        let folders = |path: &Path| std::fs::read_dir(path).into_iter().flatten().flatten().map(|e| e.path()).collect::<Vec<_>>();
        for pack in folders(packs) {
            let Some(folder) = pack.file_name().and_then(|n| n.to_str()) else { continue };
            for file in folders(&pack.join(FOLDER)) {
                let code = file.file_name().and_then(|n| n.to_str()).and_then(|n| n.strip_suffix(".tsv"));
                let text = std::fs::read_to_string(&file);
                if let (Some(code), Ok((language, _))) = (code, text.map(|text| parse(&text))) {
                    found.insert((folder.to_owned(), code.to_owned()), language);
                }
            }
        }
        Self(found)
    }

    /// A language by its code, where anybody has it.
    #[must_use]
    pub fn named(&self, code: &str) -> Option<&Language> {
        self.0.get(&(BASE.to_owned(), code.to_owned())).or_else(|| self.0.iter().find(|((_, c), _)| c == code).map(|(_, l)| l))
    }

    /// A phrase in a region's words, or in those that all have.
    #[must_use]
    pub fn phrase(&self, region: &str, code: &str, indonesian: &str) -> Option<&str> {
        let of = |folder: &str| self.0.get(&(folder.to_owned(), code.to_owned()))?.phrases.get(indonesian).map(String::as_str);
        of(region).or_else(|| of(BASE))
    }
}

/// A table, and what of it is none: line and fault.
fn parse(text: &str) -> (Language, Vec<(usize, String)>) {
    let mut language = Language::default();
    let mut faults = Vec::new();
    for (line, text) in text.lines().enumerate().map(|(i, line)| (i + 1, line)) {
        if let Some(words) = text.strip_prefix('#') {
            if language.name.is_empty() {
                language.name = words.trim().to_owned();
            }
            continue;
        }
        if text.is_empty() {
            continue;
        }
        match text.split_once('\t') {
            Some((from, to)) if !from.trim().is_empty() && !to.trim().is_empty() && !to.contains('\t') => {
                if to.contains(['<', '>']) {
                    faults.push((line, "a phrase is no markup".to_owned()));
                } else if language.phrases.insert(from.to_owned(), to.to_owned()).is_some() {
                    faults.push((line, format!("`{from}` stands twice")));
                }
            }
            _ => faults.push((line, "not two phrases with a tab between them".to_owned())),
        }
    }
    if language.name.is_empty() {
        faults.push((1, "the language has no name".to_owned()));
    }
    (language, faults)
}

fn at(file: &Path, line: usize, what: &str, remedy: &str) -> PackError {
    PackError { file: shown(file), line, what: what.to_owned(), remedy: remedy.to_owned() }
}

/// What is wrong in the tables of a pack's folder.
pub(super) fn faults(folder: &Path) -> Vec<PackError> {
    let files: Vec<PathBuf> = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path()).collect();
    let mut found = Vec::new();
    for file in files {
        let name = file.file_name().and_then(|n| n.to_str()).unwrap_or_default();
        // What has no wording yet, for whoever goes on.
        if name.ends_with(".missing.txt") {
            continue;
        }
        match (name.strip_suffix(".tsv"), std::fs::read_to_string(&file)) {
            (Some(code), Ok(text)) if (2..=3).contains(&code.len()) => {
                let (_, faults) = parse(&text);
                found.extend(faults.into_iter().map(|(line, what)| at(&file, line, &what, "correct the line")));
            }
            _ => found.push(at(&file, 1, "not a table of phrases", "name it by the language's code, such as su.tsv")),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_has_a_name_and_two_phrases_a_line() {
        let (language, faults) = parse("# Basa Sunda\n# more\nMasuk\tLebet\n\nPengingat: \tPangéling: \n");
        assert_eq!((language.name.as_str(), faults), ("Basa Sunda", vec![]));
        assert_eq!(language.phrases["Pengingat: "], "Pangéling: ");
        let (_, faults) = parse("Masuk Lebet\nA\tB\nA\tC\nX\t<b>\n");
        let lines: Vec<usize> = faults.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [1, 3, 4, 1], "{faults:?}");
    }

    #[test]
    fn a_region_lays_its_words_over_those_that_all_have() {
        let dir = tempfile::tempdir().unwrap();
        for (folder, text) in [("base", "# Basa Sunda\nMasuk\tLebet\nKeluar\tKaluar\n"), ("kota-contoh", "# Basa Sunda\nMasuk\tAsup\n")] {
            std::fs::create_dir_all(dir.path().join(folder).join(FOLDER)).unwrap();
            std::fs::write(dir.path().join(folder).join(FOLDER).join("su.tsv"), text).unwrap();
        }
        let languages = Languages::read(dir.path());
        let of = |region, text| languages.phrase(region, "su", text);
        assert_eq!(
            (of("kota-contoh", "Masuk"), of("kota-contoh", "Keluar"), of("kota-lain", "Masuk")),
            (Some("Asup"), Some("Kaluar"), Some("Lebet"))
        );
        assert_eq!((of("kota-contoh", "Beranda"), languages.phrase("kota-contoh", "jv", "Masuk")), (None, None));
        assert_eq!(languages.named("su").map(|l| l.name.as_str()), Some("Basa Sunda"));
    }
}
