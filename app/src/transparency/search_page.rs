//! The search across everything that is public: requests of every service, licences, projects.
use crate::{
    citizen::{
        licences::standing::{standing, tag},
        page::{Loading, Place, page, param, query},
        tag_of,
    },
    error::AppError,
    lang::t,
    server::{Asked, in_query},
};
use domain::words;
use engine::LicenceFilter;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};

/// Most lines of a kind.
const SHOWN: usize = 40;

struct Hit {
    href: String,
    name: String,
    about: String,
    class: &'static str,
    state: String,
}

/// The page.
pub struct SearchView {
    region: String,
    name: String,
    text: String,
    requests: Vec<Hit>,
    licences: Vec<Hit>,
    register: String,
    cut: bool,
}

/// What was found.
///
/// **Needs**: nothing; it is public. **Errors**: `NotFound` for an unknown region.
async fn search(region: String, text: String) -> Result<SearchView, AppError> {
    let asked = Asked::of_page(&region)?;
    let (pack, lang) = (&asked.pack, asked.lang);
    let found = asked.engine.register().find(pack, &text).await?;
    let requests = found.lines.iter().take(SHOWN).filter_map(|line| {
        let service = pack.service(&line.service)?;
        let place = line.district.as_deref().and_then(|code| pack.district(code)).map(|d| d.name.clone()).unwrap_or_default();
        let is_project = service.project.is_some();
        let parts =
            [service.name.get(lang).to_owned(), place, line.number.to_string(), words::date(line.submitted_at.day(pack.zone()), lang)];
        Some(Hit {
            href: if is_project {
                format!("/{region}/galeri/{}", line.number)
            } else {
                format!("/{region}/{}/{}", service.path, line.number)
            },
            name: if service.lists.anonymous.is_some() { line.title.clone() } else { format!("{}: {}", line.organisation, line.title) },
            about: parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" · "),
            class: tag_of(line.outcome),
            state: service.stage(&line.stage).map(|s| s.tag.get(lang).to_owned()).unwrap_or_default(),
        })
    });
    let today = asked.today();
    let licences = if text.trim().is_empty() {
        vec![]
    } else {
        asked.engine.licences().register(pack, &text, &LicenceFilter::default(), None).await?.lines
    };
    let licences = licences.into_iter().take(SHOWN).filter_map(|line| {
        let service = pack.service(&line.service)?;
        let stands = standing(&line, today);
        Some(Hit {
            href: format!("/{region}/verifikasi/{}", line.serial),
            name: line.holder.clone(),
            about: format!("{} · {}", service.name.get(lang), line.serial),
            class: tag(stands),
            state: stands.label().get(lang).to_owned(),
        })
    });
    Ok(SearchView {
        name: pack.region.name.clone(),
        cut: found.cut || found.lines.len() > SHOWN,
        requests: requests.collect(),
        licences: licences.collect(),
        register: format!("/{region}/izin/daftar?cari={}", in_query(&text)),
        text,
        region,
    })
}

/// The page.
pub struct SearchPage {
    place: Place,
    view: Loading<SearchView>,
}

#[lazy_route]
impl LazyRoute for SearchPage {
    fn data() -> Self {
        Self { view: Loading::of(search(param("region"), query("kata").unwrap_or_default())), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "", this.view, shown)
    }
}

fn list(hits: Vec<Hit>) -> impl IntoView {
    let items: Vec<_> = hits
        .into_iter()
        .map(|hit| view! { <li><a rel="external" href=hit.href><b>{hit.name}</b></a>" "<span class=hit.class>{hit.state}</span><span class="small block">{hit.about}</span></li> })
        .collect();
    view! { <ul class="plain">{items}</ul> }
}

fn shown(v: SearchView) -> impl IntoView {
    let asked = !v.text.trim().is_empty();
    let none = asked && v.requests.is_empty() && v.licences.is_empty();
    let (requests, licences) = (!v.requests.is_empty(), !v.licences.is_empty());
    view! {
        <Title text=format!("{} – {}", t("Cari", "Find"), v.name)/>
        <p class="small"><a rel="external" href=format!("/{}", v.region)>{t("Beranda", "Home")}</a>" / "<a rel="external" href=format!("/{}/transparansi", v.region)>{t("Transparansi", "Transparency")}</a></p>
        <h1>{t("Cari di semua yang terbuka", "Find in everything public")}</h1>
        <form method="get" role="search" class="card">
            <label for="kata">{t("Nama organisasi, kegiatan, proyek, pemegang izin, atau nomor", "Name of an organisation, an activity, a project or a holder, or a number")}</label>
            <div class="together"><input id="kata" name="kata" type="search" value=v.text.clone()/><button class="btn">{t("Cari", "Find")}</button></div>
        </form>
        {none.then(|| view! { <section class="card face"><h2>{t("Tidak ditemukan", "Nothing was found")}</h2><p>{t("Coba awal kata saja, misalnya “yayas”. Data pribadi tidak dapat dicari.", "Try the beginning of a word. Personal data can't be searched.")}</p></section> })}
        {requests.then(|| view! { <section aria-labelledby="berkas"><h2 id="berkas">{t("Pengajuan, usulan, proyek, dan pengaduan", "Requests, proposals, projects and complaints")}</h2>{list(v.requests)}</section> })}
        {licences.then(|| view! { <section aria-labelledby="izin"><h2 id="izin">{t("Izin", "Licences")}</h2>{list(v.licences)}<p><a rel="external" href=v.register>{t("Lihat di daftar izin", "See in the register")}</a></p></section> })}
        {v.cut.then(|| view! { <p class="small">{t("Masih ada yang lain. Tambahkan kata untuk mempersempit.", "There are more. Add words to narrow it.")}</p> })}
    }
}
