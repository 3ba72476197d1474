//! The open data of a region: what there is, in which forms, under which licence, and how it is kept true.
use super::opened::{self, catalogue::datasets};
use crate::{
    citizen::page::{Loading, Place, page, param},
    error::AppError,
    lang::{pick, t},
    server::Asked,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};

#[derive(Clone, Debug)]
struct Set {
    key: String,
    title: String,
    about: String,
    files: Vec<(String, String)>,
}

/// The page.
#[derive(Clone, Debug)]
pub struct DataView {
    region: String,
    name: String,
    sets: Vec<Set>,
}

/// The open data of a region.
///
/// **Needs**: nothing; it is public. **Errors**: `NotFound` for an unknown region.
async fn data(region: String) -> Result<DataView, AppError> {
    let asked = Asked::of_page(&region)?;
    let (lang, name) = (asked.lang, asked.pack.region.name.clone());
    let here = opened::Here { site: format!("/{region}"), region: region.clone(), asked };
    let sets = datasets(&here).into_iter().map(|set| Set {
        key: set.key.to_owned(),
        title: pick(lang, set.title.0, set.title.1).to_owned(),
        about: pick(lang, set.about.0, set.about.1).to_owned(),
        files: set.files.into_iter().map(|(name, path, _)| (name.to_owned(), format!("/{region}/{path}"))).collect(),
    });
    Ok(DataView { sets: sets.collect(), name, region })
}

/// The page.
pub struct DataPage {
    place: Place,
    view: Loading<DataView>,
}

#[lazy_route]
impl LazyRoute for DataPage {
    fn data() -> Self {
        Self { view: Loading::of(data(param("region"))), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "broad", this.view, shown)
    }
}

fn shown(v: DataView) -> impl IntoView {
    let sets: Vec<_> = v
        .sets
        .into_iter()
        .map(|set| {
            let files: Vec<_> = set
                .files
                .into_iter()
                .map(|(name, href)| view! { <a class="btn quiet" rel="external" download href=href>{name}</a>" " })
                .collect();
            view! { <section class="card" id=set.key><h2>{set.title}</h2><p>{set.about}</p><p class="row">{files}</p></section> }
        })
        .collect();
    let here = format!("/{}/transparansi", v.region);
    view! {
        <Title text=format!("{} – {}", t("Data terbuka", "Open data"), v.name)/>
        <p class="small"><a rel="external" href=format!("/{}", v.region)>{t("Beranda", "Home")}</a>" / "<a rel="external" href=here.clone()>{t("Transparansi", "Transparency")}</a></p>
        <h1>{t("Data terbuka", "Open data")}</h1>
        <p>{t("Ambil, periksa, dan pakai data ini, asal menyebut sumbernya (CC BY 4.0). Berkas dibuat dari keadaan saat diminta, utuh dan tanpa batas baris.", "Take, check and use these data, if you name where they are from (CC BY 4.0). Files are made of how things stand when they are asked for, whole and without a limit of lines.")}</p>
        <p>{t("Tidak ada nama, NIK, telepon, rekening, atau alamat orang di dalamnya.", "No person's name, identity number, telephone, account or address is in them.")}</p>
        {sets}
        <h2>{t("Untuk program", "For programs")}</h2>
        <ul class="plain">
            <li><a rel="external" href=format!("{here}/data/{}", opened::File::Catalogue.name())>{t("Katalog DCAT (JSON-LD)", "DCAT catalogue (JSON-LD)")}</a></li>
            <li><a rel="external" href="/api/v1/openapi.json">{t("API: uraian OpenAPI", "API: its OpenAPI description")}</a></li>
        </ul>
    }
}
