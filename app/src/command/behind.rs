//! The list behind a figure, and the words of its address: whoever draws a figure makes its door here, so that both mean the same.
use crate::{
    address::in_query,
    citizen::page::{Loading, Place, page, param, query},
    desk::here::Here,
    error::AppError,
    lang::{lang, pick, t},
};
use domain::{
    board::{Behind, Counted},
    pack::Pack,
    people::AccountId,
    words::{self, Lang},
};
use engine::{Failure, ListedCase};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};

/// Cases of a page.
const PAGE: u32 = 50;

/// The figures by their word in an address.
const WORDS: [(&str, Counted); 7] = [
    ("berjalan", Counted::Open),
    ("pemohon", Counted::Waiting),
    ("hari-ini", Counted::DueToday),
    ("lewat", Counted::Overdue),
    ("masuk", Counted::Arrived),
    ("diputus", Counted::Decided),
    ("selesai", Counted::Closed),
];

/// What a figure is called.
pub(super) const fn name_of(counted: Counted, lang: Lang) -> &'static str {
    match counted {
        Counted::Open => pick(lang, "Berjalan", "Running"),
        Counted::Waiting => pick(lang, "Menunggu pemohon", "With applicants"),
        Counted::DueToday => pick(lang, "Jatuh tempo hari ini", "Due today"),
        Counted::Overdue => pick(lang, "Lewat waktu", "Late"),
        Counted::Arrived => pick(lang, "Masuk hari ini", "In today"),
        Counted::Decided => pick(lang, "Diputus hari ini", "Decided today"),
        Counted::Closed => pick(lang, "Selesai hari ini", "Ended today"),
    }
}

/// The address of the list behind a figure.
pub(super) fn href(pack: &Pack, behind: &Behind) -> String {
    let word = WORDS.iter().find(|(_, counted)| *counted == behind.counted).map_or("berjalan", |(word, _)| word);
    let mut address = format!("/{}/komando/daftar?angka={word}", pack.region.slug);
    let who = behind.who.map(|who| who.0.to_string());
    for (name, value) in [("layanan", &behind.service), ("tahap", &behind.stage), ("kecamatan", &behind.district), ("petugas", &who)] {
        if let Some(value) = value {
            address = format!("{address}&{name}={}", in_query(value));
        }
    }
    address
}

/// A figure of all.
pub(super) const fn all(counted: Counted) -> Behind {
    Behind { counted, service: None, stage: None, district: None, who: None }
}

/// What the address asks for.
fn asked() -> Option<Behind> {
    let counted = WORDS.iter().find(|(word, _)| query("angka").as_deref() == Some(word)).map(|(_, counted)| *counted)?;
    let who = match query("petugas") {
        Some(who) => Some(AccountId(who.parse().ok()?)),
        None => None,
    };
    // An empty district means those that name none, and is not the same as all.
    let named = |name: &str| leptos_router::hooks::use_query_map().read_untracked().get(name);
    Some(Behind { counted, service: query("layanan"), stage: query("tahap"), district: named("kecamatan"), who })
}

/// The list behind a figure.
pub struct BehindView {
    region: String,
    title: String,
    /// What narrows it, in words.
    narrowed: String,
    of_a_day: bool,
    rows: Vec<RowView>,
    /// The next page.
    next: Option<String>,
    at: String,
}

struct RowView {
    number: String,
    name: String,
    place: String,
    agency: String,
    due: String,
    late: bool,
    /// How long it is there, or when it happened and by what.
    about: String,
}

/// A page of it.
///
/// **Needs**: a post whose role sees the board. **Errors**: `NotFound`, `SignedOut`, `Forbidden`, `Unavailable`.
async fn load(region: String, behind: Option<Behind>, from: Option<String>) -> Result<BehindView, AppError> {
    let here = Here::of_page(&region)?;
    let behind = behind.ok_or(Failure::NotFound)?;
    let (pack, lang) = (&here.pack, here.lang);
    let listed = here.engine.board().list(pack, &here.visitor, &behind, from.as_deref(), PAGE).await?;
    let who = match behind.who {
        Some(who) => here.engine.desk().names(pack, &here.visitor, &[who]).await?.remove(&who),
        None => None,
    };
    let service = behind.service.as_deref().map(|key| pack.service(key).map_or(key, |s| s.name.get(lang)).to_owned());
    let stage = behind.stage.as_deref().map(|key| stage_name(pack, behind.service.as_deref(), key, lang));
    let district = behind.district.as_deref().map(|code| match code {
        "" => pick(lang, "tanpa wilayah", "without a district").to_owned(),
        code => pack.district(code).map_or(code, |d| d.name.as_str()).to_owned(),
    });
    Ok(BehindView {
        title: name_of(behind.counted, lang).to_owned(),
        narrowed: [service, stage, district, who].into_iter().flatten().collect::<Vec<_>>().join(" · "),
        of_a_day: behind.counted.is_of_a_day(),
        rows: listed.lines.iter().map(|line| row(&here, line)).collect(),
        next: listed.next.map(|next| format!("{}&mulai={}", href(pack, &behind), in_query(&next))),
        at: words::time(here.engine.now(), pack.zone(), lang),
        region,
    })
}

fn stage_name(pack: &Pack, service: Option<&str>, stage: &str, lang: Lang) -> String {
    let known = service.and_then(|key| pack.service(key)).and_then(|s| s.stage(stage));
    known.map_or_else(|| stage.to_owned(), |s| s.label.get(lang).to_owned())
}

fn row(here: &Here, line: &ListedCase) -> RowView {
    let (pack, lang, today) = (&here.pack, here.lang, here.today());
    let service = pack.service(&line.service);
    let about = match &line.happened {
        Some((at, action)) => {
            let action = action.as_deref().and_then(|key| {
                let all = service?.workflows.iter().rev().flat_map(|w| &w.stages).flat_map(|s| &s.actions);
                all.into_iter().find(|a| a.key == key).map(|a| a.label.get(lang))
            });
            [Some(words::time(*at, pack.zone(), lang)), action.map(str::to_owned)].into_iter().flatten().collect::<Vec<_>>().join(" · ")
        }
        None => super::load::stay(pack, lang, line.since, here.engine.now()),
    };
    RowView {
        number: line.number.to_string(),
        name: line.name.clone(),
        place: format!(
            "{} · {}",
            service.map_or(line.service.as_str(), |s| s.name.get(lang)),
            stage_name(pack, Some(&line.service), &line.stage, lang)
        ),
        agency: pack.agency(&line.agency).map_or(String::new(), |a| a.name.get(lang).to_owned()),
        due: line.due.map(|day| words::date(day, lang)).unwrap_or_default(),
        late: line.due.is_some_and(|day| day < today) && !line.agency.is_empty(),
        about,
    }
}

/// The page.
pub struct BehindPage {
    place: Place,
    view: Loading<BehindView>,
}

#[lazy_route]
impl LazyRoute for BehindPage {
    fn data() -> Self {
        Self { view: Loading::of(load(param("region"), asked(), query("mulai"))), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "broad", this.view, shown)
    }
}

fn shown(v: BehindView) -> impl IntoView {
    let base = format!("/{}", v.region);
    let rows: Vec<_> = v
        .rows
        .iter()
        .map(|row| {
            let due = if row.late { "tag bad" } else { "" };
            view! {
                <tr><th scope="row"><a rel="external" href=format!("{base}/meja/{}", row.number)>{row.number.clone()}</a></th>
                <td>{row.name.clone()}</td><td class="small">{row.place.clone()}</td><td class="small">{row.agency.clone()}</td>
                <td><span class=due>{row.due.clone()}</span></td><td class="small">{row.about.clone()}</td></tr>
            }
        })
        .collect();
    let n = words::number(i64::try_from(v.rows.len()).unwrap_or(i64::MAX), lang());
    let count = match (&v.next, v.rows.is_empty()) {
        (_, true) => t("Tidak ada.", "None.").to_owned(),
        (Some(_), _) => format!("{n} {}", t("berkas di halaman ini; masih ada berikutnya.", "cases on this page; there are more.")),
        (None, _) => format!("{n} {}", t("berkas.", "cases.")),
    };
    let last = if v.of_a_day { t("Kapan dan apa", "When and what") } else { t("Di tahap ini sejak", "At this stage for") };
    let table = (!v.rows.is_empty()).then(|| {
        view! {
            <div class="scroll" tabindex="0"><table class="list">
                <thead><tr><th scope="col">{t("Nomor", "Number")}</th><th scope="col">{t("Pemohon", "Applicant")}</th><th scope="col">{t("Tahap sekarang", "Stage now")}</th>
                <th scope="col">{t("Dipegang", "Held by")}</th><th scope="col">{t("Batas waktu", "Term ends")}</th><th scope="col">{last}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table></div>
        }
    });
    view! {
        <Title text=v.title.clone()/>
        <p class="small"><a rel="external" href=format!("{base}/komando")>{t("Komando", "Command center")}</a></p>
        <h1>{v.title.clone()}</h1>
        {(!v.narrowed.is_empty()).then(|| view! { <p><b>{v.narrowed.clone()}</b></p> })}
        <p class="small">{count}" "{t("Data pukul ", "As of ")}{v.at.clone()}</p>
        {table}
        {v.next.clone().map(|href| view! { <p class="more"><a class="btn quiet block" rel="next external" href=href>{t("Berikutnya", "Next")}</a></p> })}
    }
}
