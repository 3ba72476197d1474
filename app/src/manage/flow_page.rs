//! One workflow: the drawing with the live number of cases on each stage, and the same as a table with who holds it, how long, and what
//! leads where.
use super::{
    flow::{Node, Way, drawing, ways},
    manager,
};
use crate::{
    citizen::page::{Loading, Place, page, param, query},
    command::list_of_stage,
    error::AppError,
    lang::{lang, pick, t},
};
use domain::{
    words::{self, Lang},
    workflow::{Effect, Stage},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};

/// A workflow as its administrator sees it.
pub struct FlowView {
    region: String,
    service: String,
    name: String,
    versions: Vec<(u32, String)>,
    version: u32,
    legal_base: String,
    nodes: Vec<Node>,
    ways: Vec<Way>,
    rows: Vec<Row>,
    running: i64,
}

/// A stage as a line of the table.
struct Row {
    node: Node,
    holder: String,
    term: String,
    base: String,
    acts: Vec<(String, String)>,
}

/// **Needs**: a role that administers or oversees the region. **Errors**: `NotFound`, `SignedOut`, `Forbidden`, `Unavailable`.
async fn load(region: String, key: String, version: Option<u32>) -> Result<FlowView, AppError> {
    let here = manager(&region)?;
    let (pack, lang) = (&here.pack, here.lang);
    let service = pack.service(&key).ok_or(AppError::NotFound)?;
    let version = version.or_else(|| service.workflow_on(here.today()).or(service.workflows.last()).map(|w| w.version));
    let workflow = version.and_then(|v| service.workflow(v)).ok_or(AppError::NotFound)?;
    let snapshot = here.engine.board().snapshot(pack, &here.visitor).await?.of_service(&key);
    let node = |stage: &Stage| {
        let count = snapshot.stages.iter().find(|count| count.stage == stage.key);
        Node {
            key: stage.key.clone(),
            label: stage.label.get(lang).to_owned(),
            open: (!stage.kind.is_end()).then(|| count.map_or(0, |c| c.open)),
            overdue: count.map_or(0, |c| c.overdue),
            href: list_of_stage(pack, &key, &stage.key),
            end: stage.kind.is_end(),
        }
    };
    let label_of = |key: &str| workflow.stage(key).map_or_else(|| key.to_owned(), |s| s.label.get(lang).to_owned());
    let row = |stage: &Stage| Row {
        node: node(stage),
        holder: holder(pack, stage, lang),
        term: term(stage, lang),
        base: stage.clock.as_ref().map(|clock| clock.legal_base.clone()).unwrap_or_default(),
        acts: acts(stage).map(|(words, to)| (words.get(lang).to_owned(), label_of(to))).collect(),
    };
    Ok(FlowView {
        name: service.name.get(lang).to_owned(),
        versions: service.workflows.iter().map(|w| (w.version, words::date_long(w.valid_from, lang))).collect(),
        version: workflow.version,
        legal_base: workflow.legal_base.clone(),
        nodes: workflow.stages.iter().map(node).collect(),
        ways: ways(workflow),
        rows: workflow.stages.iter().map(row).collect(),
        running: snapshot.stages.iter().map(|count| count.open).sum(),
        service: key,
        region,
    })
}

/// What leads on from a stage, with where to; what is only put on record leads nowhere.
fn acts(stage: &Stage) -> impl Iterator<Item = (&domain::text::Text, &str)> {
    stage.actions.iter().filter(|a| a.effect != Effect::Note).map(|a| (&a.label, a.to.as_str()))
}

fn holder(pack: &domain::pack::Pack, stage: &Stage, lang: Lang) -> String {
    use domain::workflow::Office;
    let role = stage.holder.role.as_deref().map(|key| pack.role(key).map_or(key, |r| r.label.get(lang)));
    let office = match &stage.holder.office {
        Office::Applicant => pick(lang, "Pemohon", "The applicant").to_owned(),
        Office::Agency(key) => pack.agency(key).map_or(key.as_str(), |a| a.name.get(lang)).to_owned(),
        Office::InChargeOf(affair) => {
            pack.agency_of_affair(affair).and_then(|key| pack.agency(key)).map_or(affair.as_str(), |a| a.name.get(lang)).to_owned()
        }
        Office::ByAffair => pick(lang, "perangkat daerah menurut bidangnya", "the agency in charge of the field").to_owned(),
    };
    role.map_or_else(|| office.clone(), |role| if role == office { office.clone() } else { format!("{role}, {office}") })
}

fn term(stage: &Stage, lang: Lang) -> String {
    match &stage.clock {
        Some(clock) if clock.days > 0 => format!("{} {}", clock.days, pick(lang, "hari kerja", "working days")),
        Some(_) => pick(lang, "sampai tanggal tertentu", "until a date").to_owned(),
        None => String::new(),
    }
}

/// The page.
pub struct FlowPage {
    place: Place,
    view: Loading<FlowView>,
}

#[lazy_route]
impl LazyRoute for FlowPage {
    fn data() -> Self {
        let version = query("versi").and_then(|v| v.parse().ok());
        Self { view: Loading::of(load(param("region"), param("service"), version)), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "broad", this.view, shown)
    }
}

fn shown(v: FlowView) -> impl IntoView {
    let lang = lang();
    let number = |n: i64| words::number(n, lang);
    let base = format!("/{}/kelola", v.region);
    let title = format!("{}: {}", t("Alur", "Workflow"), v.name);
    let versions: Vec<_> = v
        .versions
        .iter()
        .map(|(version, from)| {
            let href = format!("{base}/alur/{}?versi={version}", v.service);
            view! { <li><a class="tag" rel="external" href=href aria-current=(*version == v.version).then_some("page")>{t("Versi ", "Version ")}{*version}", "{t("sejak ", "from ")}{from.clone()}</a></li> }
        })
        .collect();
    let others: Vec<_> = v
        .versions
        .iter()
        .filter(|(other, _)| *other != v.version)
        .map(|(other, _)| {
            let href = format!("{base}/alur/{}/pindah?dari={}&ke={other}", v.service, v.version);
            view! { <a class="btn second small" rel="external" href=href>{t("Pindahkan berkas versi ", "Move cases of version ")}{v.version}{t(" ke versi ", " to version ")}{*other}</a> }
        })
        .collect();
    let over = (!others.is_empty()).then(|| view! { <p class="row">{others}</p> });
    let rows: Vec<_> = v
        .rows
        .into_iter()
        .map(|row| {
            let count = match row.node.open {
                Some(n) if n > 0 => view! { <a rel="external" href=row.node.href.clone()>{number(n)}</a> }.into_any(),
                Some(_) => "0".into_any(),
                None => "–".into_any(),
            };
            let late = (row.node.overdue > 0).then(|| view! { " "<b class="late">{t("lewat ", "late ")}{number(row.node.overdue)}</b> });
            let acts: Vec<_> = row.acts.into_iter().map(|(words, to)| view! { <li>{words}" → "{to}</li> }).collect();
            let base = (!row.base.is_empty()).then(|| view! { <span class="small">{row.base}</span> });
            view! {
                <tr id=row.node.key><th scope="row">{row.node.label}</th>
                    <td data-label=t("Dipegang oleh", "Held by")>{row.holder}</td>
                    <td data-label=t("Batas waktu", "Term")>{row.term}" "{base}</td>
                    <td class="end" data-label=t("Berkas sekarang", "Cases now")>{count}{late}</td>
                    <td data-label=t("Berlanjut ke", "Leads to")><ul class="plain">{acts}</ul></td></tr>
            }
        })
        .collect();
    view! {
        <Title text=title.clone()/>
        <p class="small"><a rel="external" href=base.clone()>{t("Pengelolaan daerah", "Administration")}</a></p>
        <h1>{title.clone()}</h1>
        <p>{t("Berkas yang sedang berjalan: ", "Cases that run: ")}<b>{number(v.running)}</b>". "<span class="small">{v.legal_base}</span></p>
        <nav aria-label=t("Versi alur", "Versions")><ul class="chips">{versions}</ul></nav>
        {over}
        <p class="small">{t("Ke kanan: berlanjut. Ke kiri, putus-putus: kembali. Titik-titik: berakhir tanpa hasil. Angka: berkas di tahap itu sekarang.", "To the right: on. To the left, dashed: back. Dotted: an end without an outcome. Numbers: cases at that stage now.")}</p>
        <div class="scroll" tabindex="0" role="region" aria-label=title.clone()>{drawing(&v.nodes, &v.ways, &title)}</div>
        <h2>{t("Tahap demi tahap", "Stage by stage")}</h2>
        <table class="list"><thead><tr><th scope="col">{t("Tahap", "Stage")}</th><th scope="col">{t("Dipegang oleh", "Held by")}</th><th scope="col">{t("Batas waktu", "Term")}</th><th scope="col" class="end">{t("Berkas sekarang", "Cases now")}</th><th scope="col">{t("Berlanjut ke", "Leads to")}</th></tr></thead><tbody>{rows}</tbody></table>
    }
}
