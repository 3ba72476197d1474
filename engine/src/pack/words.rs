//! The words that one rule needs in many regions: where a base text says `{Words.head}`, a city reads "Wali Kota" and a regency
//! "Bupati". A base pack gives them by the kind of government; a region gives its own above them.
use super::{
    error::PackError,
    merge::lay_over,
    node::{Node, Value},
};
use domain::words::capitalised;
use std::collections::BTreeMap;

/// What stands before a word's key: as it is, and with a capital.
const MARKS: [(&str, bool); 2] = [("{words.", false), ("{Words.", true)];

/// Settles the region's words, and writes them into every text of the pack.
pub(super) fn spread(tree: &mut Node, errors: &mut Vec<PackError>) {
    if !settle(tree, errors) {
        return;
    }
    let words: BTreeMap<String, [String; 2]> = match tree.get("region").and_then(|r| r.get("words")).map(|w| &w.value) {
        Some(Value::Table(words)) => words.iter().map(|(key, word)| (key.clone(), ["id", "en"].map(|lang| text(word, lang)))).collect(),
        _ => BTreeMap::new(),
    };
    write(tree, &words, 0, errors);
}

fn text(word: &Node, lang: &str) -> String {
    word.get(lang).and_then(Node::as_text).unwrap_or_default().to_owned()
}

/// The words of the region's kind of government, with the region's own laid over them. Of a kind that is none there are no words, and
/// only that is said.
fn settle(tree: &mut Node, errors: &mut Vec<PackError>) -> bool {
    let Some(Node { value: Value::Table(region), .. }) = tree.get_mut("region") else { return true };
    let Some(by_kind) = region.remove("words_by_kind") else { return true };
    let Some(kind) = region.get("kind") else { return true };
    let Some(of_kind) = kind.as_text().and_then(|kind| by_kind.get(kind)).cloned() else {
        let known = match &by_kind.value {
            Value::Table(kinds) => kinds.keys().map(String::as_str).collect::<Vec<_>>().join(", "),
            _ => String::new(),
        };
        errors.push(PackError::new(
            &kind.at,
            format!("`{}` is no kind of government", kind.as_text().unwrap_or_default()),
            format!("write one of {known}"),
        ));
        return false;
    };
    let words = match region.remove("words") {
        Some(own) => lay_over(of_kind, own, errors),
        None => of_kind,
    };
    region.insert("words".to_owned(), words);
    true
}

/// Writes the words into a value and all below it. `lang` is 1 below an English wording, and 0 elsewhere.
fn write(node: &mut Node, words: &BTreeMap<String, [String; 2]>, lang: usize, errors: &mut Vec<PackError>) {
    let at = node.at.clone();
    match &mut node.value {
        Value::Text(text) => {
            for (mark, capital) in MARKS {
                while let Some((before, rest)) = text.split_once(mark) {
                    let word = rest.split_once('}').and_then(|(key, after)| Some((words.get(key)?, after)));
                    let Some((word, after)) = word else {
                        let key = rest.split('}').next().unwrap_or_default();
                        let known: Vec<_> = words.keys().map(String::as_str).collect();
                        errors.push(PackError::new(
                            &at,
                            format!("the region has no word `{key}`"),
                            format!("add it to [region.words], or write one of {}", known.join(", ")),
                        ));
                        return;
                    };
                    let word = if capital { capitalised(&word[lang]) } else { word[lang].clone() };
                    *text = format!("{before}{word}{after}");
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| write(item, words, lang, errors)),
        Value::Table(entries) => {
            for (key, inner) in entries {
                write(inner, words, usize::from(key == "en" || key.ends_with("_en")), errors);
            }
        }
        Value::Number(_) | Value::Bool(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::spread;
    use crate::pack::parse::parse;
    use serde_json::json;

    const BASE: &str = "[region]\nkind = 'kabupaten'\n[region.words_by_kind.kabupaten]\nhead = { id = 'Bupati', en = 'Regent' }\nvillage = { id = 'desa', en = 'village' }\n";

    #[test]
    fn texts_say_the_regions_words() {
        let more = "[region.words]\nvillage = { id = 'kampung', en = 'hamlet' }\n[x]\nlabel = { id = '{Words.village} dan {words.head}', en = 'The {words.head}, the {words.village}' }\nplain = '{words.head}'\n";
        let (mut tree, mut errors) = (parse("a.toml", &format!("{BASE}{more}")).unwrap(), vec![]);
        spread(&mut tree, &mut errors);
        assert_eq!(errors, []);
        let x = tree.get("x").unwrap().json();
        assert_eq!(x, json!({"label": {"id": "Kampung dan Bupati", "en": "The Regent, the hamlet"}, "plain": "Bupati"}));
        assert_eq!(tree.get("region").unwrap().get("words_by_kind").map(crate::pack::node::Node::json), None);
    }

    #[test]
    fn a_word_that_is_not_there_is_said_with_its_line() {
        let (mut tree, mut errors) = (parse("a.toml", &format!("{BASE}[x]\nplain = 'kepada {{words.heed}}'\n")).unwrap(), vec![]);
        spread(&mut tree, &mut errors);
        assert_eq!(errors.len(), 1, "{errors:?}");
        assert_eq!((errors[0].line, errors[0].what.as_str()), (7, "the region has no word `heed`"));
    }
}
