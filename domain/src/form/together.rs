//! One form for several services: what they all ask is asked once, and a paper that several of them want is handed in once.
use super::Form;
use crate::{
    form::{Answers, Documents, Field},
    rule::Rule,
};
use std::collections::BTreeSet;

impl Form {
    /// One form that asks what any of these asks, each thing once and as the first that asks it does. Pages of the same key become one; a
    /// page that an earlier form has not comes behind the page that it follows in its own.
    #[must_use]
    pub fn together<'f>(forms: impl IntoIterator<Item = &'f Self>) -> Self {
        let mut all = Self::default();
        let mut asked: BTreeSet<&str> = BTreeSet::new();
        for form in forms {
            let mut behind = 0;
            for page in &form.pages {
                let (new, known): (Vec<_>, Vec<_>) = page.fields.iter().partition(|f| asked.insert(f.key.as_str()));
                known.into_iter().for_each(|field| all.asks_also(field));
                let new: Vec<_> = new.into_iter().cloned().collect();
                match all.pages.iter().position(|p| p.key == page.key) {
                    Some(at) => {
                        let there = &mut all.pages[at];
                        there.show_if = either(there.show_if.as_ref(), page.show_if.as_ref());
                        there.fields.extend(new);
                        behind = at + 1;
                    }
                    None if new.is_empty() => {}
                    None => {
                        let mut page = page.clone();
                        page.fields = new;
                        all.pages.insert(behind, page);
                        behind += 1;
                    }
                }
            }
        }
        all
    }

    /// What one of them has to know is asked and needed, whatever the others say of it.
    fn asks_also(&mut self, field: &Field) {
        if let Some(there) = self.pages.iter_mut().flat_map(|p| &mut p.fields).find(|f| f.key == field.key) {
            there.optional &= field.optional;
            there.show_if = either(there.show_if.as_ref(), field.show_if.as_ref());
        }
    }

    /// What of a common request belongs to this form.
    #[must_use]
    pub fn own_part(&self, answers: &Answers, documents: &Documents) -> (Answers, Documents) {
        let answers = answers.0.iter().filter(|(key, _)| self.field(key).is_some()).map(|(k, v)| (k.clone(), v.clone())).collect();
        let documents = documents.0.iter().filter(|d| self.field(&d.slot).is_some()).cloned().collect();
        (Answers(answers), Documents(documents))
    }
}

/// Shown where either is; always where one of them is always.
fn either(one: Option<&Rule>, other: Option<&Rule>) -> Option<Rule> {
    Some(one?.or(other?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        form::{Kind, Page},
        rule::Facts,
        text::Text,
    };

    fn rule(key: &str) -> Rule {
        serde_json::from_value(serde_json::json!({ "!!": [{ "var": key }] })).unwrap()
    }

    fn form(pages: &[(&str, &[&str])]) -> Form {
        let field = |key: &&str| Field::new(key, Text::new(*key, *key), Kind::Text { max: 10 });
        let page = |(key, fields): &(&str, &[&str])| Page {
            key: (*key).to_owned(),
            title: Text::new(*key, *key),
            intro: None,
            show_if: None,
            fields: fields.iter().map(field).collect(),
        };
        Form { pages: pages.iter().map(page).collect() }
    }

    #[test]
    fn what_all_ask_is_asked_once_and_pages_keep_their_order() {
        let first = form(&[("who", &["name", "nik"]), ("papers", &["deed"])]);
        let second = form(&[("who", &["name", "npwp"]), ("store", &["area"]), ("papers", &["deed", "plan"]), ("end", &["name"])]);
        let all = Form::together([&first, &second]);
        let pages: Vec<_> =
            all.pages.iter().map(|p| (p.key.as_str(), p.fields.iter().map(|f| f.key.as_str()).collect::<Vec<_>>())).collect();
        let wanted = [("who", vec!["name", "nik", "npwp"]), ("store", vec!["area"]), ("papers", vec!["deed", "plan"])];
        assert_eq!(pages, wanted, "a page that asks nothing new is not there");
        assert_eq!(Form::together([&first]), first);
        // What one of them needs is needed, and shown where either shows it.
        let (mut some, mut other) = (form(&[("who", &["deed"])]), form(&[("who", &["deed"])]));
        (some.pages[0].fields[0].optional, some.pages[0].fields[0].show_if) = (true, Some(rule("a")));
        other.pages[0].fields[0].show_if = Some(rule("b"));
        let both = &Form::together([&some, &other]).pages[0].fields[0];
        let shown = |key: &str| both.show_if.as_ref().unwrap().holds(&Facts::of(&serde_json::json!({ key: true })).unwrap()).unwrap();
        assert_eq!((both.optional, shown("a"), shown("b"), shown("c")), (false, true, true, false));
        assert_eq!(Form::together([&some, &first, &form(&[("x", &["deed"])])]).field("deed").unwrap().show_if, None);
        let mut answers = Answers::default();
        answers.set("nik", "1");
        answers.set("area", "2");
        assert_eq!(first.own_part(&answers, &Documents::default()).0.text("area"), "");
        assert_eq!(second.own_part(&answers, &Documents::default()).0.text("area"), "2");
    }
}
