//! The rules of a service and a guide to it, made of its pack: what stands here is what the forms and the workflow do.
mod load;
mod terms;

use super::page::{Loading, Place, page, param};
use crate::lang::t;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use load::{Line, RulesView, rules};

/// The page.
pub struct RulesPage {
    place: Place,
    view: Loading<RulesView>,
}

#[lazy_route]
impl LazyRoute for RulesPage {
    fn data() -> Self {
        Self { view: Loading::of(rules(param("region"), param("service"))), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "", this.view, shown)
    }
}

fn base(legal_base: Option<String>) -> impl IntoView {
    legal_base.map(|base| view! { <span class="small block">{t("Dasar: ", "Legal base: ")}{base}</span> })
}

/// Lines with what belongs to each; nothing where there are none.
fn section(id: &'static str, heading: &'static str, lines: Vec<Line>) -> impl IntoView {
    let items: Vec<_> = lines
        .into_iter()
        .map(|line| {
            let more: Vec<_> = line.more.into_iter().map(|more| view! { <span class="block">{more}</span> }).collect();
            view! { <li><b>{line.words}</b>{more}{base(line.legal_base)}</li> }
        })
        .collect();
    let some = !items.is_empty();
    some.then(|| view! { <section class="card" aria-labelledby=id><h2 id=id>{heading}</h2><ul class="plain">{items}</ul></section> })
}

fn shown(v: RulesView) -> impl IntoView {
    let place = format!("/{}/{}", v.region, v.path);
    let links = [
        ("syarat", t("Siapa yang boleh mengajukan", "Who may apply")),
        ("waktu", t("Kapan", "When")),
        ("dokumen", t("Dokumen", "Papers")),
        ("batas", t("Batas", "Limits")),
        ("langkah", t("Langkah", "Steps")),
        ("alasan", t("Alasan penolakan", "Reasons for refusal")),
        ("keberatan", t("Keberatan", "Objecting")),
        ("laporan", t("Laporan", "Reports")),
    ];
    let filled =
        [&v.eligibility, &v.windows, &v.papers, &v.limits, &v.steps, &v.reasons, &v.objections, &v.reports].map(|lines| !lines.is_empty());
    let contents: Vec<_> = links
        .iter()
        .zip(filled)
        .filter(|(_, filled)| *filled)
        .map(|((id, words), _)| view! { <li><a class="tag" href=format!("#{id}")>{*words}</a></li> })
        .collect();
    view! {
        <Title text=format!("{} – {}", t("Aturan dan panduan", "Rules and guide"), v.name)/>
        <p class="small"><a rel="external" href=format!("/{}", v.region)>{t("Beranda", "Home")}</a>" / "<a rel="external" href=place.clone()>{v.brand}</a></p>
        <h1>{t("Aturan dan panduan", "Rules and guide")}": "{v.name}</h1>
        <p>{v.summary}</p>
        <p class=if v.open { "tag ok" } else { "tag warn" }>{v.window}</p>
        <p class="no-print"><a class="btn" rel="external" href=format!("{place}/ajukan")>{t("Ajukan", "Apply")}</a></p>
        <nav aria-label=t("Isi halaman", "On this page")><ul class="chips">{contents}</ul></nav>
        {section("syarat", t("Siapa yang boleh mengajukan", "Who may apply"), v.eligibility)}
        {section("waktu", t("Kapan dapat diajukan", "When it can be asked for"), v.windows)}
        {section("dokumen", t("Dokumen yang diminta", "Papers that are asked for"), v.papers)}
        {section("batas", t("Batas yang berlaku hari ini", "Limits that hold today"), v.limits)}
        {section("langkah", t("Langkah dan lamanya", "Steps and how long they take"), v.steps)}
        <p class="small">{v.promise}</p>
        {section("alasan", t("Alasan yang dapat dipakai untuk menolak", "Reasons for which a request can be refused"), v.reasons)}
        {section("keberatan", t("Bila Anda tidak setuju dengan penolakan", "If you do not agree with a refusal"), v.objections)}
        {section("laporan", t("Yang harus dilaporkan, dan sampai kapan", "What to report, and by when"), v.reports)}
        <p class="small">{t("Dasar: ", "Legal base: ")}{v.legal_base}</p>
    }
}
