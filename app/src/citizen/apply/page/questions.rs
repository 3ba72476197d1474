//! The questions of one page, as one form: text, rows and files.
use super::{FieldView, FormView};
use crate::{
    components::{field::field_view, id::id_of, summary::summary},
    lang::{lang, t},
};
use domain::{
    form::{FileKind, Kind},
    words::Lang,
};
use leptos::prelude::*;

/// The fields of a page in one form: text and files together, so that a phone without scripts sends all with one tap.
pub(crate) fn questions(v: &FormView) -> impl IntoView + use<> {
    let fields: Vec<_> = v.fields.iter().map(|f| one(f, &v.problems)).collect();
    let warnings: Vec<_> = v.warnings.iter().map(|w| view! { <p class="card warn" role="status">{w.clone()}</p> }).collect();
    let limits: Vec<_> = v.limits.iter().map(|(most, _, base)| view! { <dt class="small">{t("Batas", "Ceiling")}" ("{base.clone()}")"</dt><dd class="rp small">{most.clone()}</dd> }).collect();
    let go_on = if v.send.is_some() { t("Kirim perbaikan", "Send the corrections") } else { t("Simpan dan lanjut", "Save and continue") };
    let some_limits = !limits.is_empty();
    view! {
        {summary(&v.problems)}
        {warnings}
        <form method="post" enctype="multipart/form-data" action=v.action.clone() data-ajukan="" novalidate>
            {fields}
            {some_limits.then(|| view! { <dl class="ladder card">{limits}</dl> })}
            <p><button class="btn block" name="tindakan" value="lanjut">{go_on}</button></p>
        </form>
        <script type="module" src="/ajukan.js"></script>
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

fn one(f: &FieldView, problems: &[(String, String)]) -> AnyView {
    let key = f.field.key.clone();
    let said = |path: &str| {
        problems.iter().find(|(p, _)| p == path).map(|(_, words)| words.split_once(": ").map_or(words.clone(), |(_, w)| w.to_owned()))
    };
    match &f.field.kind {
        Kind::Computed { .. } => {
            view! { <dl class="ladder card"><dt>{f.field.label.get(lang()).to_owned()}</dt><dd class="rp" data-hasil=key>{f.result.clone().unwrap_or_else(|| "–".to_owned())}</dd></dl> }.into_any()
        }
        Kind::File { most, max_mb, accept } => {
            let (id, msg) = (id_of(&key), said(&key));
            let class = if msg.is_some() { "field file err" } else { "field file" };
            let files: Vec<_> = f
                .files
                .iter()
                .map(|file| view! { <li><a href=file.href.clone() target="_blank" rel="external">{file.name.clone()}</a>" "<span class="small">{file.size.clone()}</span>" "<button class="link" name="tindakan" value=format!("buang:{key}:{}", file.hash)>{t("Hapus", "Remove")}<span class="unseen">" "{file.name.clone()}</span></button></li> })
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
                    <input type="file" id=id.clone() name=key accept=media multiple={*most > 1} aria-describedby=described aria-invalid=wrong/>
                </div>
            }
            .into_any()
        }
        Kind::Rows { columns, add, max, .. } => {
            let msg = said(&key);
            // One empty row is always there to type into.
            let shown = f.rows.len().max(1);
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
                            field_view(c, name.clone(), row.and_then(|r| r.get(&c.key)).cloned().unwrap_or_default(), said(&name)).into_any()
                        })
                        .collect();
                    let number = if lang() == Lang::Id { format!("Baris {}", i + 1) } else { format!("Row {}", i + 1) };
                    view! {
                        <fieldset class="card rowset" data-baris="">
                            <legend>{number}</legend>
                            {cells}
                            {(shown > 1).then(|| view! { <button class="link" name="tindakan" value=format!("hapus:{key}:{i}")>{t("Hapus baris ini", "Remove this row")}</button> })}
                        </fieldset>
                    }
                })
                .collect();
            let full = shown >= *max as usize;
            view! {
                <section id=id_of(&key)>
                    <h2>{f.field.label.get(lang()).to_owned()}</h2>
                    {msg.map(|m| view! { <p class="msg">{m}</p> })}
                    {rows}
                    {(!full).then(|| view! { <p><button class="btn second block" name="tindakan" value=format!("tambah:{key}")>{add.get(lang()).to_owned()}</button></p> })}
                </section>
            }
            .into_any()
        }
        _ => field_view(&f.field, key.clone(), f.value.clone(), said(&key)).into_any(),
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use domain::{form::Field, text::Text};
    use std::collections::BTreeMap;

    fn field(key: &str, kind: Kind) -> Field {
        Field {
            key: key.into(),
            label: Text::new("Nama", "Name"),
            hint: None,
            kind,
            optional: false,
            show_if: None,
            public: false,
            legal_base: None,
            autocomplete: None,
        }
    }

    fn shown(kind: Kind, rows: usize, problems: &[(String, String)]) -> String {
        let owner = Owner::new();
        owner.set();
        let rows = (0..rows).map(|i| BTreeMap::from([("what".to_owned(), format!("<{i}>"))])).collect();
        one(&FieldView { field: field("b", kind), value: String::new(), rows, sums: vec![], files: vec![], result: None }, problems)
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
        let html = shown(Kind::File { most: 2, max_mb: 5, accept: vec![FileKind::Pdf] }, 0, &[]);
        assert!(
            html.contains(r#"accept="application/pdf""#) && html.contains("PDF, paling besar 5 MB") && html.contains(" multiple"),
            "{html}"
        );
    }
}
