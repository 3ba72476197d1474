//! What officers did in the last ninety days, by name: medians, returns, queues passed over, people asked to come. For those who see the
//! board; the public reads figures that name nobody.
use crate::{
    citizen::page::{Loading, Place, page, param, query},
    desk::here::Here,
    error::AppError,
    lang::{lang, t},
};
use domain::{
    deed::{DeedKind, Tally},
    find::flag_word,
    pace::WINDOW,
    queue::Filter,
    words,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};

/// What officers did.
pub struct DeedsView {
    region: String,
    /// The services, by key and name, and the one that was chosen.
    services: Vec<(String, String)>,
    chosen: String,
    rows: Vec<(String, Tally)>,
    all: Tally,
    /// The lists of cases on which a flag was raised: its words, and the address.
    flags: Vec<(String, String)>,
}

/// **Needs**: a post whose role sees the board. **Errors**: `NotFound`, `SignedOut`, `Forbidden`, `Unavailable`.
async fn load(region: String, service: Option<String>) -> Result<DeedsView, AppError> {
    let here = Here::of_page(&region)?;
    let service = service.filter(|key| here.pack.service(key).is_some());
    let (officers, all) = here.engine.board().deeds(&here.pack, &here.visitor, service.as_deref()).await?;
    let flag = |f: &domain::pack::Flag| {
        let filter = Filter { find: flag_word(&f.key), everywhere: true, ..Filter::default() };
        (f.label.get(here.lang).to_owned(), crate::desk::queue::list_href(&region, &filter))
    };
    Ok(DeedsView {
        services: here.pack.services.iter().map(|s| (s.key.clone(), s.name.get(here.lang).to_owned())).collect(),
        chosen: service.unwrap_or_default(),
        rows: officers.into_iter().map(|o| (o.name, o.tally)).collect(),
        all,
        flags: here.pack.desk.flags.iter().map(flag).collect(),
        region,
    })
}

/// The page.
pub struct DeedsPage {
    place: Place,
    view: Loading<DeedsView>,
}

#[lazy_route]
impl LazyRoute for DeedsPage {
    fn data() -> Self {
        Self { view: Loading::of(load(param("region"), query("layanan"))), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "broad", this.view, shown)
    }
}

fn heads() -> [&'static str; 8] {
    [
        t("Diputus", "Decided"),
        t("Median hari kerja", "Median of working days"),
        t("Dikembalikan", "Returned"),
        t("Ditolak", "Refused"),
        t("Antrean dilewati", "Queue passed over"),
        t("Minta datang", "Asked to come"),
        t("Data dibuka", "Sealed data opened"),
        t("Pesan", "Messages"),
    ]
}

/// A tally in the order of the heads. What is far above the rest is marked: more than twice the median, twice the share of returns.
fn cells(tally: &Tally, all: &Tally) -> Vec<(String, bool)> {
    let lang = lang();
    let number = |n: i64| words::number(n, lang);
    let share = |kind| match tally.share(kind) {
        Some(percent) => format!("{} ({percent} %)", number(tally.of(kind))),
        None => number(tally.of(kind)),
    };
    let median = tally.median();
    let slow = matches!((median, all.median()), (Some(own), Some(usual)) if own > 2 * usual.max(1));
    let returns = matches!(
        (tally.share(DeedKind::Returned), all.share(DeedKind::Returned)),
        (Some(own), Some(usual)) if own > 2 * usual.max(5) && tally.of(DeedKind::Returned) >= 3
    );
    vec![
        (number(tally.decisions()), false),
        (median.map_or_else(|| "–".to_owned(), |days| number(i64::from(days))), slow),
        (share(DeedKind::Returned), returns),
        (share(DeedKind::Refused), false),
        (number(tally.of(DeedKind::Skipped)), false),
        (number(tally.of(DeedKind::Flagged)), tally.of(DeedKind::Flagged) > 0),
        (number(tally.of(DeedKind::Opened)), false),
        (number(tally.of(DeedKind::Wrote)), false),
    ]
}

fn row(name: &str, tally: &Tally, all: &Tally) -> impl IntoView + use<> {
    let cells: Vec<_> = cells(tally, all)
        .into_iter()
        .zip(heads())
        .map(|((words, marked), head)| {
            let class = if marked { "end late" } else { "end" };
            view! { <td class=class data-label=head>{words}</td> }
        })
        .collect();
    view! { <tr><th scope="row">{name.to_owned()}</th>{cells}</tr> }
}

fn shown(v: DeedsView) -> impl IntoView {
    let title = t("Kerja petugas", "What officers did");
    let rows: Vec<_> = v.rows.iter().map(|(name, tally)| row(name, tally, &v.all)).collect();
    let all = row(t("Semua petugas", "All officers"), &v.all, &v.all);
    let table = if rows.is_empty() {
        view! { <p class="face">{t("Belum ada yang diputus dalam sembilan puluh hari terakhir.", "Nothing was decided in the last ninety days.")}</p> }.into_any()
    } else {
        view! {
            <div class="scroll" tabindex="0"><table class="list">
                <thead><tr><th scope="col">{t("Petugas", "Officer")}</th>{heads().map(|head| view! { <th scope="col" class="end">{head}</th> })}</tr></thead>
                <tbody>{all}{rows}</tbody>
            </table></div>
        }
        .into_any()
    };
    let options: Vec<_> = v
        .services
        .iter()
        .map(|(key, name)| view! { <option value=key.clone() selected={*key == v.chosen}>{name.clone()}</option> })
        .collect();
    let flags: Vec<_> =
        v.flags.iter().map(|(words, href)| view! { <li><a rel="external" href=href.clone()>{words.clone()}</a></li> }).collect();
    let flags = (!flags.is_empty()).then(|| {
        view! { <h2>{t("Berkas dengan tanda", "Cases with a flag")}</h2><ul>{flags}</ul> }
    });
    view! {
        <Title text=title/>
        <p class="small"><a rel="external" href=format!("/{}/komando", v.region)>{t("Komando", "Command center")}</a></p>
        <h1>{title}</h1>
        <p class="small">{t("Hari terakhir: ", "Last days: ")}{WINDOW}". "{t("Yang jauh di atas petugas lain ditandai: median lebih dari dua kali, pengembalian lebih dari dua kali. Tanda bukan kesalahan; tanyakan dahulu.", "What is far above the others is marked: more than twice the median, more than twice the share of returns. A mark is no fault; ask first.")}</p>
        <form method="get" class="row"><label for="layanan">{t("Layanan", "Service")}</label>
            <select id="layanan" name="layanan"><option value="">{t("Semua layanan", "All services")}</option>{options}</select>
            <button class="btn second">{t("Tampilkan", "Show")}</button></form>
        {table}
        {flags}
    }
}
