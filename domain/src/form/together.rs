//! One form for several services: what they all ask is asked once, and a paper that several of them want is handed in once.
use super::Form;
use crate::{form::Answers, form::Documents};
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
                let new: Vec<_> = page.fields.iter().filter(|f| asked.insert(f.key.as_str())).cloned().collect();
                match all.pages.iter().position(|p| p.key == page.key) {
                    Some(at) => {
                        all.pages[at].fields.extend(new);
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

    /// What of a common request belongs to this form.
    #[must_use]
    pub fn own_part(&self, answers: &Answers, documents: &Documents) -> (Answers, Documents) {
        let answers = answers.0.iter().filter(|(key, _)| self.field(key).is_some()).map(|(k, v)| (k.clone(), v.clone())).collect();
        let documents = documents.0.iter().filter(|d| self.field(&d.slot).is_some()).cloned().collect();
        (Answers(answers), Documents(documents))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        form::{Field, Kind, Page},
        text::Text,
    };

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
        let mut answers = Answers::default();
        answers.set("nik", "1");
        answers.set("area", "2");
        assert_eq!(first.own_part(&answers, &Documents::default()).0.text("area"), "");
        assert_eq!(second.own_part(&answers, &Documents::default()).0.text("area"), "2");
    }
}
