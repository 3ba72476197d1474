//! The checklist: each item fits, does not fit or does not apply, with the evidence for it and the paper that shows it.
//! Nothing is chosen beforehand; a list that is ticked by itself has not been looked at.
use crate::{
    desk::{
        act_form,
        case_view::{ItemView, Refused},
    },
    lang::t,
};
use domain::case::Verdict;
use leptos::prelude::*;

/// All items, or nothing where this stage looks at none.
pub(in crate::desk) fn items(items: &[ItemView], refused: &Refused) -> Option<AnyView> {
    if items.is_empty() {
        return None;
    }
    let rows: Vec<_> = items.iter().map(|i| item(i.clone(), refused)).collect();
    Some(view! { <section class="checklist" aria-labelledby="periksa"><h3 id="periksa">{t("Daftar periksa", "Checklist")}</h3>{rows}</section> }.into_any())
}

fn item(item: ItemView, refused: &Refused) -> impl IntoView + use<> {
    let (verdict_name, evidence_name) = (act_form::verdict(&item.key), act_form::evidence(&item.key));
    let chosen = refused.typed.get(&verdict_name).cloned().unwrap_or_default();
    let evidence = refused.typed.get(&evidence_name).cloned().unwrap_or_default();
    let choices = [
        (Verdict::Fits, t("Sesuai", "Fits"), "ok"),
        (Verdict::DoesNotFit, t("Tidak", "No"), "no"),
        (Verdict::DoesNotApply, t("Tak berlaku", "N/A"), "none"),
    ];
    let radios: Vec<_> = choices
        .into_iter()
        .map(|(verdict, label, class)| {
            let word = act_form::verdict_word(verdict);
            view! {
                <label class=class>
                    <input type="radio" name=verdict_name.clone() value=word checked=chosen == word/>
                    <span>{label}</span>
                </label>
            }
        })
        .collect();
    let needed = if item.note_always {
        t("Bukti (wajib)", "Evidence (needed)")
    } else {
        t("Bukti, wajib bila tidak sesuai", "Evidence, needed where it does not fit")
    };
    let open = item.note_always || !evidence.is_empty();
    let paper = item.document.map(|hash| {
        view! { <a class="small" href=format!("?dokumen={hash}#dokumen")>{t("Lihat dokumennya", "See the paper")}</a> }
    });
    view! {
        <fieldset class="chk" data-open=open.then_some("")>
            <legend>{item.label}</legend>
            <span class="tri">{radios}</span>
            {paper}
            {item.legal_base.map(|base| view! { <span class="small base">{base}</span> })}
            <label class="evidence">
                <span class="small">{needed}</span>
                <input type="text" name=evidence_name value=evidence maxlength="1000"/>
            </label>
        </fieldset>
    }
}
