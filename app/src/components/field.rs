//! One field of a form, drawn from the pack: label, hint, what is wrong, and the right kind of box.
use super::{id::id_of, text_area::TextArea};
use crate::lang::{lang, t};
use domain::form::{Field, Kind};
use leptos::prelude::*;

/// A field with its value and what is wrong with it.
pub fn field_view(field: &Field, name: String, value: String, problem: Option<String>) -> impl IntoView + use<> {
    let lang = lang();
    let id = id_of(&name);
    let (hint_id, msg_id) = (format!("{id}-petunjuk"), format!("{id}-salah"));
    let hint = field.hint.as_ref().map(|h| h.get(lang).to_owned()).or_else(|| default_hint(&field.kind));
    let described = [hint.as_ref().map(|_| hint_id.clone()), problem.as_ref().map(|_| msg_id.clone())]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ");
    let described = (!described.is_empty()).then_some(described);
    let label = field.label.get(lang).to_owned();
    let optional = field.optional.then(|| view! { <span class="small">" "{t("(boleh kosong)", "(optional)")}</span> });
    let class = if problem.is_some() { "field err" } else { "field" };
    let hint = hint.map(|h| view! { <p class="hint" id=hint_id>{h}</p> });
    let msg = problem.as_ref().map(|p| view! { <p class="msg" id=msg_id>{p.clone()}</p> });
    let wrong = problem.is_some();
    // What is sealed on the server must not wait in a browser that several people may use.
    let secret = field.is_sealed().then_some("");
    match &field.kind {
        Kind::Confirm => {
            let checked = matches!(value.as_str(), "ya" | "on");
            // An empty box sends nothing: without this a tick could never be taken back.
            view! {
                <div class=class>
                    <input type="hidden" name=name.clone() value=""/>
                    {msg}
                    <label class="tick"><input type="checkbox" id=id name=name value="ya" checked=checked aria-describedby=described aria-invalid=wrong.then_some("true")/><span>{label}{optional}</span></label>
                    {hint}
                </div>
            }
            .into_any()
        }
        Kind::Choice { options, .. } if options.len() <= 5 => {
            let choices: Vec<_> = options
                .iter()
                .enumerate()
                .map(|(i, o)| {
                    let note = o.hint.as_ref().map(|h| view! { <span class="small">{h.get(lang).to_owned()}</span> });
                    let checked = o.key == value;
                    let one = if i == 0 { id.clone() } else { format!("{id}-{i}") };
                    view! { <label class="tick"><input type="radio" id=one name=name.clone() value=o.key.clone() checked=checked/><span>{o.label.get(lang).to_owned()}" "{note}</span></label> }
                })
                .collect();
            view! { <fieldset class=class aria-describedby=described><legend>{label}{optional}</legend>{hint}{msg}{choices}</fieldset> }
                .into_any()
        }
        Kind::Choice { options, .. } => {
            let choices: Vec<_> = options
                .iter()
                .map(|o| view! { <option value=o.key.clone() selected={o.key == value}>{o.label.get(lang).to_owned()}</option> })
                .collect();
            view! {
                <div class=class>
                    <label for=id.clone()>{label}{optional}</label>{hint}{msg}
                    <select id=id name=name aria-describedby=described aria-invalid=wrong.then_some("true")><option value="">{t("Pilih…", "Choose…")}</option>{choices}</select>
                </div>
            }
            .into_any()
        }
        // The device knows where it is; without scripts the map of the telephone does.
        Kind::Point { .. } => view! {
            <div class=class data-rahasia=secret>
                <label for=id.clone()>{label}{optional}</label>{hint}{msg}
                <input type="text" id=id.clone() name=name value=value autocomplete="off" aria-describedby=described aria-invalid=wrong.then_some("true")/>
                <p><button type="button" class="btn quiet small" data-titik=id hidden>{t("Pakai lokasi perangkat ini", "Use where this device is")}</button>" "<span class="small" role="status"></span></p>
            </div>
        }
        .into_any(),
        Kind::LongText { .. } | Kind::HomeAddress => view! {
            <div class=class data-rahasia=secret>
                <label for=id.clone()>{label}{optional}</label>{hint}{msg}
                <TextArea id=id name=name value=value rows=4 describedby=described.unwrap_or_default() invalid=wrong/>
            </div>
        }
        .into_any(),
        kind => {
            let (input, mode) = input_of(kind);
            let auto = field.autocomplete.clone();
            view! {
                <div class=class data-rahasia=secret>
                    <label for=id.clone()>{label}{optional}</label>{hint}{msg}
                    <input type=input inputmode=mode id=id name=name value=value autocomplete=auto aria-describedby=described aria-invalid=wrong.then_some("true")/>
                </div>
            }
            .into_any()
        }
    }
}

/// The kind of box and of keyboard. Numbers and money are text: a phone's number box loses the dots of 1.500.000.
fn input_of(kind: &Kind) -> (&'static str, Option<&'static str>) {
    match kind {
        Kind::Email => ("email", None),
        Kind::Phone => ("tel", None),
        Kind::Nik | Kind::Npwp | Kind::BankAccount | Kind::Activity | Kind::Rupiah { .. } | Kind::Number { .. } => {
            ("text", Some("numeric"))
        }
        Kind::Date { .. } => ("date", None),
        _ => ("text", None),
    }
}

fn default_hint(kind: &Kind) -> Option<String> {
    match kind {
        Kind::Rupiah { .. } => Some(t("Rupiah, tanpa sen, misalnya 1.500.000", "Rupiah, without cents, for example 1.500.000").to_owned()),
        Kind::Point { .. } => {
            Some(t("Lintang dan bujur, misalnya -6,9147, 107,6098", "Latitude and longitude, for example -6.9147, 107.6098").to_owned())
        }
        Kind::Nik => Some(t("16 angka seperti di KTP", "16 digits as on the identity card").to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::text::Text;

    fn field(kind: Kind) -> Field {
        let hint = Some(Text::new("Seperti di akta", "As in the deed"));
        Field { hint, ..Field::new("nama", Text::new("Nama", "Name"), kind) }
    }

    #[test]
    fn what_is_sealed_is_marked_so_that_no_script_leaves_it_in_the_browser() {
        let owner = Owner::new();
        owner.set();
        let marked = |kind| field_view(&field(kind), "nama".into(), "x".into(), None).to_html().contains("data-rahasia");
        for kind in [Kind::Nik, Kind::Npwp, Kind::Phone, Kind::Email, Kind::BankAccount, Kind::HomeAddress] {
            assert!(marked(kind.clone()), "{kind:?}");
        }
        assert!(!marked(Kind::Text { max: 20 }) && !marked(Kind::LongText { max: 20 }));
    }

    #[test]
    fn what_is_wrong_is_told_to_a_screen_reader_too() {
        let owner = Owner::new();
        owner.set();
        let html = field_view(&field(Kind::Text { max: 20 }), "nama".into(), "<b>".into(), Some("Bagian ini perlu diisi".into())).to_html();
        assert!(html.contains("aria-invalid=\"true\"") && html.contains("aria-describedby=\"nama-petunjuk nama-salah\""), "{html}");
        assert!(html.contains("id=\"nama-salah\"") && !html.contains("<b>"), "{html}");
        let right = field_view(&field(Kind::Text { max: 20 }), "nama".into(), "x".into(), None).to_html();
        assert!(!right.contains("aria-invalid"), "{right}");
    }
}
