//! What follows for the cases of an approved list, entered for many at once: what is the same for all of them above, one line
//! each below. A line that is refused comes back with its reason; the others have gone on.
use crate::{
    components::{
        id::id_of,
        question::{FieldView, Given, question},
        said::Said,
    },
    desk::here::Here,
    lang::t,
};
use domain::{
    form::{Answers, Areas, Check, Documents, Form},
    pack::Service,
};
use engine::{NextStep, OpenList};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// The step.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct StepView {
    stage: String,
    label: String,
    legal_base: Option<String>,
    fields: Vec<FieldView>,
    /// What each line's own amount is called, and its number on the paper.
    amount: String,
    line: Option<String>,
    rows: Vec<StepRow>,
}

/// One case of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct StepRow {
    number: String,
    href: String,
    name: String,
    seen: u32,
    chosen: bool,
    amount: String,
    line: String,
}

/// The name of a box that is the same for all cases.
pub(super) fn shared_name(key: &str) -> String {
    format!("bersama.{key}")
}

/// The step as a page shows it; what was typed stands above what it begins with.
pub(super) fn step_view(here: &Here, service: &Service, open: &OpenList, step: &NextStep, said: &Said) -> Option<StepView> {
    let (pack, lang) = (&here.pack, here.lang);
    let rule = service.nominative.as_ref()?.together.iter().find(|t| t.stage == step.stage)?;
    let action = service.action(&step.stage, &step.action)?;
    let label = |key: &str| action.captures.iter().find(|f| f.key == key).map(|f| f.label.get(lang).to_owned());
    let form = Form::of_fields(rule.shared(action).cloned().collect());
    let (answers, documents) = (Answers::default(), Documents::default());
    let check = Check { form: &form, answers: &answers, documents: &documents, areas: &**pack as &dyn Areas, today: here.today() };
    let facts = check.facts();
    let given = Given {
        districts: &pack.districts,
        activities: &pack.activities,
        lang,
        today: here.today(),
        answers: &answers,
        documents: &documents,
        facts: &facts,
        files: "",
    };
    let rows = step.lines.iter().map(|line| {
        let number = line.number.to_string();
        let entry = open.list.entries.iter().find(|e| e.number == line.number);
        StepRow {
            href: format!("/{}/meja/{number}", pack.region.slug),
            name: open.people.get(&line.number).cloned().or_else(|| entry.map(|e| e.organisation.clone())).unwrap_or_default(),
            seen: line.seen,
            chosen: said.chosen.as_ref().is_none_or(|chosen| chosen.contains(&number)),
            amount: said.typed(&format!("nilai.{number}"), &line.amount),
            line: said.typed(&format!("baris.{number}"), &line.line),
            number,
        }
    });
    Some(StepView {
        stage: step.stage.clone(),
        label: action.label.get(lang).to_owned(),
        legal_base: action.legal_base.clone(),
        fields: form.fields().map(|f| given.field(f).typed(said.typed.get(&shared_name(&f.key)))).collect(),
        amount: label(&rule.amount).unwrap_or_default(),
        line: rule.line.as_deref().and_then(label),
        rows: rows.collect(),
    })
}

/// The form.
pub(super) fn step_form(step: &StepView, base: &str, said: &Said) -> impl IntoView + use<> {
    let fields: Vec<_> = step.fields.iter().map(|f| question(f, &shared_name(f.key()), &said.problems)).collect();
    let rows: Vec<_> = step
        .rows
        .iter()
        .map(|row| {
            let (choose, amount, line) = (format!("pilih-{}", row.number), format!("nilai.{}", row.number), format!("baris.{}", row.number));
            let (label_amount, label_line) = (step.amount.clone(), step.line.clone());
            view! {
                <tr>
                    <td><input type="checkbox" id=choose.clone() name="pilih" value=row.number.clone() checked=row.chosen/></td>
                    <td>
                        <label for=choose>{row.name.clone()}</label>
                        <span class="small block"><a rel="external" href=row.href.clone()>{row.number.clone()}</a></span>
                        <input type="hidden" name=format!("lihat.{}", row.number) value=row.seen.to_string()/>
                    </td>
                    {label_line.map(|label| view! {
                        <td class="end" data-label=label.clone()><input class="rank" inputmode="numeric" id=id_of(&line) name=line.clone() value=row.line.clone() aria-label=format!("{label}, {}", row.number)/></td>
                    })}
                    <td class="end" data-label=label_amount.clone()><input class="rp" inputmode="numeric" id=id_of(&amount) name=amount.clone() value=row.amount.clone() aria-label=format!("{label_amount}, {}", row.number)/></td>
                </tr>
            }
        })
        .collect();
    view! {
        <form method="post" action=format!("{base}/bersama") class="card" id="bersama">
            <h2>{step.label.clone()}{t(" untuk banyak pengajuan", " for many cases")}</h2>
            <p>{t("Isi sekali untuk semua yang dicentang. Setiap pengajuan dicatat sendiri-sendiri; yang tertahan diberi tahu sebabnya.", "Fill in once for all that are ticked. Each case is recorded by itself; of those that are held back you are told why.")}</p>
            <input type="hidden" name="tahap" value=step.stage.clone()/>
            {fields}
            <table class="list ranked step">
                <thead><tr>
                    <th scope="col"><span class="unseen">{t("Pilih", "Choose")}</span></th>
                    <th scope="col">{t("Penerima", "Recipient")}</th>
                    {step.line.clone().map(|label| view! { <th scope="col" class="end">{label}</th> })}
                    <th scope="col" class="end">{step.amount.clone()}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
            <p><button class="btn">{step.label.clone()}{t(" yang dicentang", ", those ticked")}</button></p>
            {step.legal_base.clone().map(|base| view! { <p class="small">{t("Dasar: ", "Legal base: ")}{base}</p> })}
        </form>
    }
}
