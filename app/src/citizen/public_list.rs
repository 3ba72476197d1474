//! Every request to a service, for everyone: who, where, how much, at which stage, refused ones too.
use super::{
    narrowed::{Chosen, Narrowed},
    page::{Loading, Place, page, param},
};
use crate::{
    components::narrowing::choice,
    error::AppError,
    lang::{lang, pick, t},
};
use domain::words::Lang;
use domain::{money::Rupiah, words};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use serde::{Deserialize, Serialize};

/// One request.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PublicRow {
    number: String,
    organisation: String,
    title: String,
    place: String,
    stage: String,
    class: String,
    requested: String,
    approved: Option<String>,
    paid: Option<String>,
    reported: Option<String>,
    date: String,
}

/// The list's page.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ListView {
    /// How many cases are on it and their rupiah, where a figure is about them.
    sum: Option<String>,
    region: String,
    path: String,
    brand: String,
    name: String,
    rows: Vec<PublicRow>,
    next: Option<String>,
    affairs: Vec<(String, String)>,
    stages: Vec<(String, String)>,
    years: Vec<i32>,
    districts: Vec<(String, String)>,
    /// What the region calls one.
    district: String,
    /// What can't be chosen in the form but came with a link, in words.
    chosen: Vec<Chosen>,
    narrowed: Narrowed,
}

/// One page of a service's requests.
///
/// **Needs**: nothing; it is public. **Errors**: `NotFound`.
pub(crate) async fn public_list(region: String, service: String, narrowed: Narrowed) -> Result<ListView, AppError> {
    let asked = crate::server::Asked::of_page(&region)?;
    let (pack, lang) = (&asked.pack, asked.lang);
    let service = asked.service(&service)?;
    let filter = narrowed.filter(pack);
    let found = asked.engine.register().page(pack, &service.key, &filter, narrowed.mulai.as_deref(), 25).await?;
    let rupiah = |n: Option<i64>| n.and_then(|n| Rupiah::try_from(n).ok()).map(|r| r.to_string());
    let rows = found
        .lines
        .into_iter()
        .map(|l| PublicRow {
            number: l.number.to_string(),
            place: l.district.as_deref().and_then(|d| pack.district(d)).map(|d| d.name.clone()).unwrap_or_default(),
            stage: service.stage(&l.stage).map_or_else(|| l.stage.clone(), |s| s.tag.get(lang).to_owned()),
            class: super::tag_of(l.outcome).to_owned(),
            requested: rupiah(l.requested).unwrap_or_default(),
            approved: rupiah(l.approved),
            paid: rupiah(l.paid),
            reported: rupiah(l.reported),
            date: words::date(l.submitted_at.day(pack.zone()), lang),
            organisation: l.organisation,
            title: l.title,
        })
        .collect();
    let this_year = asked.today().year();
    // Who comes from a figure finds it again above its list. The whole list is not added up for everyone who looks at it.
    let from_figure = narrowed.hasil.is_some() || narrowed.dinas.is_some() || narrowed.kecamatan.is_some() || narrowed.tahun.is_some();
    let sum = if from_figure { asked.engine.register().figures(pack, service, narrowed.tahun).await?.of_list(&filter) } else { None };
    let figure = filter.counted.unwrap_or(domain::figures::Figure::Asked);
    let mut years: Vec<i32> = (this_year - 2..=this_year + 2).rev().collect();
    years.extend(narrowed.tahun.filter(|year| !years.contains(year)));
    Ok(ListView {
        sum: sum.map(|sum| {
            let rupiah = rupiah(Some(sum.rupiah)).unwrap_or_default();
            let cases = words::number(sum.cases, lang);
            match lang {
                Lang::Id => format!("{cases} pengajuan · {} {rupiah}", super::narrowed::name_of(figure, lang).to_lowercase()),
                Lang::En => format!("{cases} requests · {} {rupiah}", super::narrowed::name_of(figure, lang).to_lowercase()),
            }
        }),
        region,
        path: service.path.clone(),
        brand: service.brand.clone(),
        name: service.name.get(lang).to_owned(),
        rows,
        next: found.next,
        affairs: affairs(service, lang),
        stages: service
            .workflows
            .last()
            .map(|w| w.stages.iter().map(|s| (s.key.clone(), s.label.get(lang).to_owned())).collect())
            .unwrap_or_default(),
        years,
        districts: pack.districts.iter().map(|d| (d.code.clone(), d.name.clone())).collect(),
        district: pack.heading("district", asked.lang),
        chosen: narrowed.said(pack, lang),
        narrowed,
    })
}

fn affairs(service: &domain::pack::Service, lang: Lang) -> Vec<(String, String)> {
    let field = service.lists.affair.as_deref().and_then(|k| service.form.field(k));
    match field.map(|f| &f.kind) {
        Some(domain::form::Kind::Choice { options, .. }) => options.iter().map(|o| (o.key.clone(), o.label.get(lang).to_owned())).collect(),
        _ => vec![],
    }
}

/// The list.
pub struct PublicListPage {
    place: Place,
    view: Loading<ListView>,
}

#[lazy_route]
impl LazyRoute for PublicListPage {
    fn data() -> Self {
        Self { view: Loading::of(public_list(param("region"), param("service"), Narrowed::here())), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "broad", this.view, shown)
    }
}

fn shown(view: ListView) -> impl IntoView {
    let n = &view.narrowed;
    let years = view.years.iter().map(|y| (y.to_string(), y.to_string())).collect();
    let narrowed = n.bidang.is_some() || n.tahap.is_some() || n.tahun.is_some() || n.kecamatan.is_some() || n.hasil.is_some();
    let chosen = super::narrowed::chosen(&view.region, &view.path, &view.chosen);
    // On a phone the list comes first: what is not used stays folded.
    let filters = view! {
        <form method="get" class="card filters">
            <div class="field">
                <label for="cari">{t("Cari nama atau kegiatan", "Find a name or an activity")}</label>
                <div class="together"><input id="cari" name="cari" value=n.cari.clone().unwrap_or_default()/><button class="btn second">{t("Cari", "Find")}</button></div>
            </div>
            <details open=narrowed>
                <summary>{t("Saring menurut bidang, wilayah, tahap, dan tahun", "Filter by field, place, stage and year")}</summary>
                <div class="more">
                    {choice("bidang", t("Bidang", "Field of affairs").to_owned(), t("Semua bidang", "All fields"), view.affairs.clone(), n.bidang.as_deref())}
                    {choice("tahap", t("Tahap", "Stage").to_owned(), t("Semua tahap", "All stages"), view.stages.clone(), n.tahap.as_deref())}
                    {choice("tahun", t("Tahun anggaran", "Budget year").to_owned(), t("Semua tahun", "All years"), years, n.tahun.map(|y| y.to_string()).as_deref())}
                    {choice("kecamatan", view.district.clone(), t("Semua wilayah", "The whole region"), view.districts.clone(), n.kecamatan.as_deref())}
                    {choice("hasil", t("Hasil", "Outcome").to_owned(), t("Semua hasil", "All outcomes"), super::narrowed::outcomes(lang()), n.hasil.as_deref())}
                </div>
                {n.dinas.clone().map(|dinas| view! { <input type="hidden" name="dinas" value=dinas/> })}
                <p><button class="btn second">{t("Terapkan", "Apply")}</button></p>
            </details>
        </form>
    };
    let more = view.next.as_ref().map(|next| {
        view! {
            <p class="small">{t("Masih ada yang lebih lama. Persempit dengan saringan di atas, atau lanjutkan.", "There are older ones. Narrow the list with the filters above, or go on.")}</p>
            <p><a class="btn quiet" rel="external" href=n.after(next).href(&view.region, &view.path)>{t("Lihat yang lebih lama", "See older ones")}</a></p>
        }
    });
    let empty = view.rows.is_empty();
    let (region, path) = (view.region.clone(), view.path.clone());
    // Asked for once: a context is found by climbing through the page's owners.
    let lang = lang();
    let rows: Vec<_> = view.rows.into_iter().map(|r| row(&region, &path, r, lang)).collect();
    view! {
        <Title text=format!("{} – {}", t("Semua pengajuan", "All applications"), view.brand)/>
        <p class="small"><a rel="external" href=format!("/{region}")>{t("Beranda", "Home")}</a></p>
        <h1>{view.name}</h1>
        <p>{view.brand}". "{t("Semua pengajuan terlihat di sini, termasuk yang ditolak. Data pribadi tidak ditampilkan.", "All applications are shown here, refused ones too. Personal data are not.")}</p>
        <p class="row">
            <a class="btn" rel="external" href=format!("/{region}/{path}/ajukan")>{t("Ajukan", "Apply")}</a>
            <a class="btn quiet" rel="external" href=format!("/{region}/{path}/aturan")>{t("Aturan dan panduan", "Rules and guide")}</a>
            <a class="btn quiet" rel="external" href=format!("/{region}/{path}/statistik")>{t("Statistik", "Statistics")}</a>
            <a class="btn quiet" rel="external" href=format!("/{region}/{path}/peta")>{t("Peta", "Map")}</a>
        </p>
        {filters}
        {chosen}
        {view.sum.map(|sum| view! { <p id="jumlah"><b>{sum}</b></p> })}
        {if empty {
            view! { <section class="card face"><h2>{t("Tidak ada pengajuan yang cocok", "No application fits")}</h2><p>{t("Kurangi saringan atau cari dengan kata lain. Pengajuan baru akan muncul di sini sendiri.", "Use fewer filters or other words. New applications appear here by themselves.")}</p></section> }.into_any()
        } else {
            view! {
                <table class="list">
                    <thead><tr><th scope="col">{t("Pengajuan", "Application")}</th><th scope="col">{t("Tahap", "Stage")}</th><th scope="col" class="end">{t("Diajukan", "Requested")}</th><th scope="col" class="end">{t("Disetujui", "Approved")}</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            }
            .into_any()
        }}
        {more}
        <p class="small no-print"><a rel="external" href=n.address(&format!("/{region}/{path}/umpan.atom"))>{t("Ikuti daftar ini (Atom)", "Follow this list (Atom)")}</a></p>
    }
}

fn row(region: &str, path: &str, r: PublicRow, lang: Lang) -> impl IntoView + use<> {
    let approved = r.approved.unwrap_or_else(|| "–".to_owned());
    let used = [(pick(lang, "dibayar", "paid"), r.paid), (pick(lang, "dilaporkan", "reported"), r.reported)];
    let used: Vec<_> = used
        .into_iter()
        .filter_map(|(what, rupiah)| Some(view! { <span class="small block">{what}" "<span class="rp">{rupiah?}</span></span> }))
        .collect();
    let when = if lang == Lang::Id { format!("diajukan {}", r.date) } else { format!("filed {}", r.date) };
    view! {
        <tr>
            <td><a rel="external" href=format!("/{region}/{path}/{}", r.number)>{r.organisation}</a><span class="small block">{r.title}</span><span class="small block">{r.number}" · "{r.place}" · "{when}</span></td>
            <td><span class=r.class>{r.stage}</span></td>
            <td class="end rp" data-label=pick(lang, "Diajukan", "Requested")>{r.requested}</td>
            <td class="end rp" data-label=pick(lang, "Disetujui", "Approved")><span>{approved}{used}</span></td>
        </tr>
    }
}
