//! Public statistics: what was asked for, approved, paid and reported, by budget year and by agency. Each figure is a
//! link to the list that it counts.
mod bars;
pub(crate) mod csv;
mod load;
mod region;
mod table;

pub(crate) use load::{Group, StatisticsView, group, statistics};
pub(crate) use region::RegionStatisticsPage;
pub(crate) use table::{cases, rupiah, table};

use super::{
    narrowed::{Narrowed, name_of},
    page::{Loading, Place, page, param},
};
use crate::lang::{lang, t};
use domain::{figures::Figure, words::Lang};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};

/// The statistics of a service.
pub struct StatisticsPage {
    place: Place,
    view: Loading<StatisticsView>,
}

#[lazy_route]
impl LazyRoute for StatisticsPage {
    fn data() -> Self {
        Self { view: Loading::of(statistics(param("region"), param("service"), Narrowed::here())), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "broad", this.view, shown)
    }
}

/// What a figure counts, in a sentence.
pub(crate) fn meaning(figure: Figure, lang: Lang) -> &'static str {
    use crate::lang::pick;
    match figure {
        Figure::Asked => pick(
            lang,
            "semua pengajuan yang masuk dengan jumlah yang diminta, termasuk yang kemudian ditolak, ditarik, atau gugur.",
            "every request that came in, with the amount asked for, those refused, withdrawn or lapsed too.",
        ),
        Figure::Approved => pick(
            lang,
            "jumlah yang disetujui kepala daerah, tanpa pengajuan yang kemudian ditolak, ditarik, gugur, atau dibatalkan.",
            "what the head of the region approved, without requests that were refused, withdrawn, lapsed or voided afterwards.",
        ),
        Figure::Paid => pick(
            lang,
            "realisasi: uang yang sudah dibayarkan, atau nilai barang dan jasa yang sudah diserahkan. Sisa dana yang kembali ke kas daerah tidak dikurangkan.",
            "money that was paid, or the worth of goods and services handed over. What was paid back later is not taken off.",
        ),
        Figure::Reported => pick(
            lang,
            "yang menurut laporan penerima sudah dipakai, juga bila laporannya masih diperiksa.",
            "what recipients reported as used, also while the report is being looked at.",
        ),
        Figure::Refused => pick(
            lang,
            "pengajuan yang berakhir dengan penolakan, dengan jumlah yang diminta. Alasannya ada pada setiap pengajuan.",
            "requests that ended in a refusal, with the amount asked for. The reason stands on each of them.",
        ),
    }
}

/// The meaning of all figures.
pub(crate) fn meanings(lang: Lang) -> impl IntoView {
    let lines: Vec<_> = Figure::ALL
        .into_iter()
        .map(|figure| view! { <div class="answer"><dt><b>{name_of(figure, lang)}</b></dt><dd>{meaning(figure, lang)}</dd></div> })
        .collect();
    view! {
        <section class="card" aria-labelledby="arti">
            <h2 id="arti">{t("Arti setiap angka", "What each figure means")}</h2>
            <dl class="answers">{lines}</dl>
            <p class="small">{t("Angka dihitung langsung dari pengajuan saat halaman ini dibuka. Dinas adalah dinas yang membidangi urusan pengajuan, bukan yang sedang memegang berkasnya.", "Figures are added up from the requests when this page is opened. The agency is the one in charge of the request's field of affairs, not the one that holds the papers now.")}</p>
        </section>
    }
}

/// Links to other years.
fn years(view: &StatisticsView) -> impl IntoView + use<> {
    let here = format!("/{}/{}/statistik", view.region, view.path);
    let link = |year: Option<i32>| {
        let href = Narrowed { tahun: year, ..view.narrowed.clone() }.address(&here);
        let current = (view.narrowed.tahun == year).then_some("page");
        let words = year.map_or_else(|| t("Semua tahun", "All years").to_owned(), |y| y.to_string());
        view! { <li><a class="tag" rel="external" href=href aria-current=current>{words}</a></li> }
    };
    let items: Vec<_> = std::iter::once(None).chain(view.years.iter().copied().map(Some)).map(link).collect();
    view! { <nav aria-label=t("Tahun anggaran", "Budget year")><ul class="chips">{items}</ul></nav> }
}

fn shown(view: StatisticsView) -> impl IntoView {
    let lang = lang();
    let here = format!("/{}/{}/statistik", view.region, view.path);
    let years = years(&view);
    let csv = view.narrowed.address(&format!("{here}.csv"));
    let agency = view.agency.clone().map(|name| {
        let all = Narrowed { dinas: None, ..view.narrowed.clone() }.address(&here);
        view! { <p class="card">{name}" "<a rel="external" href=all>{t("Lihat semua dinas", "See all agencies")}</a></p> }
    });
    let empty = view.total.figures.iter().all(|cell| cell.cases == 0);
    let share = view.total.share;
    let by_agency = (view.agency.is_none() && !empty).then(|| {
        view! {
            <section aria-labelledby="menurut-dinas">
                <h2 id="menurut-dinas">{t("Menurut dinas yang membidangi", "By the agency in charge")}</h2>
                {bars::bars(&view.agencies, lang)}
                {table(t("Dinas", "Agency"), &view.agencies, Some(&view.total), lang)}
            </section>
        }
    });
    let by_year = (!view.by_year.is_empty() && !empty).then(|| {
        view! {
            <section aria-labelledby="menurut-tahun">
                <h2 id="menurut-tahun">{t("Menurut tahun anggaran", "By budget year")}</h2>
                {bars::bars(&view.by_year, lang)}
                {table(t("Tahun", "Year"), &view.by_year, None, lang)}
            </section>
        }
    });
    view! {
        <Title text=format!("{} – {}", t("Statistik", "Statistics"), view.name)/>
        <p class="small"><a rel="external" href=format!("/{}", view.region)>{t("Beranda", "Home")}</a>" / "<a rel="external" href=format!("/{}/{}", view.region, view.path)>{view.brand.clone()}</a></p>
        <h1>{t("Statistik", "Statistics")}": "{view.name.clone()}</h1>
        {years}
        {agency}
        {if empty {
            view! { <section class="card face"><h2>{t("Belum ada pengajuan", "No request yet")}</h2><p>{t("Belum ada pengajuan pada pilihan ini. Pilih tahun lain.", "There is no request in what you chose. Choose another year.")}</p></section> }.into_any()
        } else {
            view! {
                <section class="card" aria-labelledby="seluruhnya">
                    <h2 id="seluruhnya">{t("Seluruhnya", "All together")}</h2>
                    {table::figures(&view.total, lang)}
                    {share.map(|share| view! { <p class="small">{t("Dari setiap 100 pengajuan, disetujui dan masih berlaku: ", "Of every 100 requests, approved and still standing: ")}{share}</p> })}
                </section>
            }
            .into_any()
        }}
        {by_agency}
        {by_year}
        <p class="no-print"><a class="btn quiet" rel="external" download href=csv>{t("Unduh tabel (CSV)", "Download the table (CSV)")}</a></p>
        {meanings(lang)}
    }
}
