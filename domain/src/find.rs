//! By which words a case is found: those of its number, of what stands for it in lists, and of the answers that the pack
//! names. Private answers are never among them; they are found whole, by their keyed hash (see [`crate::alike`]).
use crate::{
    alike,
    case::{CaseState, may_talk},
    number::CaseNumber,
    pack::Service,
    people::{AccountId, AgencyKey},
};
use std::collections::BTreeSet;

/// Most words kept of a case's text: what is found by a fortieth word is not what somebody looks for.
const MOST: usize = 40;
/// Most letters of a word that count.
const LETTERS: usize = 24;
/// Most words of a question.
const ASKED: usize = 6;

/// The words by which a case is found, from its plain answers.
#[must_use]
pub fn words_of(service: &Service, plain: &CaseState) -> BTreeSet<String> {
    let answers = service.lists.find.iter().filter_map(|key| service.form.field(key)).filter(|field| !field.is_sealed());
    let texts: Vec<&str> = answers.map(|field| plain.answers.text(&field.key)).collect();
    // What names another case is found by that case's whole number: what was written about a project by the project's.
    let named = texts.iter().filter_map(|text| text.trim().parse::<CaseNumber>().ok()).map(|number| as_one_word(&number));
    let number = plain.number.to_string();
    let all = [number.as_str(), &plain.title, &plain.organisation].into_iter().chain(texts.iter().copied());
    let said = std::iter::once(as_one_word(&plain.number)).chain(named).chain(all.flat_map(words)).take(MOST);
    marks_of(plain).chain(said).collect()
}

/// Begins the word of a label, and of an agency that owes an opinion: no word of a text begins so.
const LABEL: char = '#';
const OPINION: char = '?';
/// Begins the word of a flag.
const FLAG: char = '!';
/// Begins the word of an agency whose answer an applicant waits for.
const UNANSWERED: char = '@';
/// Begins the word of somebody who was drawn.
const TEAM: char = '>';

/// The word by which cases with a label are found.
#[must_use]
pub fn label_word(label: &str) -> String {
    marked(LABEL, label)
}

/// The word by which cases are found on which an agency owes an opinion.
#[must_use]
pub fn opinion_word(agency: &AgencyKey) -> String {
    marked(OPINION, &agency.0)
}

/// The word by which cases with a flag are found.
#[must_use]
pub fn flag_word(flag: &str) -> String {
    marked(FLAG, flag)
}

/// The word by which cases are found whose applicants wait for an agency's answer.
#[must_use]
pub fn unanswered_word(agency: &AgencyKey) -> String {
    marked(UNANSWERED, &agency.0)
}

/// The word by which open cases are found of whose team somebody was drawn to be.
#[must_use]
pub fn team_word(member: AccountId) -> String {
    marked(TEAM, &member.0.simple().to_string())
}

/// Whether a word is one that officers' acts put on a case, and not one of its text.
#[must_use]
pub fn is_mark(word: &str) -> bool {
    word.starts_with([LABEL, OPINION, FLAG, UNANSWERED, TEAM])
}

fn marked(sign: char, key: &str) -> String {
    std::iter::once(sign).chain(key.to_lowercase().chars().take(LETTERS)).collect()
}

/// The words of what officers put on a case beside its text.
pub fn marks_of(state: &CaseState) -> impl Iterator<Item = String> + use<'_> {
    let labels = state.labels.iter().map(|label| label_word(label));
    let flags = state.raised.iter().map(|raised| flag_word(&raised.flag)).collect::<BTreeSet<_>>();
    let words = state.unanswered.filter(|_| may_talk(state)).and(state.office()).map(unanswered_word);
    let team = state.team.iter().filter(|_| state.is_open()).map(|member| team_word(*member));
    labels
        .chain(flags)
        .chain(words)
        .chain(team)
        .chain(state.opinions.iter().filter(|opinion| opinion.given.is_none()).map(|opinion| opinion_word(&opinion.agency)))
}

/// Begins a search for a private number that the server has veiled, so that the number stands in no address, history or log.
pub const VEIL: char = '~';

/// Whether a search is veiled.
#[must_use]
pub fn is_veiled(typed: &str) -> bool {
    typed.starts_with(VEIL)
}

/// What somebody looks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// Each begins a word of the case.
    pub words: Vec<String>,
    /// Whole private answers that may be meant, by the key of the way in which cases are alike.
    pub whole: Vec<(String, String)>,
}

impl Question {
    /// From what was typed. A case's whole number means that case; what is digits throughout may be an identity number, an
    /// account or a telephone of one of the services.
    #[must_use]
    pub fn of(services: &[Service], typed: &str) -> Self {
        if let Ok(number) = typed.parse::<CaseNumber>() {
            return Self { words: vec![as_one_word(&number)], whole: vec![] };
        }
        // A mark is asked for as it stands; the rest is text.
        let is_mark = |word: &&str| word.starts_with([LABEL, OPINION, FLAG, UNANSWERED]) && word.len() > 1;
        let marks: Vec<String> = typed.split_whitespace().filter(is_mark).filter_map(whole_mark).collect();
        let text: Vec<&str> = typed.split_whitespace().filter(|word| !is_mark(word)).collect();
        let mut asked: Vec<String> = split(&alike::beginnings(&text.join(" "))).chain(marks).collect();
        asked.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
        asked.dedup();
        asked.truncate(ASKED);
        let mut whole = BTreeSet::new();
        for service in services {
            for way in &service.alike {
                if let [key] = way.fields.as_slice()
                    && let Some(field) = service.form.field(key).filter(|field| field.is_sealed())
                    && let Some(text) = alike::whole(&field.kind, typed)
                {
                    whole.insert((way.key.clone(), text));
                }
            }
        }
        Self { words: asked, whole: whole.into_iter().collect() }
    }

    /// The words of a text as a case has them, to hold a question beside.
    #[must_use]
    pub fn whole_words(text: &str) -> Vec<String> {
        words(text).collect()
    }

    /// Whether nothing is looked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.whole.is_empty()
    }
}

fn whole_mark(word: &str) -> Option<String> {
    let mut letters = word.chars();
    letters.next().map(|sign| marked(sign, letters.as_str()))
}

/// A case's number without its signs: a word that no other case begins with.
fn as_one_word(number: &CaseNumber) -> String {
    number.to_string().to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}

fn words(text: &str) -> impl Iterator<Item = String> + use<> {
    split(&alike::words(text))
}

fn split(all: &str) -> impl Iterator<Item = String> + use<> {
    let words = all.split(' ').filter(|word| !word.is_empty()).map(|word| word.chars().take(LETTERS).collect());
    words.collect::<Vec<String>>().into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(typed: &str) -> Vec<String> {
        Question::of(&[], typed).words
    }

    #[test]
    fn a_question_is_read_as_the_case_was() {
        assert_eq!(asked("Jl. Rekaan No.07"), ["rekaan", "jalan", "no", "7"]);
        assert_eq!(asked("Kel. Tani, Kec. X"), ["tani", "kel", "kec", "x"], "a group as well as a village");
        assert_eq!(asked("HB 2026 65"), ["2026", "hb", "65"]);
        assert_eq!(asked("#Cek-Lapangan tani ?disdik # ?"), ["#cek-lapangan", "?disdik", "tani"], "a mark is one word");
        let number = CaseNumber::new("HB", 2026, 65).unwrap().to_string();
        assert_eq!(asked(&number), [number.to_lowercase().replace('-', "")], "a whole number is one case's");
        assert_eq!(asked("  --  "), [""; 0]);
        assert!(Question::of(&[], "..").is_empty());
        assert_eq!(asked("a b c d e f g h i").len(), ASKED, "a whole page that was pasted is no question");
        assert_eq!(asked(&"x".repeat(90))[0].len(), LETTERS);
    }
}
