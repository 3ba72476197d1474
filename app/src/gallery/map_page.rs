//! The map that moves. Until its library is there, and where it never comes, the page shows the schematic drawing by district, which leads
//! to the list.
use super::narrowed::Narrowed;
use crate::{
    citizen::page::{Loading, Place, page, param},
    components::districts::{District, cells, drawing, step},
    error::AppError,
    lang::t,
    server::Asked,
};
use engine::{ProjectFilter, gallery_of};
use leptos::{config::LeptosOptions, prelude::*};
use leptos_meta::{Stylesheet, Title};
use leptos_router::{LazyRoute, lazy_route};

/// The page.
pub struct MapView {
    region: String,
    brand: String,
    narrowed: Narrowed,
    districts: Vec<District>,
    /// Where the library lies.
    package: String,
}

/// The map of projects.
///
/// **Needs**: nothing; it is public. **Errors**: `NotFound` where the region shows none.
async fn map(region: String, narrowed: Narrowed) -> Result<MapView, AppError> {
    let asked = Asked::of_page(&region)?;
    let pack = &asked.pack;
    let (service, rule) = gallery_of(pack)?;
    let filter = narrowed.filter(pack, rule);
    let figures = asked.engine.gallery().figures(pack).await?;
    let count = |code: &str| {
        let filter = ProjectFilter { district: Some(code.to_owned()), ..filter.clone() };
        figures.iter().filter(|f| super::list_page::counts(f, &filter)).map(|f| f.projects).sum::<i64>()
    };
    let cells = cells(pack);
    let largest = pack.districts.iter().map(|d| count(&d.code)).max().unwrap_or(0);
    let here = format!("/{region}/galeri");
    let districts = pack.districts.iter().map(|district| District {
        cell: cells.get(district.code.as_str()).copied(),
        step: step(count(&district.code), largest),
        mark: count(&district.code).to_string(),
        name: district.name.clone(),
        said: format!("{}: {}", district.name, count(&district.code)),
        href: Narrowed { kecamatan: Some(district.code.clone()), ..narrowed.clone() }.address(&here),
    });
    let package = use_context::<LeptosOptions>().map(|options| options.site_pkg_dir.to_string()).unwrap_or_default();
    Ok(MapView { districts: districts.collect(), brand: service.brand.clone(), package, narrowed, region })
}

/// The page.
pub struct MapPage {
    place: Place,
    view: Loading<MapView>,
}

#[lazy_route]
impl LazyRoute for MapPage {
    fn data() -> Self {
        Self { view: Loading::of(map(param("region"), Narrowed::here())), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "broad", this.view, shown)
    }
}

fn shown(v: MapView) -> impl IntoView {
    let here = format!("/{}/galeri", v.region);
    let library = format!("/{}/peta", v.package);
    view! {
        <Title text=format!("{} – {}", t("Peta proyek", "Map of projects"), v.brand)/>
        <Stylesheet href=format!("{library}/maplibre-gl.css")/>
        <p class="small"><a rel="external" href=format!("/{}", v.region)>{t("Beranda", "Home")}</a>" / "<a rel="external" href=here.clone()>{v.brand}</a></p>
        <h1>{t("Peta proyek", "Map of projects")}</h1>
        <p>{t("Wilayah digambar kira-kira, dari titik tengahnya; ini bukan batas resmi. Titik adalah proyek: kuning sedang dikerjakan, hijau sudah dipakai, abu-abu direncanakan, merah ditunda atau dibatalkan.", "Places are drawn about where they lie, from their middles; these are no boundaries. Points are projects: yellow under way, green in use, grey planned, red postponed or cancelled.")}</p>
        <div
            id="peta"
            class="peta-hidup"
            data-modul=format!("{library}/maplibre-gl.mjs")
            data-pekerja=format!("{library}/maplibre-gl-worker.mjs")
            data-proyek=v.narrowed.address(&format!("{here}/proyek.geojson"))
            data-wilayah=format!("{here}/wilayah.geojson")
            data-nama=t("Peta proyek; daftar yang terlihat ada di bawahnya", "Map of projects; what is in view stands in the list below")
            data-jumlah=t("{n} proyek terlihat di peta; {m} disebut di bawah.", "{n} projects in view; {m} are named below.")
            data-gagal=t("Peta bergerak tidak dapat dimuat. Gambar dan daftarnya tetap dapat dipakai.", "The map that moves could not be loaded. The drawing and the list work.")
        >
            {drawing("judul-peta", &v.districts)}
        </div>
        <p id="peta-kata" class="small" role="status"></p>
        <ul id="peta-daftar" class="plain"></ul>
        <p class="row"><a class="btn quiet" rel="external" href=v.narrowed.address(&here)>{t("Lihat sebagai daftar", "See it as a list")}</a></p>
        <script type="module" src="/peta.js"></script>
    }
}
