//! Kinds of business activity by their official code (KBLI), in editions that follow one another: a code says nothing without its
//! edition, and what it became in the next is said by a table and not guessed.
use crate::{text::Text, time::Day};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Digits of a code.
const DIGITS: usize = 5;

/// An edition of the classification.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Edition {
    /// Its year: "2020".
    pub key: String,
    /// Codes of it are taken from this day on.
    pub valid_from: Day,
    /// And until this day.
    #[serde(default)]
    pub valid_until: Option<Day>,
    /// Where it comes from.
    pub legal_base: String,
    /// Its activities, by code.
    #[serde(default)]
    pub activities: Vec<Activity>,
    /// What codes of other editions became in this one: edition, code there, code here.
    #[serde(default)]
    pub from: Vec<(String, String, String)>,
}

/// A kind of activity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Activity {
    /// Five digits.
    pub code: String,
    /// Its title.
    pub title: Text,
    /// Other words by which people look for it: "warung", "bengkel".
    #[serde(default)]
    pub words: String,
    /// What else is known of it, such as its risk, by name: read by judgements as `activity.risk`.
    #[serde(default)]
    pub marks: BTreeMap<String, String>,
}

/// What became of a code that no edition of the day has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Successor {
    /// The edition that it is of.
    pub edition: String,
    /// What it is now.
    pub now: Vec<String>,
}

/// The editions of a region.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Activities(pub Vec<Edition>);

impl Edition {
    /// Whether its codes are taken on a day.
    #[must_use]
    pub fn holds_on(&self, day: Day) -> bool {
        self.valid_from <= day && self.valid_until.is_none_or(|until| day <= until)
    }

    /// An activity by its code.
    #[must_use]
    pub fn activity(&self, code: &str) -> Option<&Activity> {
        self.activities.iter().find(|a| a.code == code)
    }
}

impl Activities {
    /// The editions whose codes are taken on a day, the newest first.
    pub fn on(&self, day: Day) -> impl Iterator<Item = &Edition> {
        let mut all: Vec<&Edition> = self.0.iter().filter(|e| e.holds_on(day)).collect();
        all.sort_by_key(|e| std::cmp::Reverse(e.valid_from));
        all.into_iter()
    }

    /// An activity of a day, with its edition.
    #[must_use]
    pub fn find(&self, code: &str, day: Day) -> Option<(&Edition, &Activity)> {
        let code = digits(code)?;
        self.on(day).find_map(|edition| Some((edition, edition.activity(&code)?)))
    }

    /// An activity by its code, in the newest edition that has it, whether that holds or not: for showing what somebody once named.
    #[must_use]
    pub fn named(&self, code: &str) -> Option<&Activity> {
        let code = digits(code)?;
        let with = self.0.iter().filter_map(|e| Some((e.valid_from, e.activity(&code)?)));
        with.max_by_key(|(from, _)| *from).map(|(_, activity)| activity)
    }

    /// What became of a code that is of another edition than those of the day; `None` where no edition knows it.
    #[must_use]
    pub fn successor(&self, code: &str, day: Day) -> Option<Successor> {
        let code = digits(code)?;
        let other = self.0.iter().find(|e| !e.holds_on(day) && e.activity(&code).is_some())?;
        let now = self.on(day).flat_map(|e| &e.from).filter(|(edition, before, _)| *edition == other.key && *before == code);
        Some(Successor { edition: other.key.clone(), now: now.map(|(_, _, now)| now.clone()).collect() })
    }

    /// The activities of a day whose code begins so, or whose title or words have each of these words, the best first.
    #[must_use]
    pub fn search(&self, text: &str, day: Day, most: usize) -> Vec<(&Edition, &Activity)> {
        let wanted: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
        if wanted.is_empty() {
            return vec![];
        }
        let mut found: Vec<(usize, &Edition, &Activity)> = self
            .on(day)
            .flat_map(|edition| edition.activities.iter().map(move |a| (edition, a)))
            .filter_map(|(edition, a)| Some((a.fits(&wanted)?, edition, a)))
            .collect();
        found.sort_by(|a, b| (a.0, &a.2.code).cmp(&(b.0, &b.2.code)));
        found.into_iter().take(most).map(|(_, edition, a)| (edition, a)).collect()
    }
}

impl Activity {
    /// How badly it fits these words: less is better; `None` where one of them is nowhere in it.
    fn fits(&self, wanted: &[String]) -> Option<usize> {
        let title = format!("{} {}", self.title.id, self.title.en).to_lowercase();
        let words = self.words.to_lowercase();
        wanted.iter().try_fold(0, |worse, word| {
            let begins = |text: &str| text.split(|c: char| !c.is_alphanumeric()).any(|w| w.starts_with(word.as_str()));
            Some(
                worse
                    + match () {
                        () if self.code.starts_with(word.as_str()) => 0,
                        () if begins(&words) => 1,
                        () if begins(&title) => 2,
                        () if title.contains(word.as_str()) || words.contains(word.as_str()) => 4,
                        () => return None,
                    },
            )
        })
    }
}

/// A code as people write it: `47.111` and `47111` are the same.
fn digits(text: &str) -> Option<String> {
    let code: String = text.chars().filter(|c| !matches!(c, '.' | ' ' | '-')).collect();
    (code.len() == DIGITS && code.bytes().all(|b| b.is_ascii_digit())).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn activities() -> Activities {
        let activity = |code: &str, title: &str, words: &str| Activity {
            code: code.into(),
            title: Text::new(title, title),
            words: words.into(),
            marks: BTreeMap::new(),
        };
        let edition = |key: &str, from: &str, until: Option<&str>| Edition {
            key: key.into(),
            valid_from: from.parse().unwrap(),
            valid_until: until.map(|u| u.parse().unwrap()),
            legal_base: "x".into(),
            activities: vec![],
            from: vec![],
        };
        Activities(vec![
            Edition {
                activities: vec![activity("56101", "Restoran", "rumah makan"), activity("47111", "Perdagangan eceran", "minimarket")],
                ..edition("2020", "2020-09-24", Some("2026-06-17"))
            },
            Edition {
                activities: vec![activity("56111", "Restoran dan rumah makan", "warteg")],
                from: vec![("2020".into(), "56101".into(), "56111".into())],
                ..edition("2025", "2025-12-18", None)
            },
        ])
    }

    #[test]
    fn a_code_is_of_its_edition_and_both_hold_while_one_passes_into_the_other() {
        let all = activities();
        let day = |text: &str| text.parse::<Day>().unwrap();
        let edition = |code: &str, on: &str| all.find(code, day(on)).map(|(e, _)| e.key.as_str());
        assert_eq!(edition("56.101", "2024-01-01"), Some("2020"));
        assert_eq!(edition("56101", "2026-01-01"), Some("2020"), "while both hold");
        assert_eq!(edition("56111", "2026-01-01"), Some("2025"));
        assert_eq!(edition("56101", "2026-06-18"), None);
        assert_eq!(edition("5610", "2024-01-01"), None);
        let became = all.successor("56101", day("2026-06-18")).unwrap();
        assert_eq!((became.edition.as_str(), became.now), ("2020", vec!["56111".to_owned()]));
        let unknown = all.successor("47111", day("2026-06-18")).unwrap();
        assert!(unknown.now.is_empty(), "known before, and nobody says what it became");
        assert_eq!(all.successor("99999", day("2026-06-18")), None);
    }

    #[test]
    fn people_find_it_by_their_own_words_or_by_the_code() {
        let all = activities();
        let day: Day = "2026-01-01".parse().unwrap();
        let found = |text: &str| all.search(text, day, 5).iter().map(|(_, a)| a.code.as_str()).collect::<Vec<_>>();
        assert_eq!(found("makan"), ["56101", "56111"], "by words before title");
        assert_eq!(found("rumah warteg"), ["56111"]);
        assert_eq!(found("47"), ["47111"]);
        assert!(found("").is_empty() && found("pesawat").is_empty());
    }
}
