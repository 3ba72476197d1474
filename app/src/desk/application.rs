//! The application as an officer reads it: answers by page, sealed ones masked until they are opened, and the ladder.
use super::{
    act_form::REVEAL,
    case_view::{AnswerView, CaseView, PageView, RungView, Shown},
    guard::FORM,
};
use crate::lang::t;
use leptos::prelude::*;

/// The answers. `revealed` is the one that was just opened.
pub fn application(region: &str, view: &CaseView) -> impl IntoView + use<> {
    let action = format!("/{region}/meja/{}/lihat", view.head.number);
    let opener = view.may_open.then_some(action);
    let pages: Vec<_> = view.pages.iter().map(|p| page(p.clone(), view.revealed.clone(), opener.clone())).collect();
    view! { <section aria-labelledby="isian"><h2 id="isian">{t("Isi pengajuan", "The application")}</h2>{pages}</section> }
}

/// `opener` is the address that opens a sealed answer, where this officer may.
fn page(page: PageView, revealed: Option<(String, String)>, opener: Option<String>) -> impl IntoView {
    let answers: Vec<_> = page
        .answers
        .into_iter()
        .map(|a| {
            let opened = revealed.as_ref().filter(|(field, _)| *field == a.key).map(|(_, value)| value.clone());
            answer(a, opened, opener.clone())
        })
        .collect();
    view! { <div class="card answers"><h3>{page.title}</h3><dl>{answers}</dl></div> }
}

fn answer(answer: AnswerView, opened: Option<String>, opener: Option<String>) -> impl IntoView {
    let id = format!("isian-{}", answer.key);
    let class = if answer.mend.is_some() { "answer back" } else { "answer" };
    let mend = answer.mend.map(|why| view! { <p class="tag wait">{t("Dikembalikan: ", "Returned: ")}{why}</p> });
    let value = match opened {
        Some(value) => view! {
            <strong class="opened">{value}</strong>
            <p class="small">{t("Terbuka sekali ini saja dan tercatat atas nama jabatan Anda.", "Opened this once, and recorded under your post.")}</p>
        }
        .into_any(),
        None => shown(answer.shown),
    };
    let open = opener.filter(|_| answer.sealed).map(|action| {
        let label = view! { {t("Lihat", "Show")}<span class="unseen">": "{answer.label.clone()}</span> };
        view! { <button class="btn quiet small reveal" type="submit" form=FORM formaction=action name=REVEAL value=answer.key>{label}</button> }
    });
    view! { <div class=class id=id><dt>{answer.label}</dt><dd>{value}{open}{mend}</dd></div> }
}

fn shown(shown: Shown) -> AnyView {
    match shown {
        Shown::Nothing => view! { <span class="small">{t("tidak diisi", "left empty")}</span> }.into_any(),
        Shown::Line(text) => text.into_any(),
        Shown::Text(text) => view! { <p class="prose">{text}</p> }.into_any(),
        Shown::Table(heads, rows) => {
            let figures: Vec<bool> = heads.iter().map(|(_, figure)| *figure).collect();
            let heads: Vec<_> = heads.into_iter().map(|(head, f)| view! { <th scope="col" class=side(f)>{head}</th> }).collect();
            let rows: Vec<_> = rows
                .into_iter()
                .map(|row| {
                    let cells: Vec<_> = row
                        .into_iter()
                        .enumerate()
                        .map(|(i, cell)| view! { <td class=side(figures.get(i).copied().unwrap_or_default())>{cell}</td> })
                        .collect();
                    view! { <tr>{cells}</tr> }
                })
                .collect();
            view! { <div class="scroll" tabindex="0"><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div> }.into_any()
        }
    }
}

const fn side(figure: bool) -> &'static str {
    if figure { "rp end" } else { "" }
}

/// The ladder of amounts: what was asked for and what each office made of it.
pub fn ladder(rungs: Vec<RungView>) -> impl IntoView {
    let rungs: Vec<_> = rungs
        .into_iter()
        .map(|rung| {
            let amount = match rung.amount {
                Some(amount) => view! { <span class="rp">{amount}</span> }.into_any(),
                None => view! { <span class="small">{t("belum", "not yet")}</span> }.into_any(),
            };
            view! { <dt>{rung.label}{rung.set.map(|set| view! { <span class="small block">{set}</span> })}</dt><dd>{amount}{rung.why_more.map(|why| view! { <p class="small">{why}</p> })}</dd> }
        })
        .collect();
    view! { <section class="card" aria-labelledby="nilai"><h2 id="nilai">{t("Tangga nilai", "Ladder of amounts")}</h2><dl class="ladder">{rungs}</dl></section> }
}
