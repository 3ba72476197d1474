//! The region's plans as a tree: from the goals of twenty years down to programmes and their projects, each measure with its target and
//! what was reached.
use crate::{
    citizen::page::{Loading, Place, page, param},
    error::AppError,
    lang::{lang, pick, t},
    server::Asked,
};
use domain::{
    planning::{Goal, Indicator, PlanDocument},
    words::{Lang, number},
};
use engine::{ProjectFilter, ProjectLine, gallery_of};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};

/// Projects of a programme that are named; the list has all.
const NAMED: usize = 5;
/// The drawing's width and height of a year.
const HIGH: i64 = 60;
const WIDE: i64 = 40;

struct MeasureView {
    label: String,
    source: String,
    /// Year, target, reached, word, class, and the two heights.
    years: Vec<Year>,
}

struct Year {
    year: String,
    target: String,
    actual: String,
    reached: Option<bool>,
    heights: (i64, i64),
}

struct ProgrammeView {
    code: String,
    name: String,
    agency: String,
    projects: usize,
    worth: String,
    named: Vec<(String, String, String)>,
}

struct GoalView {
    key: String,
    text: String,
    serves: Option<(String, String)>,
    measures: Vec<MeasureView>,
    programmes: Vec<ProgrammeView>,
}

struct PlanView {
    key: String,
    name: String,
    years: String,
    legal_base: String,
    goals: Vec<GoalView>,
}

/// The page.
pub struct PlansView {
    region: String,
    brand: String,
    plans: Vec<PlanView>,
}

/// The plans of a region.
///
/// **Needs**: nothing; they are public. **Errors**: `NotFound` where the region shows none.
async fn plans(region: String) -> Result<PlansView, AppError> {
    let asked = Asked::of_page(&region)?;
    let pack = &asked.pack;
    if pack.plans.is_empty() {
        return Err(AppError::NotFound);
    }
    let (service, _) = gallery_of(pack)?;
    let (mut lines, mut behind) = (Vec::<ProjectLine>::new(), None);
    loop {
        let page = asked.engine.gallery().batch(pack, &ProjectFilter::default(), behind).await?;
        lines.extend(page.lines);
        behind = page.next;
        if behind.is_none() {
            break;
        }
    }
    let plans = pack.plans.iter().map(|plan| plan_view(&asked, plan, &lines)).collect();
    Ok(PlansView { brand: service.brand.clone(), plans, region })
}

fn plan_view(asked: &Asked, plan: &PlanDocument, lines: &[ProjectLine]) -> PlanView {
    let lang = asked.lang;
    PlanView {
        key: plan.key.clone(),
        name: plan.name.get(lang).to_owned(),
        years: format!("{}–{}", plan.from, plan.until),
        legal_base: plan.legal_base.clone(),
        goals: plan.goals.iter().map(|goal| goal_view(asked, plan, goal, lines)).collect(),
    }
}

fn goal_view(asked: &Asked, plan: &PlanDocument, goal: &Goal, lines: &[ProjectLine]) -> GoalView {
    let (pack, lang) = (&asked.pack, asked.lang);
    let serves = goal.serves.as_deref().and_then(|path| path.split_once('/')).and_then(|(document, key)| {
        let above = pack.plans.iter().find(|p| p.key == document)?.goals.iter().find(|g| g.key == key)?;
        Some((format!("#{document}-{key}"), above.text.get(lang).to_owned()))
    });
    let programmes = goal.programmes.iter().map(|programme| {
        let own: Vec<&ProjectLine> = lines.iter().filter(|line| programme.has(&line.project.activity)).collect();
        let worth: i64 = own.iter().filter_map(|line| line.contract.or(line.requested)).sum();
        let service = gallery_of(pack).ok().map(|(service, _)| service);
        let stage = |line: &ProjectLine| service.and_then(|s| s.stage(&line.stage)).map(|s| s.tag.get(lang).to_owned()).unwrap_or_default();
        ProgrammeView {
            code: programme.code.clone(),
            name: programme.name.get(lang).to_owned(),
            agency: super::words::agency(pack, programme.affair.as_deref(), lang).unwrap_or_default().to_owned(),
            projects: own.len(),
            worth: format!("Rp\u{a0}{}", number(worth, lang)),
            named: own.iter().take(NAMED).map(|line| (line.number.to_string(), line.title.clone(), stage(line))).collect(),
        }
    });
    GoalView {
        key: format!("{}-{}", plan.key, goal.key),
        text: goal.text.get(lang).to_owned(),
        serves,
        measures: goal.indicators.iter().map(|i| measure(i, lang)).collect(),
        programmes: programmes.collect(),
    }
}

fn measure(indicator: &Indicator, lang: Lang) -> MeasureView {
    let comma = if lang == Lang::Id { ',' } else { '.' };
    let all = indicator.target.values().chain(indicator.actual.values());
    let largest = all.copied().max().unwrap_or(0).max(1);
    let height = |n: Option<&i64>| n.map_or(0, |n| (n.max(&0) * HIGH / largest).clamp(0, HIGH));
    let said = |n: Option<&i64>| n.map_or_else(|| "–".to_owned(), |n| indicator.said(*n, comma));
    let years = indicator.years().into_iter().map(|year| {
        let (target, actual) = (indicator.target.get(year), indicator.actual.get(year));
        Year {
            year: year.to_owned(),
            target: said(target),
            actual: said(actual),
            reached: indicator.is_reached(year),
            heights: (height(target), height(actual)),
        }
    });
    MeasureView {
        years: years.collect(),
        label: format!("{} ({})", indicator.label.get(lang), indicator.unit.get(lang)),
        source: indicator.source.clone(),
    }
}

/// The page.
pub struct PlansPage {
    place: Place,
    view: Loading<PlansView>,
}

#[lazy_route]
impl LazyRoute for PlansPage {
    fn data() -> Self {
        Self { view: Loading::of(plans(param("region"))), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "broad", this.view, shown)
    }
}

fn measure_shown(m: MeasureView) -> impl IntoView {
    let width = i64::try_from(m.years.len()).unwrap_or(1) * WIDE;
    let bars: Vec<_> = m
        .years
        .iter()
        .zip(0_i64..)
        .map(|(year, i)| {
            let (target, actual) = year.heights;
            view! {
                <rect class="asked" x=i * WIDE + 4 y=HIGH - target width=WIDE - 10 height=target/>
                <rect class="approved" x=i * WIDE + 12 y=HIGH - actual width=WIDE - 26 height=actual/>
            }
        })
        .collect();
    let rows: Vec<_> = m
        .years
        .into_iter()
        .map(|year| {
            let word = match year.reached {
                Some(true) => Some(("tag ok", t("Tercapai", "Reached"))),
                Some(false) => Some(("tag warn", t("Belum tercapai", "Not reached"))),
                None => None,
            };
            view! {
                <tr>
                    <th scope="row">{year.year}</th>
                    <td class="end rp" data-label=t("Target", "Target")>{year.target}</td>
                    <td class="end rp" data-label=t("Tercapai", "Reached")>{year.actual}</td>
                    <td data-label=t("Keadaan", "State")>{word.map(|(class, word)| view! { <span class=class>{word}</span> })}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <h4>{m.label.clone()}</h4>
        <svg class="sasaran bar" viewBox=format!("0 0 {width} {HIGH}") role="img"><title>{t("Target tiap tahun, dan di dalamnya yang tercapai: ", "Targets by year, and within them what was reached: ")}{m.label}</title>{bars}</svg>
        <table class="list"><thead><tr><th scope="col">{t("Tahun", "Year")}</th><th scope="col" class="end">{t("Target", "Target")}</th><th scope="col" class="end">{t("Tercapai", "Reached")}</th><th scope="col">{t("Keadaan", "State")}</th></tr></thead><tbody>{rows}</tbody></table>
        <p class="small">{t("Sumber: ", "Source: ")}{m.source}</p>
    }
}

fn shown(v: PlansView) -> impl IntoView {
    let lang = lang();
    let region = v.region.clone();
    let plans: Vec<_> = v
        .plans
        .into_iter()
        .map(|plan| {
            let goals: Vec<_> = plan.goals.into_iter().map(|goal| goal_shown(&region, goal, lang)).collect();
            view! {
                <section class="card" id=plan.key>
                    <h2>{plan.name}" "<span class="small">{plan.years}</span></h2>
                    <p class="small">{plan.legal_base}</p>
                    <ul class="pohon">{goals}</ul>
                </section>
            }
        })
        .collect();
    view! {
        <Title text=format!("{} – {}", t("Rencana dan sasaran", "Plans and aims"), v.brand)/>
        <p class="small"><a rel="external" href=format!("/{}", v.region)>{t("Beranda", "Home")}</a>" / "<a rel="external" href=format!("/{}/galeri", v.region)>{v.brand}</a></p>
        <h1>{t("Rencana dan sasaran", "Plans and aims")}</h1>
        <p>{t("Dari rencana dua puluh tahun sampai proyek yang dapat Anda datangi: setiap sasaran menyebut ukurannya, target tiap tahun, dan yang tercapai.", "From the plan of twenty years to projects that you can go and see: each aim names its measure, the target of each year and what was reached.")}</p>
        {plans}
    }
}

fn goal_shown(region: &str, goal: GoalView, lang: Lang) -> impl IntoView + use<> {
    let measures: Vec<_> = goal.measures.into_iter().map(measure_shown).collect();
    let programmes: Vec<_> = goal
        .programmes
        .into_iter()
        .map(|programme| {
            let n = i64::try_from(programme.projects).unwrap_or(0);
            let said = match lang {
                Lang::Id => format!("{} proyek, {}", number(n, lang), programme.worth),
                Lang::En => format!("{} projects, {}", number(n, lang), programme.worth),
            };
            let named: Vec<_> = programme
                .named
                .into_iter()
                .map(|(number, title, stage)| view! { <li><a rel="external" href=format!("/{region}/galeri/{number}")>{title}</a>" "<span class="tag">{stage}</span></li> })
                .collect();
            view! { <li><b>{programme.code}" "{programme.name}</b><span class="small block">{programme.agency}" · "{said}</span><ul class="plain">{named}</ul></li> }
        })
        .collect();
    let some = !programmes.is_empty();
    view! {
        <li id=goal.key>
            <h3>{goal.text}</h3>
            {goal.serves.map(|(href, words)| view! { <p class="small">{pick(lang, "Untuk: ", "For: ")}<a rel="external" href=href>{words}</a></p> })}
            {measures}
            {some.then(|| view! { <details><summary>{pick(lang, "Program dan proyeknya", "Programmes and their projects")}</summary><ul class="pohon">{programmes}</ul></details> })}
        </li>
    }
}
