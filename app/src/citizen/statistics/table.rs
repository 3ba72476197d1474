//! Figures in a table, each a door to the list that it counts.
use super::load::Group;
use crate::{
    citizen::narrowed::name_of,
    lang::{pick, t},
};
use domain::{figures::Figure, words, words::Lang};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// One figure.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Cell {
    pub(crate) cases: i64,
    /// Whole rupiah.
    pub(crate) rupiah: i64,
    /// The list that it counts; none where it counts nothing.
    pub(crate) href: Option<String>,
}

/// Rupiah of any size as they are written.
pub(crate) fn rupiah(rupiah: i64, lang: Lang) -> String {
    format!("Rp\u{a0}{}", words::number(rupiah, lang))
}

/// How many cases, in words.
pub(crate) fn cases(cases: i64, lang: Lang) -> String {
    let n = words::number(cases, lang);
    match (lang, cases) {
        (Lang::Id, _) => format!("{n} pengajuan"),
        (Lang::En, 1) => format!("{n} request"),
        (Lang::En, _) => format!("{n} requests"),
    }
}

fn figure(cell: &Cell, lang: Lang) -> AnyView {
    let Some(href) = cell.href.clone() else {
        return view! { <span>"–"<span class="unseen">{pick(lang, "tidak ada", "none")}</span></span> }.into_any();
    };
    view! { <a class="figure" rel="external" href=href><span class="rp">{rupiah(cell.rupiah, lang)}</span><span class="small block">{cases(cell.cases, lang)}</span></a> }
        .into_any()
}

/// All figures of one group, one below the other.
pub(super) fn figures(group: &Group, lang: Lang) -> impl IntoView + use<> {
    let lines: Vec<_> = Figure::ALL
        .into_iter()
        .zip(&group.figures)
        .map(|(f, cell)| view! { <dt>{name_of(f, lang)}</dt><dd>{figure(cell, lang)}</dd> })
        .collect();
    view! { <dl class="ladder">{lines}</dl> }
}

/// The table of some groups, with the sum of all below where it is given.
pub(crate) fn table(what: &'static str, groups: &[Group], total: Option<&Group>, lang: Lang) -> impl IntoView + use<> {
    let heads: Vec<_> = Figure::ALL.iter().map(|f| view! { <th scope="col" class="end">{name_of(*f, lang)}</th> }).collect();
    let share_name = t("Bagian disetujui", "Share approved");
    let row = |group: &Group, name: AnyView| {
        let cells: Vec<_> = Figure::ALL
            .into_iter()
            .zip(&group.figures)
            .map(|(f, cell)| view! { <td class="end" data-label=name_of(f, lang)>{figure(cell, lang)}</td> })
            .collect();
        let share = group.share.map_or_else(|| "–".to_owned(), |share| format!("{share}\u{a0}%"));
        view! { <tr><th scope="row">{name}</th>{cells}<td class="end" data-label=share_name>{share}</td></tr> }
    };
    let rows: Vec<_> = groups
        .iter()
        .map(|group| {
            let name = match group.href.clone() {
                Some(href) => view! { <a rel="external" href=href>{group.name.clone()}</a> }.into_any(),
                None => group.name.clone().into_any(),
            };
            row(group, name)
        })
        .collect();
    let total = total.map(|total| view! { <tfoot>{row(total, t("Seluruhnya", "All together").into_any())}</tfoot> });
    view! {
        <table class="list sums">
            <thead><tr><th scope="col">{what}</th>{heads}<th scope="col" class="end">{share_name}</th></tr></thead>
            <tbody>{rows}</tbody>
            {total}
        </table>
    }
}
