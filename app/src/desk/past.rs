//! Where a case has been and what happened there: the line of light, and every event with who did it and what they
//! entered.
use super::case_view::{EventView, StepView};
use crate::{
    components::journey::mark,
    lang::{lang, t},
};
use leptos::prelude::*;

/// The line of light.
pub fn line(steps: Vec<StepView>) -> impl IntoView {
    let lang = lang();
    let steps: Vec<_> = steps
        .into_iter()
        .map(|step| {
            let (class, word) = mark(step.state, lang);
            let current = (class == "now").then_some("step");
            view! { <li class=class aria-current=current><b>{step.label}</b><span class="unseen">{word}". "</span><span class="small">{step.office}</span>" "<time>{step.when}</time></li> }
        })
        .collect();
    view! { <section class="card" aria-labelledby="jalan"><h2 id="jalan">{t("Perjalanan", "The way so far")}</h2><ol class="line">{steps}</ol></section> }
}

/// The events, newest first; those that are newer than what a stale decision had seen are marked.
pub fn history(events: Vec<EventView>, seen: Option<u32>) -> impl IntoView {
    let events: Vec<_> = events
        .into_iter()
        .map(|event| {
            let new = seen.is_some_and(|seen| event.version > seen);
            let details: Vec<_> = event.details.into_iter().map(|(name, text)| view! { <dt>{name}</dt><dd>{text}</dd> }).collect();
            let marks: Vec<_> = event
                .marks
                .into_iter()
                .map(|(item, class, mark, evidence)| {
                    view! { <tr><th scope="row">{item}</th><td><span class=format!("tag {class}")>{mark}</span></td><td>{evidence}</td></tr> }
                })
                .collect();
            let count = marks.len();
            view! {
                <li class=if new { "new" } else { "" }>
                    <b>{event.what}</b>
                    {new.then(|| view! { <span class="tag now">{t("baru", "new")}</span> })}
                    <span class="small">{event.who}" · "<time>{event.when}</time></span>
                    {event.note.map(|note| view! { <p class="prose">{note}</p> })}
                    {(!details.is_empty()).then(|| view! { <dl class="entered">{details}</dl> })}
                    {(count > 0).then(|| view! {
                        <details>
                            <summary>{t("Daftar periksa", "Checklist")}" ("{count}")"</summary>
                            <div class="scroll" tabindex="0"><table>
                                <thead><tr><th scope="col">{t("Yang diperiksa", "Item")}</th><th scope="col">{t("Hasil", "Result")}</th><th scope="col">{t("Bukti", "Evidence")}</th></tr></thead>
                                <tbody>{marks}</tbody>
                            </table></div>
                        </details>
                    })}
                </li>
            }
        })
        .collect();
    view! { <section class="card" aria-labelledby="riwayat"><h2 id="riwayat">{t("Riwayat", "History")}</h2><ol class="events">{events}</ol></section> }
}
