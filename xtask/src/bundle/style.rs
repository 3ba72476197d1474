//! The sheet: style/*.css joined and minified by the `lightningcss` crate. It compiles in about 40 s cold on two
//! cores, once; npm's copy would make the sheet depend on Node, which `run` must not need.
//!
//! Order: what `style/terang.css` imports, then its own rules, then the other files by name. Layers make the rest of
//! the order not matter; a new file is in the sheet without being listed.
use anyhow::{Context, Result, anyhow, ensure};
use lightningcss::{
    printer::PrinterOptions,
    stylesheet::{MinifyOptions, ParserOptions, StyleSheet},
    targets::{Browsers, Targets},
};
use std::{collections::BTreeMap, fs, path::Path};

/// The file that may import others, so that tools which take one entry see the same sheet.
const ENTRY: &str = "terang.css";

/// The minified sheet of a folder.
///
/// # Errors
/// A file that cannot be read or parsed, or an import of a file that is not there.
pub(super) fn sheet(dir: &Path) -> Result<String> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(dir).with_context(|| format!("no style folder {}", dir.display()))? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "css") {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            files.insert(name, fs::read_to_string(&path)?);
        }
    }
    ensure!(!files.is_empty(), "no .css file in {}", dir.display());
    minified(&joined(files)?)
}

fn joined(mut files: BTreeMap<String, String>) -> Result<String> {
    let entry = files.remove(ENTRY).unwrap_or_default();
    let (mut imported, mut own) = (String::new(), String::new());
    for line in entry.lines() {
        if let Some(import) = line.trim().strip_prefix("@import ") {
            let name = import.trim_end_matches(';').trim_matches(['"', '\'']).trim_start_matches("./");
            imported += &files.remove(name).with_context(|| format!("{ENTRY} imports {name}, which is not in style/"))?;
            imported.push('\n');
        } else {
            own += line;
            own.push('\n');
        }
    }
    Ok([imported, own].into_iter().chain(files.into_values()).collect::<Vec<_>>().join("\n"))
}

/// The oldest browsers with cascade layers: newer syntax, such as nesting, is rewritten for them.
fn browsers() -> Targets {
    let version = |major: u32, minor: u32| Some(major << 16 | minor << 8);
    Browsers {
        android: version(99, 0),
        chrome: version(99, 0),
        edge: version(99, 0),
        firefox: version(97, 0),
        ios_saf: version(15, 4),
        safari: version(15, 4),
        samsung: version(18, 0),
        ..Browsers::default()
    }
    .into()
}

fn minified(css: &str) -> Result<String> {
    let mut sheet = StyleSheet::parse(css, ParserOptions::default()).map_err(|error| anyhow!("style: {error}"))?;
    sheet.minify(MinifyOptions { targets: browsers(), ..MinifyOptions::default() })?;
    let print = PrinterOptions { minify: true, targets: browsers(), ..PrinterOptions::default() };
    Ok(sheet.to_css(print)?.code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(given: &[(&str, &str)]) -> BTreeMap<String, String> {
        given.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn imports_come_first_then_the_entry_then_the_rest_by_name() {
        let css = joined(files(&[
            ("terang.css", "@import \"./tokens.css\";\n.own{}"),
            ("b.css", ".b{}"),
            ("a.css", ".a{}"),
            ("tokens.css", ".tokens{}"),
        ]));
        let css = css.unwrap();
        let at = |part: &str| css.find(part).unwrap();
        assert!(at(".tokens") < at(".own") && at(".own") < at(".a{") && at(".a{") < at(".b{"), "{css}");
        assert!(!css.contains("@import"));
        assert!(joined(files(&[("terang.css", "@import \"gone.css\";")])).is_err());
    }

    #[test]
    fn minifies_and_rewrites_nesting_but_keeps_logical_sides() {
        let css = minified("@layer kit { .card { margin-inline-start: 1rem; & b { color: #ff0000 } } }").unwrap();
        assert_eq!(css, "@layer kit{.card{margin-inline-start:1rem}.card b{color:red}}");
        assert!(minified(".card { color: ").is_ok_and(|css| css.len() < 20)); // an open block is closed, as browsers do
        assert!(minified(".card } {").is_err());
    }
}
