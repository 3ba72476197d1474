//! A template with all that it includes, under the hash of its text.
use super::press::Template;
use domain::pack::Pack;
use std::collections::BTreeMap;

impl Template {
    /// The pack's template of this name and what it includes, which templates name as `"name.typ"`.
    #[must_use]
    pub fn of(pack: &Pack, main: &str) -> Self {
        let mut sources = BTreeMap::new();
        let mut open = vec![main.to_owned()];
        while let Some(name) = open.pop() {
            if sources.contains_key(&name) {
                continue;
            }
            let Some(text) = pack.templates.get(&name) else { continue };
            open.extend(text.split('"').filter_map(|word| word.strip_suffix(".typ")).map(str::to_owned));
            sources.insert(name, text.clone());
        }
        Self { main: main.to_owned(), sources }
    }

    /// The hash of the texts with their names, 64 hex digits.
    #[must_use]
    pub fn hash(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        let texts = self.sources.iter().flat_map(|(name, text)| [name, text]);
        for part in std::iter::once(&self.main).chain(texts) {
            hasher.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_le_bytes()).update(part.as_bytes());
        }
        hasher.finalize().to_hex().to_string()
    }
}
