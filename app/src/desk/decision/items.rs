//! What the applicant should mend: one part of the form and one reason a line. More lines come with a button, which in
//! the browser adds one and without scripts sends the form round once.
use crate::{
    desk::{
        act_form,
        case_view::{Decision, Refused},
    },
    lang::t,
};
use leptos::prelude::*;

/// Lines to begin with.
const FIRST: usize = 2;
/// Lines that one press of the button adds.
const MORE: usize = 2;

/// The lines of a returning action.
pub(super) fn items(scope: Option<&str>, decision: &Decision, refused: &Refused) -> impl IntoView + use<> {
    let typed = |n: usize, part: &str| refused.typed.get(&act_form::item(n, part, scope)).cloned().unwrap_or_default();
    let used = (0..200).take_while(|n| refused.typed.contains_key(&act_form::item(*n, "field", scope))).count();
    let count = used.max(FIRST) + if refused.more { MORE } else { 0 };
    let lines: Vec<_> = (0..count).map(|n| line(n, scope, decision, &typed(n, "field"), typed(n, "reason"), typed(n, "due"))).collect();
    let added = RwSignal::new(0_usize);
    let (scope, fields) = (scope.map(ToOwned::to_owned), decision.clone());
    let further = move || {
        let from = count;
        (from..from + added.get()).map(|n| line(n, scope.as_deref(), &fields, "", String::new(), String::new())).collect::<Vec<_>>()
    };
    view! {
        <div class="mend">
            {lines}
            {further}
            <button
                class="btn quiet"
                type="submit"
                name=act_form::MORE_ITEMS
                value="1"
                on:click=move |event| {
                    event.prevent_default();
                    added.update(|n| *n += 1);
                }
            >
                {t("Tambah bagian", "Add a part")}
            </button>
        </div>
    }
}

fn line(n: usize, scope: Option<&str>, decision: &Decision, field: &str, reason: String, due: String) -> impl IntoView + use<> {
    let (name, why) = (act_form::item(n, "field", scope), act_form::item(n, "reason", scope));
    let by = act_form::item(n, "due", scope);
    let groups: Vec<_> = decision
        .fields
        .iter()
        .map(|(page, fields)| {
            let options: Vec<_> = fields
                .iter()
                .map(|(key, label)| view! { <option value=key.clone() selected=key == field>{label.clone()}</option> })
                .collect();
            view! { <optgroup label=page.clone()>{options}</optgroup> }
        })
        .collect();
    view! {
        <div class="pair">
            <div class="field">
                <label for=name.clone()>{t("Bagian yang diperbaiki", "Part to mend")}" "{n + 1}</label>
                <select id=name.clone() name=name><option value="">{t("– pilih –", "– choose –")}</option>{groups}</select>
            </div>
            <div class="field">
                <label for=why.clone()>{t("Apa yang kurang", "What is missing")}" "{n + 1}</label>
                <input id=why.clone() name=why value=reason maxlength="1000"/>
            </div>
            <div class="field">
                <label for=by.clone()>{t("Paling lambat (boleh kosong)", "By (may be left empty)")}" "{n + 1}</label>
                <input id=by.clone() name=by type="date" value=due/>
            </div>
        </div>
    }
}
