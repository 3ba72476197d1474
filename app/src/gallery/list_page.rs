//! The gallery's first page: what was, is and is to be built; where, for how much; and the list of it.
use super::{narrowed::Narrowed, words};
use crate::{
    citizen::{
        page::{Loading, Place, page, param},
        statistics::rupiah,
    },
    components::{
        districts::{District, cells, drawing, step},
        narrowing::choice,
    },
    error::AppError,
    lang::{lang, pick, t},
    server::Asked,
};
use domain::{
    case::CaseId,
    project::{PhaseKind, ProjectRule},
    time::Instant,
    words::{Lang, number},
};
use engine::{ProjectFigure, ProjectFilter, gallery_of, judged_project};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};

/// A choice with its address and how many it has.
#[derive(Clone, Debug)]
struct Door {
    words: String,
    sub: String,
    href: String,
    current: bool,
}

/// A project in the list.
#[derive(Clone, Debug)]
struct Row {
    number: String,
    title: String,
    about: String,
    stage: String,
    class: &'static str,
    physical: Option<u32>,
    doubts: Vec<(&'static str, &'static str)>,
    worth: String,
    paid: String,
}

/// The page.
pub struct GalleryView {
    region: String,
    brand: String,
    summary: String,
    phases: Vec<Door>,
    districts: Vec<District>,
    district: String,
    /// What the list adds up to.
    sum: String,
    rows: Vec<Row>,
    next: Option<String>,
    years: Vec<i32>,
    affairs: Vec<(String, String)>,
    places: Vec<(String, String)>,
    funds: Vec<(String, String)>,
    narrowed: Narrowed,
    proposals: Option<String>,
    plans: bool,
    stories: bool,
}

fn place((at, case): (Instant, CaseId)) -> String {
    format!("{}.{}", at.millis(), case.0)
}

/// Where a page begins, as its address says.
pub(super) fn behind(text: &str) -> Option<(Instant, CaseId)> {
    let (at, case) = text.split_once('.')?;
    Some((Instant(at.parse().ok()?), CaseId(uuid::Uuid::parse_str(case).ok()?)))
}

/// Whether a figure counts projects that the filter asks for; words are not known to figures.
pub(super) fn counts(figure: &ProjectFigure, filter: &ProjectFilter) -> bool {
    let same = |wanted: &Option<String>, is: Option<&str>| wanted.as_deref().is_none_or(|wanted| Some(wanted) == is);
    filter.fiscal_year.is_none_or(|year| year == figure.fiscal_year)
        && same(&filter.affair, figure.affair.as_deref())
        && same(&filter.district, figure.district.as_deref())
        && same(&filter.fund, Some(&figure.fund))
        && filter.stages.as_ref().is_none_or(|stages| stages.contains(&figure.stage))
}

fn projects(n: i64, lang: Lang) -> String {
    let said = number(n, lang);
    match (lang, n) {
        (Lang::Id, _) => format!("{said} proyek"),
        (Lang::En, 1) => format!("{said} project"),
        (Lang::En, _) => format!("{said} projects"),
    }
}

/// The gallery's list.
///
/// **Needs**: nothing; it is public. **Errors**: `NotFound`.
async fn gallery(region: String, narrowed: Narrowed) -> Result<GalleryView, AppError> {
    let asked = Asked::of_page(&region)?;
    let (pack, lang, today) = (&asked.pack, asked.lang, asked.today());
    let (service, rule) = gallery_of(pack)?;
    let filter = narrowed.filter(pack, rule);
    let gallery = asked.engine.gallery();
    let figures = gallery.figures(pack).await?;
    let found = gallery.page(pack, &filter, narrowed.mulai.as_deref().and_then(behind)).await?;
    let here = format!("/{region}/galeri");
    let whole = Narrowed { mulai: None, ..narrowed.clone() };
    let within = |filter: &ProjectFilter| {
        figures
            .iter()
            .filter(|f| counts(f, filter))
            .fold((0, 0, 0), |(n, worth, paid), f| (n + f.projects, worth + f.contract, paid + f.paid))
    };
    let rows = found.lines.iter().map(|line| {
        let phase = rule.phase_of(&line.stage);
        let judged = judged_project(rule, line, today);
        let place = line.district.as_deref().and_then(|code| pack.district(code)).map(|d| d.name.clone()).unwrap_or_default();
        let agency = words::agency(pack, line.affair.as_deref(), lang).unwrap_or_default();
        Row {
            number: line.number.to_string(),
            title: line.title.clone(),
            about: [place.as_str(), agency, &line.fiscal_year.to_string()]
                .into_iter()
                .filter(|s| !s.is_empty())
                .collect::<Vec<_>>()
                .join(" · "),
            stage: service.stage(&line.stage).map_or_else(|| line.stage.clone(), |s| s.tag.get(lang).to_owned()),
            class: words::tag(phase.map(|p| p.kind)),
            physical: matches!(phase.map(|p| p.kind), Some(PhaseKind::Present)).then_some(line.project.physical),
            doubts: judged.map(|j| words::doubts(&j, lang)).unwrap_or_default(),
            worth: line.contract.or(line.requested).map(|n| rupiah(n, lang)).unwrap_or_default(),
            paid: line.paid.map(|n| rupiah(n, lang)).unwrap_or_else(|| "–".to_owned()),
        }
    });
    let rows = rows.collect();
    let (n, worth, paid) = within(&filter);
    let sum = narrowed.cari.is_none().then(|| {
        format!(
            "{} · {} {} · {} {}",
            projects(n, lang),
            pick(lang, "kontrak", "contracts"),
            rupiah(worth, lang),
            pick(lang, "dibayar", "paid"),
            rupiah(paid, lang)
        )
    });
    let mut years: Vec<i32> = figures.iter().map(|f| f.fiscal_year).collect();
    years.sort_unstable_by(|a, b| b.cmp(a));
    years.dedup();
    Ok(GalleryView {
        brand: service.brand.clone(),
        summary: service.summary.get(lang).to_owned(),
        phases: phases(rule, &whole, &here, lang, |filter| within(filter).0, &filter),
        districts: districts(&asked, &whole, &filter, &here, |filter| within(filter).0),
        district: pack.heading("district", lang),
        sum: sum.unwrap_or_default(),
        rows,
        next: found.next.map(place),
        years,
        affairs: pack.affairs().map(|a| (a.key.clone(), a.label.get(lang).to_owned())).collect(),
        places: pack.districts.iter().map(|d| (d.code.clone(), d.name.clone())).collect(),
        funds: words::funds(service).iter().map(|f| (f.key.clone(), f.label.get(lang).to_owned())).collect(),
        proposals: rule
            .proposal
            .as_ref()
            .and_then(|from| pack.service(&from.service))
            .filter(|s| !s.hidden)
            .map(|s| format!("/{region}/{}", s.path)),
        plans: !pack.plans.is_empty(),
        stories: !pack.exhibits.is_empty(),
        narrowed,
        region,
    })
}

/// Was, is, is to be: a slider of four stops that works without scripts.
fn phases(
    rule: &ProjectRule,
    whole: &Narrowed,
    here: &str,
    lang: Lang,
    count: impl Fn(&ProjectFilter) -> i64,
    filter: &ProjectFilter,
) -> Vec<Door> {
    let all = Door {
        words: pick(lang, "Semua masa", "All times").to_owned(),
        sub: projects(count(&ProjectFilter { stages: None, ..filter.clone() }), lang),
        href: Narrowed { masa: None, ..whole.clone() }.address(here),
        current: whole.masa.is_none(),
    };
    let order = |kind: PhaseKind| match kind {
        PhaseKind::Past => 0,
        PhaseKind::Present => 1,
        PhaseKind::Plan => 2,
        PhaseKind::Side => 3,
    };
    let mut phases: Vec<_> = rule.phases.iter().collect();
    phases.sort_by_key(|phase| order(phase.kind));
    let doors = phases.into_iter().map(|phase| Door {
        words: phase.label.get(lang).to_owned(),
        sub: projects(count(&ProjectFilter { stages: Some(phase.stages.clone()), ..filter.clone() }), lang),
        href: Narrowed { masa: Some(phase.key.clone()), ..whole.clone() }.address(here),
        current: whole.masa.as_ref() == Some(&phase.key),
    });
    std::iter::once(all).chain(doors).collect()
}

fn districts(asked: &Asked, whole: &Narrowed, filter: &ProjectFilter, here: &str, count: impl Fn(&ProjectFilter) -> i64) -> Vec<District> {
    let (pack, lang) = (&asked.pack, asked.lang);
    let cells = cells(pack);
    let of = |code: &str| count(&ProjectFilter { district: Some(code.to_owned()), ..filter.clone() });
    let largest = pack.districts.iter().map(|d| of(&d.code)).max().unwrap_or(0);
    let one = |district: &domain::pack::District| {
        let n = of(&district.code);
        District {
            cell: cells.get(district.code.as_str()).copied(),
            step: step(n, largest),
            mark: n.to_string(),
            name: district.name.clone(),
            said: format!("{}: {}", district.name, projects(n, lang)),
            href: Narrowed { kecamatan: Some(district.code.clone()), ..whole.clone() }.address(here),
        }
    };
    pack.districts.iter().map(one).collect()
}

/// The page.
pub struct GalleryPage {
    place: Place,
    view: Loading<GalleryView>,
}

#[lazy_route]
impl LazyRoute for GalleryPage {
    fn data() -> Self {
        Self { view: Loading::of(gallery(param("region"), Narrowed::here())), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "broad", this.view, shown)
    }
}

fn shown(view: GalleryView) -> impl IntoView {
    let lang = lang();
    let region = view.region.clone();
    let n = view.narrowed.clone();
    let phases: Vec<_> = view
        .phases
        .into_iter()
        .map(|door| view! { <li><a rel="external" href=door.href aria-current=door.current.then_some("page")><b>{door.words}</b><span class="small block">{door.sub}</span></a></li> })
        .collect();
    let narrowed = n.tahun.is_some() || n.bidang.is_some() || n.kecamatan.is_some() || n.dana.is_some();
    let years = view.years.iter().map(|y| (y.to_string(), y.to_string())).collect();
    let filters = view! {
        <form method="get" class="card filters">
            {n.masa.clone().map(|masa| view! { <input type="hidden" name="masa" value=masa/> })}
            <div class="field">
                <label for="cari">{t("Cari nama proyek atau penyedia", "Find a project or a contractor")}</label>
                <div class="together"><input id="cari" name="cari" value=n.cari.clone().unwrap_or_default()/><button class="btn second">{t("Cari", "Find")}</button></div>
            </div>
            <details open=narrowed>
                <summary>{t("Saring menurut tahun, bidang, wilayah, dan sumber dana", "Filter by year, sector, place and who pays")}</summary>
                <div class="more">
                    {choice("tahun", t("Tahun anggaran", "Budget year").to_owned(), t("Semua tahun", "All years"), years, n.tahun.map(|y| y.to_string()).as_deref())}
                    {choice("bidang", t("Bidang", "Sector").to_owned(), t("Semua bidang", "All sectors"), view.affairs, n.bidang.as_deref())}
                    {choice("kecamatan", view.district.clone(), t("Semua wilayah", "The whole region"), view.places, n.kecamatan.as_deref())}
                    {choice("dana", t("Sumber dana", "Who pays").to_owned(), t("Semua sumber", "All"), view.funds, n.dana.as_deref())}
                </div>
                <p><button class="btn second">{t("Terapkan", "Apply")}</button></p>
            </details>
        </form>
    };
    let empty = view.rows.is_empty();
    let rows: Vec<_> = view.rows.into_iter().map(|r| row(&region, r, lang)).collect();
    let here = format!("/{region}/galeri");
    let more = view.next.map(|next| {
        let href = Narrowed { mulai: Some(next), ..n.clone() }.address(&here);
        view! { <p><a class="btn quiet" rel="external" href=href>{t("Lihat yang lebih lama", "See older ones")}</a></p> }
    });
    let whole = Narrowed { mulai: None, ..n };
    view! {
        <Title text=format!("{} – {}", view.brand, t("Proyek pembangunan", "Building projects"))/>
        <p class="small"><a rel="external" href=format!("/{region}")>{t("Beranda", "Home")}</a></p>
        <h1>{view.brand}</h1>
        <p>{view.summary}</p>
        <p class="row">
            {view.plans.then(|| view! { <a class="btn quiet" rel="external" href=format!("{here}/rencana")>{t("Rencana dan sasaran", "Plans and aims")}</a> })}
            <a class="btn quiet" rel="external" href=whole.address(&format!("{here}/peta"))>{t("Peta bergerak", "The map that moves")}</a>
            {view.stories.then(|| view! { <a class="btn quiet" rel="external" href=format!("{here}/pameran")>{t("Cerita", "Stories")}</a> })}
            <a class="btn quiet" rel="external" href=format!("{here}/perlu-penjelasan")>{t("Yang perlu penjelasan", "What has to be explained")}</a>
            {view.proposals.map(|href| view! { <a class="btn quiet" rel="external" href=href>{t("Usulan warga", "Citizens' proposals")}</a> })}
        </p>
        <nav aria-label=t("Masa", "Time")><ul class="masa">{phases}</ul></nav>
        {drawing("judul-peta", &view.districts)}
        <p class="small">{t("Setiap segi enam adalah satu wilayah, kira-kira di tempatnya, dengan banyaknya proyek. Ketuk untuk melihat daftarnya.", "Each hexagon is a part of the region, about where it lies, with its number of projects. Tap one to see them.")}</p>
        {filters}
        {(!view.sum.is_empty()).then(|| view! { <p id="jumlah"><b>{view.sum}</b></p> })}
        {if empty {
            view! { <section class="card face"><h2>{t("Tidak ada proyek yang cocok", "No project fits")}</h2><p>{t("Kurangi saringan, atau pilih masa yang lain.", "Use fewer filters, or choose another time.")}</p></section> }.into_any()
        } else {
            view! {
                <table class="list">
                    <thead><tr><th scope="col">{t("Proyek", "Project")}</th><th scope="col">{t("Keadaan", "State")}</th><th scope="col" class="end">{t("Nilai", "Worth")}</th><th scope="col" class="end">{t("Dibayar", "Paid")}</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            }
            .into_any()
        }}
        {more}
        <p class="row no-print">
            <a class="btn quiet" rel="external" download href=whole.address(&format!("{here}/proyek.csv"))>{t("Unduh daftar (CSV)", "Download the list (CSV)")}</a>
            <a class="btn quiet" rel="external" download href=whole.address(&format!("{here}/proyek.geojson"))>{t("Unduh titik peta (GeoJSON)", "Download the places (GeoJSON)")}</a>
        </p>
    }
}

fn row(region: &str, row: Row, lang: Lang) -> impl IntoView + use<> {
    let doubts: Vec<_> = row.doubts.into_iter().map(|(class, words)| view! { " "<span class=class>{words}</span> }).collect();
    let physical =
        row.physical.map(|percent| view! { <span class="small block">{pick(lang, "fisik ", "physical ")}{percent}"\u{a0}%"</span> });
    view! {
        <tr>
            <td><a rel="external" href=format!("/{region}/galeri/{}", row.number)>{row.title}</a><span class="small block">{row.about}</span><span class="small block">{row.number}</span></td>
            <td data-label=pick(lang, "Keadaan", "State")><span><span class=row.class>{row.stage}</span>{doubts}{physical}</span></td>
            <td class="end rp" data-label=pick(lang, "Nilai", "Worth")>{row.worth}</td>
            <td class="end rp" data-label=pick(lang, "Dibayar", "Paid")>{row.paid}</td>
        </tr>
    }
}
