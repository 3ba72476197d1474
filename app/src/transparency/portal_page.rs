//! The portal's first page: the figures of a year at a glance, each a door; then everything else that is public.
use super::{
    tables::{Part, Table, Unit, has, said, table},
    words::Topic,
};
use crate::{
    citizen::page::{Loading, Place, page, param, queried_year},
    error::AppError,
    lang::{lang, pick, t},
    server::Asked,
};
use domain::words::{self, Lang};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};

/// A number with what it is and where it leads.
#[derive(Clone, Debug)]
struct Number {
    label: String,
    value: String,
    about: String,
    href: String,
}

/// The page.
#[derive(Clone, Debug)]
pub struct PortalView {
    region: String,
    name: String,
    year: i32,
    years: Vec<i32>,
    numbers: Vec<Number>,
    topics: Vec<(String, String)>,
    gallery: bool,
    at: String,
}

/// A cell of a table's sum, or of its first row.
fn cell(table: &Table, key: &str, lang: Lang) -> Option<String> {
    let at = table.columns.iter().position(|c| c.key == key)?;
    let unit = table.columns.get(at).map_or(Unit::Count, |c| c.unit);
    if let Some(total) = &table.total {
        return Some(said(total.values.get(at)?, unit, lang));
    }
    let sum: i64 = table.rows.iter().filter_map(|row| row.values.get(at)?.n).sum();
    Some(said(&sum.into(), unit, lang))
}

/// What the region tells of itself.
///
/// **Needs**: nothing; it is public. **Errors**: `NotFound` for an unknown region.
async fn portal(region: String, year: Option<i32>) -> Result<PortalView, AppError> {
    let asked = Asked::of_page(&region)?;
    let lang = asked.lang;
    let year = year.unwrap_or_else(|| asked.today().year());
    let mut numbers = Vec::new();
    let mut years = Vec::new();
    let mut topics = Vec::new();
    // A region tells what it has.
    for topic in Topic::ALL.into_iter().filter(|topic| has(&asked.pack, *topic)) {
        let here = format!("/{region}/transparansi/{}", topic.word());
        let href = if topic.by_year() { format!("{here}?tahun={year}") } else { here };
        topics.push((href.clone(), topic.title(lang).to_owned()));
        // The numbers of the first page are of these; the others are read where they are asked for.
        if !matches!(topic, Topic::Money | Topic::Licences | Topic::Complaints | Topic::Projects) {
            continue;
        }
        let found = table(&asked, &region, topic, &Part { year: Some(year), ..Part::default() }).await?;
        let mut tell = |key: &str, label: (&'static str, &'static str), about: String| {
            if let Some(value) = cell(&found, key, lang) {
                numbers.push(Number { label: pick(lang, label.0, label.1).to_owned(), value, about, href: href.clone() });
            }
        };
        match topic {
            Topic::Money => {
                years = found.years.clone();
                let requests = cell(&found, "requests", lang).unwrap_or_default();
                tell("asked", ("Diajukan", "Asked for"), format!("{requests} {}", pick(lang, "pengajuan", "requests")));
                tell("approved", ("Disetujui", "Approved"), pick(lang, "yang masih berlaku", "and still standing").to_owned());
                tell("paid", ("Dibayar", "Paid"), pick(lang, "uang keluar dan barang diserahkan", "money and goods").to_owned());
                tell(
                    "reported",
                    ("Dilaporkan", "Reported"),
                    pick(lang, "dipakai menurut laporan penerima", "as recipients reported").to_owned(),
                );
            }
            Topic::Licences => tell(
                "done",
                ("Izin terbit", "Licences given"),
                pick(lang, "menurut tahun masuknya", "by the year of the request").to_owned(),
            ),
            Topic::Complaints => tell(
                "done",
                ("Pengaduan selesai", "Complaints solved"),
                pick(lang, "menurut tahun masuknya", "by the year in which they came").to_owned(),
            ),
            Topic::Projects => {
                let worth = cell(&found, "contract", lang).unwrap_or_default();
                tell("projects", ("Proyek", "Projects"), format!("{} {worth}", pick(lang, "kontrak", "contracts")));
            }
            _ => {}
        }
    }
    Ok(PortalView {
        name: asked.pack.region.name.clone(),
        at: words::date_time(asked.engine.now(), asked.pack.zone(), lang),
        gallery: engine::gallery_of(&asked.pack).is_ok(),
        year,
        years,
        numbers,
        topics,
        region,
    })
}

/// The page.
pub struct PortalPage {
    place: Place,
    view: Loading<PortalView>,
}

#[lazy_route]
impl LazyRoute for PortalPage {
    fn data() -> Self {
        Self { view: Loading::of(portal(param("region"), queried_year())), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "broad", this.view, shown)
    }
}

fn shown(v: PortalView) -> impl IntoView {
    let lang = lang();
    let here = format!("/{}/transparansi", v.region);
    let years: Vec<_> = v
        .years
        .iter()
        .map(|year| view! { <li><a class="tag" rel="external" href=format!("{here}?tahun={year}") aria-current=(v.year == *year).then_some("page")>{*year}</a></li> })
        .collect();
    let numbers: Vec<_> = v
        .numbers
        .into_iter()
        .map(|n| view! { <a class="card door" rel="external" href=n.href><span class="small">{n.label}</span><span class="angka rp">{n.value}</span><span class="small">{n.about}</span></a> })
        .collect();
    let topics: Vec<_> =
        v.topics.into_iter().map(|(href, title)| view! { <li><a rel="external" href=href><b>{title}</b></a></li> }).collect();
    let heading = match lang {
        Lang::Id => format!("Tahun {}", v.year),
        Lang::En => format!("The year {}", v.year),
    };
    view! {
        <Title text=format!("{} – {}", t("Transparansi", "Transparency"), v.name)/>
        <p class="small"><a rel="external" href=format!("/{}", v.region)>{t("Beranda", "Home")}</a></p>
        <h1>{t("Transparansi", "Transparency")}</h1>
        <p>{t("Ke mana uang pergi, berapa lama izin diputus, apa yang dibangun, dan bagaimana keluhan dijawab. Setiap angka membuka daftar yang dihitungnya.", "Where money goes, how long licences take, what is built and how complaints are answered. Every figure opens the list that it counts.")}</p>
        <form method="get" action=format!("{here}/cari") role="search" class="card">
            <label for="kata">{t("Cari di semua yang terbuka", "Find in everything public")}</label>
            <div class="together"><input id="kata" name="kata" type="search"/><button class="btn">{t("Cari", "Find")}</button></div>
        </form>
        <nav aria-label=t("Tahun anggaran", "Budget year")><ul class="chips">{years}</ul></nav>
        <h2>{heading}</h2>
        <div class="figures-grid">{numbers}</div>
        <p class="small">{t("Dihitung ", "Reckoned on ")}{v.at}"."</p>
        <h2>{t("Semua angka", "All figures")}</h2>
        <ul class="plain">{topics}</ul>
        <h2>{t("Lainnya", "More")}</h2>
        <ul class="plain">
            <li><a rel="external" href=format!("{here}/data")><b>{t("Data terbuka", "Open data")}</b></a><span class="small block">{t("Hibah, proyek, dan izin sebagai berkas menurut standar internasional, untuk diperiksa siapa pun.", "Grants, projects and licences as files of international standards, for anybody to check.")}</span></li>
            <li><a rel="external" href=format!("{here}/layanan")><b>{t("Keadaan layanan ini", "How this service runs")}</b></a><span class="small block">{t("Seberapa cepat Terang menjawab, dan kapan terganggu.", "How fast Terang answers, and when it was away.")}</span></li>
            {v.gallery.then(|| view! { <li><a rel="external" href=format!("/{}/galeri", v.region)><b>{t("Galeri Rencana", "The gallery of plans")}</b></a><span class="small block">{t("Apa yang direncanakan, dikerjakan, dan sudah dipakai.", "What is planned, under way and in use.")}</span></li> })}
            <li><a rel="external" href=format!("/{}/statistik", v.region)><b>{t("Statistik tiap program", "Statistics of each programme")}</b></a></li>
        </ul>
    }
}
