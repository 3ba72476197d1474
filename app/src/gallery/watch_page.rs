//! What has to be explained: projects far behind, paid ahead of what was built, without a report for long, without a place; and how
//! much of each agency's contracts one contractor has. The anti-corruption commission's questions, put to everybody.
use super::words;
use crate::{
    citizen::{
        page::{Loading, Place, page, param},
        statistics::rupiah,
    },
    error::AppError,
    lang::{lang, pick, t},
    server::Asked,
};
use domain::{
    project::{PhaseKind, ShareRule},
    words as say,
    words::Lang,
};
use engine::{ProjectFilter, ProjectLine, gallery_of, judged_project};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use std::collections::BTreeMap;

/// A project with what is asked about it.
struct Explained {
    number: String,
    title: String,
    about: String,
    doubts: Vec<(&'static str, &'static str)>,
    line: String,
}

/// The page.
pub struct WatchView {
    region: String,
    brand: String,
    projects: Vec<Explained>,
    looked_at: usize,
    shares: Vec<(String, String, i64, String)>,
    share_rule: String,
    rules: Vec<String>,
}

/// What has to be explained, the gravest first.
///
/// **Needs**: nothing; it is public. **Errors**: `NotFound`.
async fn watch(region: String) -> Result<WatchView, AppError> {
    let asked = Asked::of_page(&region)?;
    let (pack, lang, today) = (&asked.pack, asked.lang, asked.today());
    let (service, rule) = gallery_of(pack)?;
    let (mut lines, mut behind) = (Vec::<ProjectLine>::new(), None);
    let stages =
        rule.phases.iter().filter(|p| matches!(p.kind, PhaseKind::Present | PhaseKind::Past)).flat_map(|p| p.stages.clone()).collect();
    let filter = ProjectFilter { stages: Some(stages), ..ProjectFilter::default() };
    loop {
        let page = asked.engine.gallery().batch(pack, &filter, behind).await?;
        lines.extend(page.lines);
        behind = page.next;
        if behind.is_none() {
            break;
        }
    }
    let (mut projects, mut looked_at) = (Vec::new(), 0);
    for line in &lines {
        let Some(judged) = judged_project(rule, line, today) else { continue };
        looked_at += 1;
        let mut doubts = words::doubts(&judged, lang);
        if line.project.point.is_none() {
            doubts.push(("tag warn", pick(lang, "Tanpa titik peta", "Without a place")));
        }
        if line.contract.is_none() {
            doubts.push(("tag bad", pick(lang, "Tanpa kontrak", "Without a contract")));
        }
        if doubts.is_empty() {
            continue;
        }
        let planned = judged.planned.map_or_else(|| "–".to_owned(), |n| n.to_string());
        let (physical, financial) = (line.project.physical, judged.financial);
        let said = match lang {
            Lang::Id => format!("Rencana {planned} %, fisik {physical} %, uang {financial} %"),
            Lang::En => format!("Planned {planned} %, built {physical} %, paid {financial} %"),
        };
        let grave = judged.band as usize * 2
            + usize::from(judged.paid_ahead) * 3
            + usize::from(judged.stalled)
            + usize::from(line.contract.is_none()) * 3;
        let place = line.district.as_deref().and_then(|code| pack.district(code)).map(|d| d.name.as_str()).unwrap_or_default();
        projects.push((
            grave,
            Explained {
                number: line.number.to_string(),
                title: line.title.clone(),
                about: format!("{} · {}", words::agency(pack, line.affair.as_deref(), lang).unwrap_or_default(), place),
                doubts,
                line: said,
            },
        ));
    }
    projects.sort_by(|(a, x), (b, y)| b.cmp(a).then_with(|| x.number.cmp(&y.number)));
    let percent = |n: u32| n.to_string();
    let bands = rule.bands.iter().map(|band| match lang {
        Lang::Id => format!(
            "Mulai rencana {} %: tertinggal lebih dari {} % diperhatikan, lebih dari {} % jauh tertinggal ({}).",
            percent(band.from_percent),
            percent(band.watch),
            percent(band.critical),
            band.legal_base
        ),
        Lang::En => format!(
            "From {} % planned: more than {} % behind is watched, more than {} % is far behind ({}).",
            percent(band.from_percent),
            percent(band.watch),
            percent(band.critical),
            band.legal_base
        ),
    });
    let others = match lang {
        Lang::Id => format!(
            "Dibayar melebihi kemajuan: uang lebih dari {} % di depan pekerjaan. Laporan terlalu lama: lebih dari {} hari ({}).",
            rule.paid_ahead, rule.stalled_days, rule.legal_base
        ),
        Lang::En => format!(
            "Paid ahead of the work: money more than {} % ahead. Report is old: more than {} days ({}).",
            rule.paid_ahead, rule.stalled_days, rule.legal_base
        ),
    };
    Ok(WatchView {
        brand: service.brand.clone(),
        looked_at,
        shares: rule.share.as_ref().map(|share| shares(&asked, share, &lines)).unwrap_or_default(),
        share_rule: rule.share.as_ref().map(|share| share_words(share, lang)).unwrap_or_default(),
        projects: projects.into_iter().map(|(_, one)| one).collect(),
        rules: bands.chain([others]).collect(),
        region,
    })
}

fn share_words(rule: &ShareRule, lang: Lang) -> String {
    let ShareRule { percent, contracts, legal_base } = rule;
    match lang {
        Lang::Id => format!(
            "Paling sedikit {percent} % dari nilai kontrak suatu perangkat daerah yang punya {contracts} kontrak atau lebih ({legal_base})."
        ),
        Lang::En => format!("At least {percent} % of the contracts of an agency that has {contracts} or more ({legal_base})."),
    }
}

/// Contractors that have much of an agency's contracts: agency, contractor, hundredths, worth.
fn shares(asked: &Asked, rule: &ShareRule, lines: &[ProjectLine]) -> Vec<(String, String, i64, String)> {
    let mut by_agency: BTreeMap<&str, Vec<&ProjectLine>> = BTreeMap::new();
    for line in lines.iter().filter(|l| l.contract.is_some() && !l.project.contractor.is_empty()) {
        by_agency.entry(words::agency(&asked.pack, line.affair.as_deref(), asked.lang).unwrap_or_default()).or_default().push(line);
    }
    let mut shares = Vec::new();
    for (agency, lines) in by_agency.into_iter().filter(|(_, lines)| lines.len() >= rule.contracts) {
        let whole: i64 = lines.iter().filter_map(|l| l.contract).sum();
        let mut of: BTreeMap<String, i64> = BTreeMap::new();
        for line in lines {
            *of.entry(line.project.contractor.trim().to_owned()).or_default() += line.contract.unwrap_or(0);
        }
        for (contractor, worth) in of {
            let share = if whole > 0 { worth * 100 / whole } else { 0 };
            if share >= i64::from(rule.percent) {
                shares.push((agency.to_owned(), contractor, share, rupiah(worth, asked.lang)));
            }
        }
    }
    shares.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.cmp(b)));
    shares
}

/// The page.
pub struct WatchPage {
    place: Place,
    view: Loading<WatchView>,
}

#[lazy_route]
impl LazyRoute for WatchPage {
    fn data() -> Self {
        Self { view: Loading::of(watch(param("region"))), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "broad", this.view, shown)
    }
}

fn shown(v: WatchView) -> impl IntoView {
    let lang = lang();
    let empty = v.projects.is_empty();
    let (n, of) = (v.projects.len(), v.looked_at);
    let said = match lang {
        Lang::Id => format!("{n} dari {of} proyek yang sedang dikerjakan."),
        Lang::En => format!("{n} of {of} projects under way."),
    };
    let rows: Vec<_> = v
        .projects
        .into_iter()
        .map(|p| {
            let doubts: Vec<_> = p.doubts.into_iter().map(|(class, words)| view! { <span class=class>{words}</span>" " }).collect();
            view! {
                <tr>
                    <td><a rel="external" href=format!("/{}/galeri/{}", v.region, p.number)>{p.title}</a><span class="small block">{p.about}</span><span class="small block">{p.number}</span></td>
                    <td data-label=t("Yang ditanyakan", "What is asked")><span>{doubts}<span class="small block">{p.line}</span></span></td>
                </tr>
            }
        })
        .collect();
    let shares: Vec<_> = v
        .shares
        .into_iter()
        .map(|(agency, contractor, share, worth)| {
            view! { <tr><th scope="row">{contractor}</th><td data-label=t("Perangkat daerah", "Agency")>{agency}</td><td class="end" data-label=t("Bagian", "Share")>{say::number(share, lang)}"\u{a0}%"</td><td class="end rp" data-label=t("Nilai", "Worth")>{worth}</td></tr> }
        })
        .collect();
    let some = !shares.is_empty();
    let rules: Vec<_> = v.rules.into_iter().map(|rule| view! { <li>{rule}</li> }).collect();
    view! {
        <Title text=format!("{} – {}", t("Yang perlu penjelasan", "What has to be explained"), v.brand)/>
        <p class="small"><a rel="external" href=format!("/{}", v.region)>{t("Beranda", "Home")}</a>" / "<a rel="external" href=format!("/{}/galeri", v.region)>{v.brand}</a></p>
        <h1>{t("Yang perlu penjelasan", "What has to be explained")}</h1>
        <p>{t("Tanda ini bukan tuduhan. Proyek diberi tanda oleh aturan yang sama bagi semua, dihitung saat halaman ini dibuka.", "A mark is no accusation. The same rule marks every project, reckoned when this page is opened.")}" "<b>{said}</b></p>
        {if empty {
            view! { <section class="card face"><h2>{t("Tidak ada yang perlu penjelasan", "Nothing has to be explained")}</h2><p>{t("Semua proyek yang sedang dikerjakan sesuai jadwal dan laporannya baru.", "All projects under way keep to their schedule, and their reports are new.")}</p></section> }.into_any()
        } else {
            view! {
                <table class="list">
                    <thead><tr><th scope="col">{t("Proyek", "Project")}</th><th scope="col">{t("Yang ditanyakan", "What is asked")}</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            }.into_any()
        }}
        {some.then(|| view! {
            <section aria-labelledby="penyedia">
                <h2 id="penyedia">{t("Penyedia dengan bagian besar", "Contractors with a large share")}</h2>
                <p class="small">{v.share_rule}</p>
                <table class="list sums">
                    <thead><tr><th scope="col">{t("Penyedia", "Contractor")}</th><th scope="col">{t("Perangkat daerah", "Agency")}</th><th scope="col" class="end">{t("Bagian", "Share")}</th><th scope="col" class="end">{t("Nilai", "Worth")}</th></tr></thead>
                    <tbody>{shares}</tbody>
                </table>
            </section>
        })}
        <section class="card" aria-labelledby="aturan"><h2 id="aturan">{t("Aturannya", "The rule")}</h2><ul>{rules}</ul></section>
    }
}
