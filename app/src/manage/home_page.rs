//! What a region's pack says, at a glance: who the region is, how much of its rules is its own, its services with their workflows, and who
//! holds which role.
use super::manager;
use crate::{
    citizen::page::{Loading, Place, page, param},
    error::AppError,
    lang::{lang, pick, t},
};
use domain::words;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};

/// A region's administration.
pub struct ManageView {
    region: String,
    name: String,
    facts: Vec<(String, String)>,
    layers: Vec<(String, u32)>,
    borrowed: u32,
    services: Vec<ServiceRow>,
    roles: Vec<(String, i64)>,
    /// Drafts that wait,
    drafts: i64,
    /// and posts that somebody has to look at.
    to_review: i64,
}

struct ServiceRow {
    key: String,
    name: String,
    brand: String,
    version: String,
    running: i64,
    legal_base: String,
}

/// **Needs**: a role that administers or oversees the region. **Errors**: `NotFound`, `SignedOut`, `Forbidden`, `Unavailable`.
async fn load(region: String) -> Result<ManageView, AppError> {
    let here = manager(&region)?;
    let (pack, lang, today) = (&here.pack, here.lang, here.today());
    let snapshot = here.engine.board().snapshot(pack, &here.visitor).await?;
    let held = here.engine.accounts().held_roles(pack, &here.visitor).await?;
    let drafted = here.engine.amendments().all(pack, &here.visitor).await?;
    let drafts = drafted.iter().filter(|d| d.state == engine::AmendmentState::Draft).count();
    let people = here.engine.accounts().people(pack, &here.visitor).await?;
    let to_review = people.iter().filter(|held| held.to_review).count();
    let services = pack.services.iter().map(|service| ServiceRow {
        key: service.key.clone(),
        name: service.name.get(lang).to_owned(),
        brand: service.brand.clone(),
        version: service.workflow_on(today).map(|w| w.version.to_string()).unwrap_or_default(),
        running: snapshot.stages.iter().filter(|count| count.service == service.key).map(|count| count.open).sum(),
        legal_base: service.legal_base.clone(),
    });
    let fact = |id: &'static str, en: &'static str, value: String| (pick(lang, id, en).to_owned(), value);
    Ok(ManageView {
        name: pack.region.name.clone(),
        facts: vec![
            fact("Kode", "Code", pack.code().to_string()),
            fact("Pemerintah", "Government", pack.region.government.get(lang).to_owned()),
            fact("Kepala daerah", "Head", pack.heading("head", lang)),
            fact("Zona waktu", "Time zone", format!("{:?}", pack.zone()).to_uppercase()),
            fact("Wilayah", "Districts", format!("{} {}", pack.districts.len(), pack.word("district", lang))),
            fact("Edisi paket", "Edition of the pack", pack.region.edition.to_string()),
        ],
        layers: pack.sources.layers.clone(),
        borrowed: pack.sources.borrowed,
        services: services.collect(),
        roles: pack.roles.iter().map(|role| (role.label.get(lang).to_owned(), held.get(&role.key).copied().unwrap_or(0))).collect(),
        drafts: i64::try_from(drafts).unwrap_or(0),
        to_review: i64::try_from(to_review).unwrap_or(0),
        region,
    })
}

/// The page.
pub struct ManagePage {
    place: Place,
    view: Loading<ManageView>,
}

#[lazy_route]
impl LazyRoute for ManagePage {
    fn data() -> Self {
        Self { view: Loading::of(load(param("region"))), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "broad", this.view, shown)
    }
}

fn shown(v: ManageView) -> impl IntoView {
    let lang = lang();
    let number = |n: i64| words::number(n, lang);
    let facts: Vec<_> = v.facts.into_iter().map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }).collect();
    let layers: Vec<_> = v
        .layers
        .iter()
        .map(|(folder, n)| {
            let whose = if *folder == v.region { t(" (milik daerah ini)", " (this region's own)") } else { "" };
            view! { <tr><th scope="row"><code>{folder.clone()}</code>{whose}</th><td class="end">{number(i64::from(*n))}</td></tr> }
        })
        .collect();
    let borrowed = (v.borrowed > 0).then(|| {
        view! { <p class="note">{t("Dasar hukum yang masih contoh dari daerah lain: ", "Legal bases that are still another region's: ")}<b>{number(i64::from(v.borrowed))}</b>". "{t("Ganti dengan peraturan daerah ini sebelum layanan dibuka untuk umum.", "Put this region's own in their place before the services open.")}</p> }
    });
    let services: Vec<_> = v
        .services
        .into_iter()
        .map(|s| {
            let href = format!("/{}/kelola/alur/{}", v.region, s.key);
            view! {
                <tr><th scope="row"><a rel="external" href=href>{s.name}</a></th>
                    <td data-label=t("Nama aplikasi", "Application")>{s.brand}</td>
                    <td class="end" data-label=t("Versi alur", "Version")>{s.version}</td>
                    <td class="end" data-label=t("Berkas berjalan", "Cases that run")>{number(s.running)}</td>
                    <td class="small" data-label=t("Dasar hukum", "Legal base")>{s.legal_base}</td></tr>
            }
        })
        .collect();
    let roles: Vec<_> = v
        .roles
        .into_iter()
        .map(|(role, n)| {
            let nobody = (n == 0).then(|| view! { <b class="late">{t("belum ada", "nobody yet")}</b> });
            let some = (n > 0).then(|| number(n));
            view! { <tr><th scope="row">{role}</th><td class="end">{nobody}{some}</td></tr> }
        })
        .collect();
    let title = t("Pengelolaan daerah", "Administration");
    let base = format!("/{}/kelola", v.region);
    let count = |n: i64| (n > 0).then(|| format!(" ({})", number(n)));
    let (waiting, review) = (count(v.drafts), count(v.to_review));
    view! {
        <Title text=title/>
        <h1>{title}": "{v.name}</h1>
        <nav class="row" aria-label=t("Pengelolaan", "Administration")>
            <a class="btn" rel="external" href=format!("{base}/perubahan")>{t("Perubahan aturan", "Changes of rules")}{waiting}</a>
            <a class="btn second" rel="external" href=format!("{base}/orang")>{t("Orang dan jabatan", "People and posts")}{review}</a>
            <a class="btn second" rel="external" href=format!("{base}/nilai")>{t("Cari nilai aturan", "Find a value")}</a>
            <a class="btn second" rel="external" href=format!("{base}/kalender")>{t("Hari libur", "Days off")}</a>
        </nav>
        <div class="desk"><dl class="facts">{facts}</dl></div>
        <h2>{t("Dari mana aturannya", "Where its rules come from")}</h2>
        <p class="small">{t("Setiap nilai paket berasal dari folder daerah ini, folder yang dipakai bersama, atau paket dasar. Rinciannya: ", "Every value of the pack comes from this region's folder, from one that is shared, or from the base. In detail: ")}<code>{format!("terang pack where {}", v.region)}</code></p>
        <table class="list"><thead><tr><th scope="col">{t("Folder", "Folder")}</th><th scope="col" class="end">{t("Nilai", "Values")}</th></tr></thead><tbody>{layers}</tbody></table>
        {borrowed}
        <h2>{t("Layanan dan alurnya", "Services and their workflows")}</h2>
        <table class="list"><thead><tr><th scope="col">{t("Layanan", "Service")}</th><th scope="col">{t("Nama aplikasi", "Application")}</th><th scope="col" class="end">{t("Versi alur", "Version")}</th><th scope="col" class="end">{t("Berkas berjalan", "Cases that run")}</th><th scope="col">{t("Dasar hukum", "Legal base")}</th></tr></thead><tbody>{services}</tbody></table>
        <h2>{t("Jabatan dan pemegangnya", "Roles and who holds them")}</h2>
        <table class="list"><thead><tr><th scope="col">{t("Jabatan", "Role")}</th><th scope="col" class="end">{t("Pemegang", "Holders")}</th></tr></thead><tbody>{roles}</tbody></table>
    }
}
