//! How budgets are shown: what there is, what is given, what is left.
use crate::lang::{pick, t};
use domain::{
    budget::{Weighed, by_agency},
    pack::Pack,
    words::{self, Lang},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// One line of a budget's table, as words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BudgetRow {
    name: String,
    agency: String,
    budget: String,
    others: String,
    list: String,
    left: String,
    /// Too much, or no budget at all.
    short: bool,
    whole: bool,
    /// Whether the list takes of it.
    of_list: bool,
}

/// Whole rupiah with their sign.
pub(super) fn rupiah(n: i64) -> String {
    let sign = if n < 0 { "−" } else { "" };
    format!("{sign}Rp\u{a0}{}", words::number(n.abs(), Lang::Id))
}

impl BudgetRow {
    pub(super) fn of(pack: &Pack, weighed: &Weighed, lang: Lang) -> Self {
        let affair = weighed.affair.as_deref();
        let agency = affair.and_then(|a| pack.agency_of_affair(a));
        let left = weighed.left();
        let none = pick(lang, "belum dicatat", "not on record").to_owned();
        Self {
            name: affair.map_or_else(
                || pick(lang, "Seluruh program", "The whole programme").to_owned(),
                |a| pack.affair_label(a).get(lang).to_owned(),
            ),
            agency: agency.and_then(|a| pack.agency(a)).map(|a| a.name.get(lang).to_owned()).unwrap_or_default(),
            budget: weighed.budget.map_or_else(|| if affair.is_none() { none } else { "–".to_owned() }, |b| b.to_string()),
            others: rupiah(weighed.others),
            list: rupiah(weighed.list),
            left: left.map_or_else(|| "–".to_owned(), rupiah),
            short: left.is_some_and(|l| l < 0) || (weighed.budget.is_none() && affair.is_none()),
            whole: affair.is_none(),
            of_list: weighed.list > 0,
        }
    }
}

impl BudgetRow {
    /// All lines of a budget: the whole, each field of affairs, and each agency that is in charge of several of them.
    pub(super) fn all(pack: &Pack, weighed: &[Weighed], lang: Lang) -> Vec<Self> {
        let sums = by_agency(weighed, |affair| pack.agency_of_affair(affair).map(ToOwned::to_owned));
        let of_agency = |(agency, weighed): &(String, Weighed)| {
            let name = pack.agency(agency).map(|a| a.name.get(lang).to_owned()).unwrap_or_default();
            let sum = pick(lang, "Jumlah semua bidangnya", "Sum of its fields").to_owned();
            let open = weighed.budget.is_none();
            Self {
                name: sum,
                agency: name,
                whole: false,
                short: !open && weighed.left().is_some_and(|l| l < 0),
                ..Self::of(pack, weighed, lang)
            }
        };
        weighed.iter().map(|w| Self::of(pack, w, lang)).chain(sums.iter().map(of_agency)).collect()
    }
}

/// The table; `list` is what the last taking column is called, and left out where there is no list.
pub(super) fn budget_table(rows: Vec<BudgetRow>, list: Option<&'static str>, lang: Lang) -> impl IntoView {
    // Beside a list only what it touches stands open; the rest is one tap away.
    let (near, far): (Vec<_>, Vec<_>) = rows.into_iter().partition(|r| list.is_none() || r.whole || r.of_list || r.short);
    let rest = (!far.is_empty()).then(|| {
        view! { <details><summary>{t("Bidang lain", "Other fields of affairs")}</summary>{table(far, list, lang)}</details> }
    });
    view! { {table(near, list, lang)}{rest} }
}

fn table(rows: Vec<BudgetRow>, list: Option<&'static str>, lang: Lang) -> impl IntoView {
    let rows: Vec<_> = rows
        .into_iter()
        .map(|r| {
            let class = if r.short { "tag bad" } else { "tag ok" };
            view! {
                <tr class:sum=r.whole>
                    <td>{if r.whole { view! { <b>{r.name}</b> }.into_any() } else { r.name.into_any() }}<span class="small block">{r.agency}</span></td>
                    <td class="end rp" data-label=pick(lang, "Pagu", "Budget")>{r.budget}</td>
                    <td class="end rp" data-label=pick(lang, "Terpakai", "Given")>{r.others}</td>
                    {list.map(|list| view! { <td class="end rp" data-label=list>{r.list}</td> })}
                    <td class="end rp" data-label=pick(lang, "Sisa", "Left")><span class=class>{r.left}</span></td>
                </tr>
            }
        })
        .collect();
    view! {
        <table class="list">
            <thead><tr>
                <th scope="col">{t("Bidang", "Field of affairs")}</th><th scope="col" class="end">{t("Pagu", "Budget")}</th>
                <th scope="col" class="end">{if list.is_some() { t("Terpakai di luar daftar ini", "Given outside this list") } else { t("Terpakai", "Given") }}</th>
                {list.map(|list| view! { <th scope="col" class="end">{list}</th> })}
                <th scope="col" class="end">{t("Sisa", "Left")}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}
