//! Budgets of a year: what there is, what is given, what is left, who set it and why.
use super::{
    table::{BudgetRow, budget_table},
    years::years,
};
use crate::{
    citizen::page::{Loading, Place, page, param, queried_year, query},
    components::{id::id_of, said::Said},
    desk::here::Here,
    error::AppError,
    lang::t,
};
use domain::{budget::weigh, words};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use serde::{Deserialize, Serialize};

/// A programme's year.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Programme {
    key: String,
    name: String,
    legal_base: String,
    rows: Vec<BudgetRow>,
}

/// The page.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BudgetView {
    region: String,
    year: i32,
    years: Vec<i32>,
    programmes: Vec<Programme>,
    affairs: Vec<(String, String)>,
    history: Vec<(String, String, String)>,
    may_set: bool,
    said: Option<String>,
}

/// A year of all programmes.
///
/// **Needs**: a post in the region. **Errors**: `SignedOut`, `Forbidden`, `NotFound`.
pub(crate) async fn budget(region: String, year: Option<i32>, said: Option<String>) -> Result<BudgetView, AppError> {
    let here = Here::of_page(&region)?;
    let (pack, lang) = (&here.pack, here.lang);
    let this_year = here.today().year();
    let year = year.unwrap_or(this_year);
    let found = here.engine.budgets().year(pack, &here.visitor, year).await?;
    let name = |key: &str| pack.service(key).map(|s| s.name.get(lang).to_owned()).unwrap_or_default();
    let programmes = found
        .programmes
        .iter()
        .map(|p| Programme {
            key: p.service.clone(),
            name: name(&p.service),
            legal_base: pack.service(&p.service).and_then(|s| s.budget.as_ref()).map(|b| b.legal_base.clone()).unwrap_or_default(),
            rows: BudgetRow::all(pack, &weigh(&p.budget, &p.taken, &[]), lang),
        })
        .collect();
    let history = found
        .history
        .into_iter()
        .map(|l| {
            let place = l.affair.as_deref().map_or_else(String::new, |a| format!(" · {}", pack.affair_label(a).get(lang)));
            let why = if l.why.is_empty() { String::new() } else { format!(": {}", l.why) };
            (
                format!("{}{place}", name(&l.service)),
                l.rupiah.to_string(),
                format!("{}{why} · {} · {}", l.rule, l.by, words::date_time(l.at, pack.zone(), lang)),
            )
        })
        .collect();
    let mut affairs: Vec<(String, String)> = pack.affairs().map(|c| (c.key.clone(), c.label.get(lang).to_owned())).collect();
    affairs.dedup();
    Ok(BudgetView {
        year,
        years: (this_year - 2..=this_year + 2).rev().collect(),
        programmes,
        affairs,
        history,
        may_set: found.may_set,
        said,
        region,
    })
}

/// The page.
pub struct BudgetPage {
    place: Place,
    view: Loading<BudgetView>,
}

#[lazy_route]
impl LazyRoute for BudgetPage {
    fn data() -> Self {
        Self { view: Loading::of(budget(param("region"), queried_year(), query("kata"))), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "broad", this.view, shown)
    }
}

fn shown(v: BudgetView) -> impl IntoView {
    let said = Said::of(v.said.as_deref());
    let lang = crate::lang::lang();
    let base = format!("/{}/meja/anggaran", v.region);
    let years = years(&base, t("Tahun anggaran", "Budget year"), &v.years, v.year);
    let form = v.may_set.then(|| set_form(&v, &base, &said));
    let programmes: Vec<_> = v
        .programmes
        .into_iter()
        .map(|p| view! { <h2>{p.name}</h2>{budget_table(p.rows, None, lang)}<p class="small">{t("Dasar: ", "Legal base: ")}{p.legal_base}</p> })
        .collect();
    let none = v.history.is_empty();
    let history: Vec<_> = v
        .history
        .into_iter()
        .map(|(what, amount, words)| view! { <li><span class="between"><b>{what}</b><span class="rp">{amount}</span></span><span class="small">{words}</span></li> })
        .collect();
    view! {
        <Title text=t("Anggaran", "Budgets")/>
        <p class="small"><a rel="external" href=format!("/{}/meja", v.region)>{t("Meja", "Desk")}</a>" · "<a rel="external" href=format!("/{}/meja/daftar", v.region)>{t("Daftar nominatif", "Nominative lists")}</a></p>
        <h1>{t("Anggaran", "Budgets")}" "{v.year}</h1>
        {said.shown()}
        {years}
        {programmes}
        {form}
        <h2>{t("Riwayat pagu", "What was set")}</h2>
        {if none { view! { <p class="card face">{t("Belum ada pagu yang dicatat untuk tahun ini. Tanpa pagu, daftar tidak dapat ditandatangani.", "No budget is on record for this year. Without one no list can be signed.")}</p> }.into_any() } else { view! { <ul class="plain">{history}</ul> }.into_any() }}
    }
}

fn set_form(v: &BudgetView, base: &str, said: &Said) -> impl IntoView + use<> {
    let services: Vec<_> = v
        .programmes
        .iter()
        .map(|p| view! { <option value=p.key.clone() selected={said.typed("service", "") == p.key}>{p.name.clone()}</option> })
        .collect();
    let affairs: Vec<_> = v
        .affairs
        .iter()
        .map(|(key, label)| view! { <option value=key.clone() selected={said.typed("affair", "") == *key}>{label.clone()}</option> })
        .collect();
    let problem = |name: &str| said.problems.iter().find(|(path, _)| path == name).map(|(_, words)| words.clone());
    let field = |name: &'static str, label: &'static str, hint: &'static str, numeric: bool| {
        let wrong = problem(name);
        let class = if wrong.is_some() { "field err" } else { "field" };
        view! {
            <div class=class><label for=id_of(name)>{label}</label><p class="hint" id=format!("{}-h", id_of(name))>{hint}</p>
                {wrong.map(|w| view! { <p class="msg">{w}</p> })}
                <input id=id_of(name) name=name value=said.typed(name, "") inputmode={numeric.then_some("numeric")} aria-describedby=format!("{}-h", id_of(name)) maxlength="300" autocomplete="off"/>
            </div>
        }
    };
    view! {
        <form method="post" action=base.to_owned() class="card">
            <h2>{t("Catat atau ubah pagu", "Set or change a budget")}</h2>
            <input type="hidden" name="fiscal_year" value=v.year.to_string()/>
            <div class="field"><label for=id_of("service")>{t("Program", "Programme")}</label><select id=id_of("service") name="service">{services}</select></div>
            <div class="field"><label for=id_of("affair")>{t("Bidang", "Field of affairs")}</label><select id=id_of("affair") name="affair"><option value="">{t("Seluruh program", "The whole programme")}</option>{affairs}</select></div>
            {field("amount", t("Pagu (Rp)", "Budget (Rp)"), t("Misalnya 12.500.000.000", "Such as 12.500.000.000"), true)}
            {field("rule", t("Dasar hukum", "Legal base"), t("Nomor perda APBD atau peraturan penjabarannya.", "Number of the budget regulation."), false)}
            {field("why", t("Alasan perubahan", "Why it changes"), t("Wajib bila pagu ini sudah pernah dicatat.", "Needed where it was set before."), false)}
            <p><button class="btn">{t("Catat pagu", "Set the budget")}</button></p>
            <p class="small">{t("Pagu boleh dipotong di bawah yang sudah disetujui. Pencatatan ke APBD lalu berhenti sampai jumlahnya dikurangi.", "A budget may be cut below what is approved. Entries into the budget then stop until amounts are lowered.")}</p>
        </form>
    }
}
