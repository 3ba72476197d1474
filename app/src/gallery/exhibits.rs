//! The gallery's exhibits: past, present and plan as stories, on a telephone and, large and without a way to sign in, on a screen that
//! people touch. A screen that nobody touches goes back to its beginning.
use crate::{
    citizen::page::{Loading, Place, page, param},
    error::AppError,
    lang::{pick, t},
    server::Asked,
};
use domain::planning::{Era, Exhibit};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};

struct One {
    key: String,
    title: String,
    era: String,
    first: String,
}

/// The list of exhibits, or one of them.
pub struct ExhibitsView {
    region: String,
    name: String,
    all: Vec<One>,
    shown: Option<Shown>,
    kiosk: bool,
}

struct Shown {
    title: String,
    era: String,
    story: Vec<String>,
    source: String,
    more: Option<String>,
    qr: String,
    before: Option<String>,
    after: Option<String>,
}

fn era(era: Era, lang: domain::words::Lang) -> &'static str {
    match era {
        Era::Past => pick(lang, "Dahulu", "Past"),
        Era::Present => pick(lang, "Sekarang", "Present"),
        Era::Plan => pick(lang, "Rencana", "Plan"),
    }
}

/// The exhibits in the order of time; one of them where its key is named.
///
/// **Needs**: nothing; they are public. **Errors**: `NotFound`.
async fn exhibits(region: String, key: String, kiosk: bool) -> Result<ExhibitsView, AppError> {
    let asked = Asked::of_page(&region)?;
    let (pack, lang) = (&asked.pack, asked.lang);
    let mut all: Vec<&Exhibit> = pack.exhibits.iter().collect();
    all.sort_by_key(|e| (e.era, e.year, e.key.as_str()));
    if all.is_empty() {
        return Err(AppError::NotFound);
    }
    let room = if kiosk { "kios" } else { "pameran" };
    let at = all.iter().position(|e| e.key == key);
    if !key.is_empty() && at.is_none() {
        return Err(AppError::NotFound);
    }
    let shown = at.and_then(|i| Some((i, *all.get(i)?))).map(|(i, exhibit)| {
        // Whoever stands before the screen takes it along on a telephone.
        let host =
            with_context::<http::request::Parts, _>(|parts| crate::transparency::site(&asked.engine, &parts.headers)).unwrap_or_default();
        let link = format!("{host}/{region}/galeri/pameran/{}", exhibit.key);
        let qr = qrcode::QrCode::new(link.as_bytes())
            .map(|code| {
                code.render::<qrcode::render::svg::Color<'_>>()
                    .min_dimensions(180, 180)
                    .dark_color(qrcode::render::svg::Color("#14243b"))
                    .build()
            })
            .unwrap_or_default();
        let beside = |n: Option<usize>| n.and_then(|n| all.get(n)).map(|e| format!("/{region}/galeri/{room}/{}", e.key));
        Shown {
            title: exhibit.title.get(lang).to_owned(),
            era: era(exhibit.era, lang).to_owned(),
            story: exhibit.story.get(lang).lines().map(str::to_owned).collect(),
            source: exhibit.source.clone(),
            more: exhibit.more.as_ref().map(|more| format!("/{region}/{more}")),
            // The drawing as a picture: the declaration before it is none of a page's.
            qr: qr.split_once("?>").map_or(qr.clone(), |(_, svg)| svg.to_owned()),
            before: beside(i.checked_sub(1)),
            after: beside(Some(i + 1)),
        }
    });
    let one = |exhibit: &&Exhibit| One {
        key: exhibit.key.clone(),
        title: exhibit.title.get(lang).to_owned(),
        era: era(exhibit.era, lang).to_owned(),
        first: exhibit.story.get(lang).lines().next().unwrap_or_default().to_owned(),
    };
    Ok(ExhibitsView { all: all.iter().map(one).collect(), name: pack.region.name.clone(), shown, kiosk, region })
}

/// The exhibits on a telephone.
pub struct ExhibitsPage {
    place: Place,
    view: Loading<ExhibitsView>,
}

#[lazy_route]
impl LazyRoute for ExhibitsPage {
    fn data() -> Self {
        Self { view: Loading::of(exhibits(param("region"), param("exhibit"), false)), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "", this.view, shown)
    }
}

/// The same on a screen that people touch.
pub struct KioskPage {
    view: Loading<ExhibitsView>,
}

#[lazy_route]
impl LazyRoute for KioskPage {
    fn data() -> Self {
        Self { view: Loading::of(exhibits(param("region"), param("exhibit"), true)) }
    }
    fn view(this: Self) -> AnyView {
        // No head: nothing here leads to an account.
        view! {
            <main class="kios" id="isi">
                {Suspend::new(async move {
                    match this.view.done().await {
                        Ok(view) => shown(view).into_any(),
                        Err(error) => crate::components::fault::fault(error).into_any(),
                    }
                })}
            </main>
        }
        .into_any()
    }
}

fn shown(v: ExhibitsView) -> impl IntoView {
    let room = if v.kiosk { "kios" } else { "pameran" };
    let here = format!("/{}/galeri/{room}", v.region);
    let script = v.kiosk.then(|| view! { <script type="module" src="/kios.js" data-awal=here.clone()></script> });
    let voice = v.shown.is_some().then(|| view! { <script type="module" src="/dengar.js"></script> });
    let way = (!v.kiosk).then(|| {
        view! { <p class="small"><a rel="external" href=format!("/{}", v.region)>{t("Beranda", "Home")}</a>" / "<a rel="external" href=format!("/{}/galeri", v.region)>{t("Galeri", "Gallery")}</a></p> }
    });
    let languages = v.kiosk.then(|| {
        view! {
            <form method="post" action="/bahasa" class="row">
                <button class="btn quiet" name="ke" value="id">"Bahasa Indonesia"</button>
                <button class="btn quiet" name="ke" value="en">"English"</button>
            </form>
        }
    });
    let title = v.shown.as_ref().map_or_else(|| t("Dahulu, sekarang, nanti", "Past, present, plan").to_owned(), |s| s.title.clone());
    let body = match v.shown {
        None => {
            let tiles: Vec<_> = v
                .all
                .into_iter()
                .map(|one| view! { <a class="card door" rel="external" href=format!("{here}/{}", one.key)><span class="tag">{one.era}</span><b class="block">{one.title}</b><span class="small block">{one.first}</span></a> })
                .collect();
            view! { <div class="figures-grid">{tiles}</div> }.into_any()
        }
        Some(shown) => {
            let story: Vec<_> = shown.story.into_iter().map(|line| view! { <p>{line}</p> }).collect();
            let more = shown.more.filter(|_| !v.kiosk);
            view! {
                <p><span class="tag">{shown.era}</span></p>
                <div id="cerita" class="cerita">{story}</div>
                <p><button type="button" class="btn second" data-dengar="cerita" hidden>{t("Dengarkan", "Listen")}</button></p>
                {more.map(|href| view! { <p><a class="btn" rel="external" href=href>{t("Lihat datanya", "See the data")}</a></p> })}
                <nav class="row" aria-label=t("Cerita lain", "Other stories")>
                    {shown.before.map(|href| view! { <a class="btn quiet" rel="external" href=href>{t("Sebelumnya", "Before")}</a> })}
                    <a class="btn quiet" rel="external" href=here>{t("Semua cerita", "All stories")}</a>
                    {shown.after.map(|href| view! { <a class="btn quiet" rel="external" href=href>{t("Sesudahnya", "After")}</a> })}
                </nav>
                <figure class="qr"><div inner_html=shown.qr></div><figcaption class="small">{t("Pindai untuk membacanya di ponsel.", "Scan it to read this on a telephone.")}</figcaption></figure>
                <p class="small">{t("Sumber: ", "Source: ")}{shown.source}</p>
            }
            .into_any()
        }
    };
    view! {
        <Title text=format!("{title} – {}", v.name)/>
        {way}
        {languages}
        <h1>{title}</h1>
        {body}
        {script}
        {voice}
    }
}
