//! Proposals in the order of those who stand behind them: how the order is made is said on the page.
use crate::{
    citizen::page::{Loading, Place, page, param, query},
    error::AppError,
    lang::{lang, t},
    server::{Asked, in_query},
};
use domain::words::number;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};

#[derive(Clone, Debug)]
struct Row {
    href: String,
    title: String,
    about: String,
    stage: String,
    voices: String,
}

/// The page.
#[derive(Clone, Debug)]
pub struct RankingView {
    region: String,
    path: String,
    brand: String,
    rows: Vec<Row>,
    districts: Vec<(String, String, bool)>,
    legal_base: String,
    most: u32,
}

/// The open proposals that most stand behind.
///
/// **Needs**: nothing; it is public. **Errors**: `NotFound` where nothing is ranked.
async fn ranking(region: String, path: String, district: Option<String>) -> Result<RankingView, AppError> {
    let asked = Asked::of_page(&region)?;
    let (pack, lang) = (&asked.pack, asked.lang);
    let service = asked.service(&path)?;
    let rule = service.support.as_ref().ok_or(AppError::NotFound)?;
    let ranked = asked.engine.support().ranking(pack, &service.key, district.as_deref()).await?;
    let rows = ranked.into_iter().map(|one| {
        let place = one.district.as_deref().and_then(|code| pack.district(code)).map(|d| d.name.clone()).unwrap_or_default();
        Row {
            href: format!("/{region}/{path}/{}", one.number),
            about: format!("{place} · {}", one.number),
            stage: service.stage(&one.stage).map(|s| s.tag.get(lang).to_owned()).unwrap_or_default(),
            voices: number(one.voices, lang),
            title: one.title,
        }
    });
    Ok(RankingView {
        rows: rows.collect(),
        districts: pack.districts.iter().map(|d| (d.code.clone(), d.name.clone(), district.as_ref() == Some(&d.code))).collect(),
        brand: service.brand.clone(),
        legal_base: rule.legal_base.clone(),
        most: rule.most_a_year,
        path,
        region,
    })
}

/// The page.
pub struct RankingPage {
    place: Place,
    view: Loading<RankingView>,
}

#[lazy_route]
impl LazyRoute for RankingPage {
    fn data() -> Self {
        Self { view: Loading::of(ranking(param("region"), param("service"), query("kecamatan"))), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "broad", this.view, shown)
    }
}

fn shown(v: RankingView) -> impl IntoView {
    let lang = lang();
    let here = format!("/{}/{}", v.region, v.path);
    let all = (String::new(), t("Semua wilayah", "The whole region").to_owned(), v.districts.iter().all(|(_, _, current)| !current));
    let doors: Vec<_> = std::iter::once(all)
        .chain(v.districts)
        .map(|(code, name, current)| {
            let href =
                if code.is_empty() { format!("{here}/peringkat") } else { format!("{here}/peringkat?kecamatan={}", in_query(&code)) };
            view! { <li><a class="tag" rel="external" href=href aria-current=current.then_some("page")>{name}</a></li> }
        })
        .collect();
    let empty = v.rows.is_empty();
    let rows: Vec<_> = v
        .rows
        .into_iter()
        .enumerate()
        .map(|(i, row)| {
            view! {
                <tr>
                    <td class="end rp" data-label=t("Peringkat", "Rank")>{i + 1}</td>
                    <td><a rel="external" href=row.href>{row.title}</a><span class="small block">{row.about}</span></td>
                    <td data-label=t("Tahap", "Stage")><span class="tag">{row.stage}</span></td>
                    <td class="end rp" data-label=t("Dukungan", "Voices")>{row.voices}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <Title text=format!("{} – {}", t("Peringkat usulan", "Ranking of proposals"), v.brand)/>
        <p class="small"><a rel="external" href=format!("/{}", v.region)>{t("Beranda", "Home")}</a>" / "<a rel="external" href=here.clone()>{v.brand}</a></p>
        <h1>{t("Peringkat usulan", "Ranking of proposals")}</h1>
        <p>{t("Urutannya: dukungan terbanyak dahulu; bila sama, yang lebih dahulu diajukan. Hanya usulan yang masih dibahas.", "The order: most voices first; of equals whichever came first. Only proposals that are still discussed.")}</p>
        <p class="small">{t("Satu akun, satu dukungan untuk tiap usulan, paling banyak setahun: ", "One account, one voice a proposal, and in a year at most: ")}{number(i64::from(v.most), lang)}". "{v.legal_base}</p>
        <nav aria-label=t("Wilayah", "Place")><ul class="chips">{doors}</ul></nav>
        {if empty {
            view! { <section class="card face"><h2>{t("Belum ada dukungan", "No voice yet")}</h2><p>{t("Buka salah satu usulan dan dukung yang menurut Anda penting.", "Open a proposal and stand behind what matters to you.")}</p><p><a class="btn" rel="external" href=here>{t("Lihat semua usulan", "See all proposals")}</a></p></section> }.into_any()
        } else {
            view! {
                <table class="list">
                    <thead><tr><th scope="col" class="end">{t("Peringkat", "Rank")}</th><th scope="col">{t("Usulan", "Proposal")}</th><th scope="col">{t("Tahap", "Stage")}</th><th scope="col" class="end">{t("Dukungan", "Voices")}</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            }.into_any()
        }}
    }
}
