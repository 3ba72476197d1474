//! A question of a form with what was answered: text, rows and files, kept and shown again, without a script. The citizens'
//! forms, the pages of an action and an officer's decision draw theirs here.
use super::{field::field_view, id::id_of};
use crate::lang::{lang, t};
use domain::{
    activity::Activities,
    form::{Answers, Documents, Field, FileKind, Kind},
    pack::District,
    time::Day,
    words::Lang,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The name of a form's buttons: one row more or less, a file taken out, all kept or sent.
pub(crate) const PRESSED: &str = "tindakan";

/// A file that was handed in.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FileView {
    name: String,
    size: String,
    href: String,
    hash: String,
    /// The button that takes it out again: name and value.
    drop: (String, String),
}

/// A field with what was typed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FieldView {
    field: Field,
    value: String,
    rows: Vec<BTreeMap<String, String>>,
    /// The computed and the fixed cells of each row, in words.
    sums: Vec<BTreeMap<String, String>>,
    files: Vec<FileView>,
    /// What comes out of a computed field, or a fixed answer, in words; of a code, what it means.
    result: Option<String>,
    /// What may be meant by the words that stand where a code should: code and title.
    meant: Vec<(String, String)>,
    /// The buttons that add and remove a row: their name, and what stands before what they do.
    #[serde(default = "pressed")]
    rows_by: (String, String),
}

fn pressed() -> (String, String) {
    (PRESSED.to_owned(), String::new())
}

impl FieldView {
    /// The field's key.
    pub(crate) fn key(&self) -> &str {
        &self.field.key
    }

    /// With other buttons to take a file out again: their name, and their value by hash and field.
    pub(crate) fn dropped_by(mut self, name: &str, value: impl Fn(&str, &str) -> String) -> Self {
        for file in &mut self.files {
            file.drop = (name.to_owned(), value(&file.hash, &self.field.key));
        }
        self
    }

    /// With other buttons to add and remove a row.
    pub(crate) fn rows_by(mut self, name: &str, before: &str) -> Self {
        self.rows_by = (name.to_owned(), before.to_owned());
        self
    }

    /// With what was typed before, where that came back.
    pub(crate) fn typed(mut self, text: Option<&String>) -> Self {
        if let Some(text) = text {
            self.value.clone_from(text);
        }
        self
    }

    /// With one more empty row, where that was asked for; an empty table shows one anyway.
    pub(crate) fn with_row(mut self, add: Option<&str>) -> Self {
        if add == Some(self.field.key.as_str()) && !self.rows.is_empty() {
            self.rows.push(BTreeMap::new());
        }
        self
    }
}

/// What was given for a form's fields so far.
pub(crate) struct Given<'a> {
    /// The region's places.
    pub(crate) districts: &'a [District],
    /// The kinds of activity that it knows.
    pub(crate) activities: &'a Activities,
    pub(crate) lang: Lang,
    /// What can be chosen depends on the day.
    pub(crate) today: Day,
    pub(crate) answers: &'a Answers,
    pub(crate) documents: &'a Documents,
    /// The answers as values, computed ones among them.
    pub(crate) facts: &'a serde_json::Value,
    /// The address under which the files are.
    pub(crate) files: &'a str,
}

/// Most activities that a search shows.
const MEANT: usize = 8;

impl Given<'_> {
    /// What a code means, or which codes may be meant by words.
    fn activity(&self, typed: &str) -> (Option<String>, Vec<(String, String)>) {
        if let Some((edition, found)) = self.activities.find(typed, self.today) {
            return (Some(format!("{} (KBLI {})", found.title.get(self.lang), edition.key)), vec![]);
        }
        let found = self.activities.search(typed, self.today, MEANT);
        (None, found.into_iter().map(|(_, a)| (a.code.clone(), a.title.get(self.lang).to_owned())).collect())
    }

    /// A field as a page draws it: places become lists to choose from.
    pub(crate) fn field(&self, field: &Field) -> FieldView {
        use domain::{form::Choice, text::Text, words};
        let mut shown = field.clone();
        let place = |key: &str, name: String| Choice { key: key.to_owned(), label: Text::new(name.clone(), name), ..Choice::default() };
        let options = match &field.kind {
            Kind::District => Some(self.districts.iter().map(|d| place(&d.code, d.name.clone())).collect::<Vec<_>>()),
            Kind::Village { of } => {
                let chosen = of.as_deref().map(|f| self.answers.text(f)).unwrap_or_default();
                let of_district = self.districts.iter().filter(|d| chosen.is_empty() || d.code == chosen);
                Some(
                    of_district
                        .flat_map(|d| {
                            d.villages.iter().map(move |(code, name)| {
                                (code, if chosen.is_empty() { format!("{name} ({})", d.name) } else { name.clone() })
                            })
                        })
                        .map(|(c, n)| place(c, n))
                        .collect(),
                )
            }
            Kind::Choice { options, .. } => Some(options.iter().filter(|o| o.holds_on(self.today)).cloned().collect()),
            _ => None,
        };
        if let Some(options) = options {
            shown.kind = Kind::Choice { list: None, options };
        }
        let in_words = |kind: &Kind, fact: &serde_json::Value| match (kind, fact.as_i64()) {
            (Kind::Computed { rupiah: true, .. } | Kind::Rupiah { .. }, Some(n)) => {
                domain::money::Rupiah::try_from(n).ok().map(|r| r.to_string())
            }
            (_, Some(n)) => Some(words::number(n, self.lang)),
            (_, None) => fact.as_str().map(str::to_owned),
        };
        let computed = |field: &Field, fact: &serde_json::Value| {
            (field.fixed || matches!(field.kind, Kind::Computed { .. })).then(|| in_words(&field.kind, fact)).flatten()
        };
        let result = self.facts.get(&field.key).and_then(|fact| computed(field, fact));
        let typed = self.answers.text(&field.key);
        let (result, meant) = match &field.kind {
            Kind::Activity => self.activity(typed),
            _ => (result, vec![]),
        };
        let rows = self.answers.rows(&field.key).to_vec();
        let sums = match &field.kind {
            Kind::Rows { columns, .. } => (0..rows.len())
                .map(|i| {
                    columns.iter().filter_map(|c| Some((c.key.clone(), computed(c, self.facts[&field.key][i].get(&c.key)?)?))).collect()
                })
                .collect(),
            _ => vec![],
        };
        FieldView {
            value: self.answers.text(&field.key).to_owned(),
            rows,
            sums,
            files: self
                .documents
                .of(&field.key)
                .map(|d| FileView {
                    name: d.name.clone(),
                    size: words::file_size(d.size, self.lang),
                    href: format!("{}/{}", self.files, d.hash),
                    hash: d.hash.clone(),
                    drop: (PRESSED.to_owned(), format!("buang:{}:{}", field.key, d.hash)),
                })
                .collect(),
            result,
            meant,
            rows_by: pressed(),
            field: shown,
        }
    }
}

/// What kinds of file are taken, in words.
fn accepted(kinds: &[FileKind]) -> String {
    let words: Vec<_> = kinds
        .iter()
        .map(|kind| match kind {
            FileKind::Pdf => "PDF",
            FileKind::Picture => t("foto (JPG, PNG)", "picture (JPG, PNG)"),
        })
        .collect();
    words.join(t(" atau ", " or "))
}

/// Figures stay on one line; what somebody wrote has to break on a phone.
fn one_line(kind: &Kind) -> Option<&'static str> {
    matches!(kind, Kind::Rupiah { .. } | Kind::Number { .. }).then_some("rp")
}

/// One question with what was answered; `name` is its name in the form, `problems` are by the same names.
pub(crate) fn question(f: &FieldView, name: &str, problems: &[(String, String)]) -> AnyView {
    let key = name.to_owned();
    if f.field.fixed {
        let value = f.result.clone().unwrap_or_else(|| f.value.clone());
        return view! { <dl class="ladder card"><dt>{f.field.label.get(lang()).to_owned()}</dt><dd class=one_line(&f.field.kind)>{value}</dd></dl> }
            .into_any();
    }
    let said = |path: &str| {
        problems.iter().find(|(p, _)| p == path).map(|(_, words)| words.split_once(": ").map_or(words.clone(), |(_, w)| w.to_owned()))
    };
    match &f.field.kind {
        Kind::Activity => activity(f, &key, said(&key)).into_any(),
        Kind::Computed { .. } => {
            view! { <dl class="ladder card"><dt>{f.field.label.get(lang()).to_owned()}</dt><dd class="rp" data-hasil=key>{f.result.clone().unwrap_or_else(|| "–".to_owned())}</dd></dl> }.into_any()
        }
        Kind::File { most, max_mb, accept, signature, geotagged, .. } => {
            let (id, msg) = (id_of(&key), said(&key));
            let class = if msg.is_some() { "field file err" } else { "field file" };
            let files: Vec<_> = f
                .files
                .iter()
                .map(|file| view! { <li><a href=file.href.clone() target="_blank" rel="external">{file.name.clone()}</a>" "<span class="small">{file.size.clone()}</span>" "<button class="link" name=file.drop.0.clone() value=file.drop.1.clone()>{t("Hapus", "Remove")}<span class="unseen">" "{file.name.clone()}</span></button></li> })
                .collect();
            let some = !files.is_empty();
            let hint = f.field.hint.as_ref().map(|h| h.get(lang()).to_owned());
            let kinds: &[FileKind] = if accept.is_empty() { &[FileKind::Pdf, FileKind::Picture] } else { accept };
            let takes = accepted(kinds);
            let size = if lang() == Lang::Id { format!("{takes}, paling besar {max_mb} MB") } else { format!("{takes}, at most {max_mb} MB") };
            let media = kinds.iter().flat_map(|k| k.media()).copied().collect::<Vec<_>>().join(",");
            let described = if msg.is_some() { format!("{id}-petunjuk {id}-salah") } else { format!("{id}-petunjuk") };
            let wrong = msg.is_some().then_some("true");
            let optional = f.field.optional.then(|| view! { <span class="small">" "{t("(boleh kosong)", "(optional)")}</span> });
            view! {
                <div class=class>
                    <label for=id.clone()>{f.field.label.get(lang()).to_owned()}{optional}</label>
                    <p class="hint" id=format!("{id}-petunjuk")>{hint.map(|h| format!("{}. ", h.trim_end_matches('.')))}{size}</p>
                    {msg.map(|m| view! { <p class="msg" id=format!("{id}-salah")>{m}</p> })}
                    {some.then(|| view! { <ul class="plain files">{files}</ul> })}
                    <input type="file" id=id.clone() name=key accept=media multiple={*most > 1} aria-describedby=described aria-invalid=wrong data-tanda=signature.then_some("") data-foto=geotagged.then_some("")/>
                </div>
            }
            .into_any()
        }
        Kind::Rows { columns, add, max, .. } => {
            let msg = said(&key);
            // One empty row is always there to type into. Rows that are made of something stay as many as that has.
            let shown = f.rows.len().max(1);
            let made = columns.iter().any(|c| c.fixed);
            let rows: Vec<_> = (0..shown)
                .map(|i| {
                    let row = f.rows.get(i);
                    let cells: Vec<_> = columns
                        .iter()
                        .map(|c| {
                            if matches!(c.kind, Kind::Computed { .. }) {
                                let sum = f.sums.get(i).and_then(|sums| sums.get(&c.key)).cloned().unwrap_or_else(|| "–".to_owned());
                                return view! { <dl class="ladder"><dt>{c.label.get(lang()).to_owned()}</dt><dd class="rp" data-jumlah="">{sum}</dd></dl> }.into_any();
                            }
                            let name = format!("{key}.{i}.{}", c.key);
                            if c.fixed {
                                let text = f.sums.get(i).and_then(|sums| sums.get(&c.key)).cloned().unwrap_or_default();
                                return view! { <dl class="ladder"><dt>{c.label.get(lang()).to_owned()}</dt><dd class=one_line(&c.kind)>{text}</dd></dl> }.into_any();
                            }
                            field_view(c, name.clone(), row.and_then(|r| r.get(&c.key)).cloned().unwrap_or_default(), said(&name)).into_any()
                        })
                        .collect();
                    let number = if lang() == Lang::Id { format!("Baris {}", i + 1) } else { format!("Row {}", i + 1) };
                    view! {
                        <fieldset class="card rowset" data-baris="">
                            <legend>{number}</legend>
                            {cells}
                            {(shown > 1 && !made).then(|| view! { <button class="link" name=f.rows_by.0.clone() value=format!("{}hapus:{key}:{i}", f.rows_by.1)>{t("Hapus baris ini", "Remove this row")}</button> })}
                        </fieldset>
                    }
                })
                .collect();
            let full = shown >= *max as usize;
            view! {
                <section id=id_of(&key)>
                    <h2>{f.field.label.get(lang()).to_owned()}</h2>
                    {f.field.hint.as_ref().map(|h| view! { <p class="hint">{h.get(lang()).to_owned()}</p> })}
                    {msg.map(|m| view! { <p class="msg">{m}</p> })}
                    {rows}
                    {(!full && !made).then(|| view! { <p><button class="btn second block" name=f.rows_by.0.clone() value=format!("{}tambah:{key}", f.rows_by.1)>{add.get(lang()).to_owned()}</button></p> })}
                </section>
            }
            .into_any()
        }
        _ => field_view(&f.field, key.clone(), f.value.clone(), said(&key)).into_any(),
    }
}

/// A code that few know by heart: it is found by everyday words, with a button and without a script.
fn activity(f: &FieldView, key: &str, problem: Option<String>) -> impl IntoView + use<> {
    let found: Vec<_> = f
        .meant
        .iter()
        .map(|(code, title)| view! { <li><button class="btn quiet block" name=PRESSED value=format!("isi:{key}:{code}")><b>{title.clone()}</b>" "<span class="small">{code.clone()}</span></button></li> })
        .collect();
    let some = !found.is_empty();
    let nothing = !some && f.result.is_none() && !f.value.trim().is_empty();
    view! {
        {field_view(&f.field, key.to_owned(), f.value.clone(), problem)}
        {f.result.clone().map(|title| view! { <p class="note ok">{title}</p> })}
        <p><button class="btn quiet small" name=PRESSED value=format!("cari:{key}")>{t("Cari kode dengan kata sehari-hari", "Find the code by everyday words")}</button></p>
        {some.then(|| view! { <p>{t("Pilih yang paling cocok:", "Choose what fits best:")}</p><ul class="plain">{found}</ul> })}
        {nothing.then(|| view! { <p class="note" role="status">{t("Belum ketemu. Tulis kata lain yang lebih umum di kotak di atas, misalnya \"makanan\", lalu cari lagi.", "Nothing was found. Write a more general word above, such as \"food\", and look again.")}</p> })}
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use domain::text::Text;

    fn field(key: &str, kind: Kind) -> Field {
        Field::new(key, Text::new("Nama", "Name"), kind)
    }

    fn shown(kind: Kind, rows: usize, problems: &[(String, String)]) -> String {
        let owner = Owner::new();
        owner.set();
        let rows = (0..rows).map(|i| BTreeMap::from([("what".to_owned(), format!("<{i}>"))])).collect();
        question(
            &FieldView {
                field: field("b", kind),
                value: String::new(),
                rows,
                sums: vec![],
                files: vec![],
                result: None,
                meant: vec![],
                rows_by: pressed(),
            },
            "b",
            problems,
        )
        .to_html()
    }

    fn table(max: u32) -> Kind {
        Kind::Rows { min: 1, max, columns: vec![field("what", Kind::Text { max: 20 })], add: Text::new("Tambah baris", "Add a row") }
    }

    #[test]
    fn rows_are_added_and_removed_by_buttons_that_need_no_script() {
        let html = shown(table(3), 2, &[("b.1.what".into(), "Baris 2, Nama: Bagian ini perlu diisi".into())]);
        assert!(html.contains(r#"name="tindakan" value="hapus:b:1""#) && html.contains(r#"name="tindakan" value="tambah:b""#), "{html}");
        assert!(html.contains(r#"name="b.1.what""#) && html.contains("&lt;1&gt;") && !html.contains("<1>"), "{html}");
        assert!(html.contains(r#"id="b-1-what-salah""#) && html.contains("Bagian ini perlu diisi"), "{html}");
    }

    #[test]
    fn a_full_table_offers_no_more_and_an_empty_one_a_row_to_type_into() {
        assert!(!shown(table(2), 2, &[]).contains("tambah:b"));
        let empty = shown(table(2), 0, &[]);
        assert!(empty.contains(r#"name="b.0.what""#) && !empty.contains("hapus:b"), "{empty}");
    }

    #[test]
    fn a_file_says_what_is_taken_before_it_is_chosen() {
        let html = shown(
            Kind::File { most: 2, max_mb: 5, accept: vec![FileKind::Pdf], private: false, signature: false, geotagged: false },
            0,
            &[],
        );
        assert!(
            html.contains(r#"accept="application/pdf""#) && html.contains("PDF, paling besar 5 MB") && html.contains(" multiple"),
            "{html}"
        );
    }
}
