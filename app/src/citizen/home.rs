//! The first pages: of all regions, and of one.
use super::{
    announcements::{AnnouncementView, listed},
    page::{Loading, Place, page, param},
};
use crate::{
    error::AppError,
    lang::{pick, t},
};
use domain::words::{self, Lang};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use serde::{Deserialize, Serialize};

/// A region in the list.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RegionRow {
    slug: String,
    name: String,
    government: String,
}

/// The regions that use Terang.
///
/// **Needs**: nothing. **Errors**: none of its own.
pub(crate) async fn regions() -> Result<Vec<RegionRow>, AppError> {
    let lang = crate::lang::lang();
    let engine = crate::server::engine()?;
    Ok(engine
        .packs()
        .all()
        .iter()
        .map(|p| RegionRow {
            slug: p.region.slug.as_str().to_owned(),
            name: p.region.name.clone(),
            government: p.region.government.get(lang).to_owned(),
        })
        .collect())
}

/// The list of regions.
pub struct RegionsPage {
    view: Loading<Vec<RegionRow>>,
}

#[lazy_route]
impl LazyRoute for RegionsPage {
    fn data() -> Self {
        Self { view: Loading::of(regions()) }
    }
    fn view(this: Self) -> AnyView {
        page(Place::default(), "", this.view, |rows| {
            let rows: Vec<_> = rows.into_iter().map(|r| view! { <a class="card go" rel="external" href=format!("/{}", r.slug)><b>{r.name}</b><span class="small">{r.government}</span><span class="arrow" aria-hidden="true">"→"</span></a> }).collect();
            view! {
                <Title text=t("Pilih daerah", "Choose your region")/>
                <h1>{t("Urus dari rumah. Lihat setiap langkahnya.", "From home, with every step in sight.")}</h1>
                <p>{t("Pilih daerah Anda.", "Choose your region.")}</p>
                <div class="svc">{rows}</div>
            }
        })
    }
}

/// A service on the first page.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ServiceRow {
    /// Whether nothing of it is public.
    hidden: bool,
    path: String,
    brand: String,
    name: String,
    summary: String,
    window: String,
    open: bool,
}

/// The first page of a region.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct HomeView {
    slug: String,
    name: String,
    promise: String,
    contact: String,
    /// How a number looks here.
    example: String,
    services: Vec<ServiceRow>,
    /// Whether there are licences: the guide leads to them, for few know which they need.
    licences: bool,
    newest: Vec<(String, String, String)>,
    /// Whether projects are shown.
    gallery: bool,
    /// The newest that hold today.
    announcements: Vec<AnnouncementView>,
}

/// What a region's first page shows.
///
/// **Needs**: nothing. **Errors**: `NotFound`.
pub(crate) async fn home(region: String) -> Result<HomeView, AppError> {
    let asked = crate::server::Asked::of_page(&region)?;
    let (pack, lang, today) = (&asked.pack, asked.lang, asked.today());
    let mut newest = Vec::new();
    // A licence is found in its register.
    for service in pack.services.iter().filter(|service| !service.hidden && service.licence.is_none() && service.project.is_none()) {
        let found = asked.engine.register().page(pack, &service.key, &engine::PublicFilter::default(), None, 3).await?;
        newest.extend(found.lines.into_iter().map(|l| {
            (format!("/{region}/{}/{}", service.path, l.number), l.organisation, words::date(l.submitted_at.day(pack.zone()), lang))
        }));
    }
    let window = |s: &domain::pack::Service| match (s.window_on(today), s.next_window(today), lang) {
        (Some(w), _, Lang::Id) => format!("Dibuka sampai {}", words::date(w.closes, lang)),
        (Some(w), _, Lang::En) => format!("Open until {}", words::date(w.closes, lang)),
        (None, Some(w), Lang::Id) => format!("Dibuka lagi {}", words::date(w.opens, lang)),
        (None, Some(w), Lang::En) => format!("Opens again on {}", words::date(w.opens, lang)),
        (None, None, _) if s.taken_on(today).is_some() => pick(lang, "Diterima setiap hari", "Taken every day").to_owned(),
        (None, None, _) if s.always.is_some() => pick(lang, "Tidak berlaku lagi", "No longer given").to_owned(),
        (None, None, Lang::Id) => "Sedang ditutup".to_owned(),
        (None, None, Lang::En) => "Closed".to_owned(),
    };
    Ok(HomeView {
        slug: region.clone(),
        name: pack.region.name.clone(),
        promise: pack.region.promise.get(lang).to_owned(),
        contact: pack.region.contact.get(lang).to_owned(),
        example: pack.number_example(today),
        services: pack
            .services
            .iter()
            // What offices alone write down is nobody's to ask for.
            .filter(|s| s.keyed_by.is_empty() && s.licence.is_none())
            .map(|s| ServiceRow {
                hidden: s.hidden,
                path: s.path.clone(),
                brand: s.brand.clone(),
                name: s.name.get(lang).to_owned(),
                summary: s.summary.get(lang).to_owned(),
                window: window(s),
                open: s.taken_on(today).is_some(),
            })
            .collect(),
        licences: pack.services.iter().any(|s| s.licence.is_some() && !s.hidden),
        newest,
        gallery: engine::gallery_of(pack).is_ok(),
        announcements: asked
            .engine
            .announcements()
            .current(pack, 3)
            .await?
            .iter()
            .map(|a| AnnouncementView::of(pack, a, today, lang))
            .collect(),
    })
}

/// The first page of a region.
pub struct HomePage {
    place: Place,
    view: Loading<HomeView>,
}

#[lazy_route]
impl LazyRoute for HomePage {
    fn data() -> Self {
        Self { view: Loading::of(home(param("region"))), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "home", this.view, shown)
    }
}

fn shown(view: HomeView) -> impl IntoView {
    let slug = view.slug.clone();
    let services: Vec<_> = view
        .services
        .into_iter()
        .map(|s| {
            let class = if s.open { "tag ok" } else { "tag warn" };
            view! {
                <article class="card">
                    <h3>{s.name}</h3>
                    <p class="small">{s.brand}</p>
                    <p>{s.summary}</p>
                    <p><span class=class>{s.window}</span></p>
                    <p class="row">
                        <a class="btn" rel="external" href=format!("/{slug}/{}/ajukan", s.path)>{t("Ajukan", "Apply")}</a>
                        {(!s.hidden).then(|| view! { <a class="btn quiet" rel="external" href=format!("/{slug}/{}", s.path)>{t("Lihat semua pengajuan", "See all applications")}</a> })}
                    </p>
                    <ul class="chips">
                        <li><a class="tag" rel="external" href=format!("/{slug}/{}/aturan", s.path)>{t("Aturan dan panduan", "Rules and guide")}</a></li>
                        {(!s.hidden).then(|| view! {
                            <li><a class="tag" rel="external" href=format!("/{slug}/{}/statistik", s.path)>{t("Statistik", "Statistics")}</a></li>
                            <li><a class="tag" rel="external" href=format!("/{slug}/{}/peta", s.path)>{t("Peta", "Map")}</a></li>
                        })}
                    </ul>
                </article>
            }
        })
        .collect();
    let newest: Vec<_> = view
        .newest
        .into_iter()
        .map(|(href, who, when)| view! { <li><a rel="external" href=href>{who}</a>" "<span class="small">{when}</span></li> })
        .collect();
    let some = !newest.is_empty();
    view! {
        <Title text=view.name/>
        <section class="hero">
            <h1>{view.promise}</h1>
            <p>{t("Tidak perlu datang, tidak ada biaya di luar yang tertulis.", "No visit needed, and no cost but what is written.")}</p>
            <form method="get" action=format!("/{}/lacak", view.slug)>
                <label for="nomor">{t("Nomor pengajuan", "Case number")}</label>
                <div class="together"><input id="nomor" name="nomor" autocomplete="off" placeholder=view.example/><button class="btn now">{t("Lacak", "Track")}</button></div>
            </form>
        </section>
        {(!view.announcements.is_empty()).then(|| view! {
            <section class="card" aria-labelledby="pengumuman">
                <h2 id="pengumuman">{t("Pengumuman", "Announcements")}</h2>
                {listed(view.announcements)}
                <p><a rel="external" href=format!("/{}/pengumuman", view.slug)>{t("Semua pengumuman", "All announcements")}</a></p>
            </section>
        })}
        <h2>{t("Layanan", "Services")}</h2>
        {view.licences.then(|| view! {
            <article class="card">
                <h3>{t("Izin usaha", "Business licences")}</h3>
                <p>{t("Tulis usahanya dengan kata sehari-hari. Kami tunjukkan izin, berkas, biaya, dan lamanya, lalu Anda mengajukannya dari rumah.", "Say in everyday words what the business does. We show licences, papers, fee and days, and you ask for them from home.")}</p>
                <p class="row">
                    <a class="btn" rel="external" href=format!("/{}/izin", view.slug)>{t("Izin apa yang saya perlukan?", "Which licences do I need?")}</a>
                    <a class="btn quiet" rel="external" href=format!("/{}/izin/daftar", view.slug)>{t("Daftar izin", "Register")}</a>
                </p>
            </article>
        })}
        {services}
        <p class="row"><a class="btn quiet" rel="external" href=format!("/{}/transparansi", view.slug)>{t("Transparansi dan data terbuka", "Transparency and open data")}</a>
        {view.gallery.then(|| view! { <a class="btn quiet" rel="external" href=format!("/{}/galeri", view.slug)>{t("Galeri Rencana", "The gallery of plans")}</a> })}</p>
        {some.then(|| view! { <h2>{t("Pengajuan terbaru", "Newest applications")}</h2><ul class="plain">{newest}</ul> })}
        <p class="small">{view.contact}</p>
    }
}
