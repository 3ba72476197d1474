//! A week in one page for the leadership, and as a table to take along: which agency decided, and which did not.
use crate::{
    address::in_query,
    citizen::page::{Loading, Place, page, param, query},
    desk::{here::Here, office::Office},
    error::AppError,
    lang::{lang, pick, t},
    server::away,
    spreadsheet,
};
use axum::{Router, extract::Query, response::Response, routing::get};
use domain::{
    time::Day,
    words::{self, Lang},
};
use engine::{AgencyWeek, Digest, Failure};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use serde::Deserialize;

/// The table.
pub(super) fn gets() -> Router {
    Router::new().route("/{region}/komando/ringkasan.csv", get(table))
}

#[derive(Deserialize)]
struct Week {
    #[serde(default)]
    minggu: String,
}

/// The day that is asked for; today where it is none.
fn asked(here: &Here, day: &str) -> Day {
    Day::parse_loose(day).unwrap_or_else(|_| here.today())
}

/// Agencies by name, those that owe most first.
fn rows(here: &Here, digest: &Digest) -> Vec<(String, AgencyWeek)> {
    let name = |key: &str| here.pack.agency(key).map_or(key, |agency| agency.name.get(here.lang)).to_owned();
    let mut rows: Vec<(String, AgencyWeek)> = digest.agencies.iter().map(|(key, week)| (name(key), week.clone())).collect();
    rows.sort_by(|(one, a), (other, b)| (b.late, b.open).cmp(&(a.late, a.open)).then_with(|| one.cmp(other)));
    rows
}

async fn table(office: Office, Query(week): Query<Week>) -> Response {
    let page = office.page("komando/ringkasan");
    let made = async {
        let here = office.here()?;
        let digest = here.engine.board().digest(&here.pack, &here.visitor, asked(&here, &week.minggu)).await?;
        let head = heads(here.lang).map(str::to_owned).to_vec();
        let lines = rows(&here, &digest).into_iter().map(|(name, week)| {
            std::iter::once(name).chain([week.decided, week.ended, week.open, week.late].map(|n| n.to_string())).collect()
        });
        let name = format!("ringkasan-{}-{}", here.pack.region.slug, digest.days.0);
        Ok::<_, Failure>(spreadsheet::download(&name, std::iter::once(head).chain(lines)))
    };
    made.await.unwrap_or_else(|failure| away(&failure, &page))
}

/// What the columns are called.
const fn heads(lang: Lang) -> [&'static str; 5] {
    [
        pick(lang, "Perangkat daerah", "Agency"),
        pick(lang, "Diputus minggu ini", "Decided this week"),
        pick(lang, "Selesai minggu ini", "Ended this week"),
        pick(lang, "Dipegang sekarang", "Held now"),
        pick(lang, "Lewat waktu sekarang", "Late now"),
    ]
}

/// A week, in words.
pub struct DigestView {
    region: String,
    week: String,
    /// The weeks before and after, as an address takes them.
    around: (Day, Option<Day>),
    day: Day,
    sums: [i64; 3],
    rows: Vec<(String, AgencyWeek)>,
    cut: bool,
    alerts: String,
    at: String,
}

/// **Needs**: a post whose role sees the board. **Errors**: `NotFound`, `SignedOut`, `Forbidden`, `Unavailable`.
async fn load(region: String, day: Option<String>) -> Result<DigestView, AppError> {
    let here = Here::of_page(&region)?;
    let (pack, lang) = (&here.pack, here.lang);
    let digest = here.engine.board().digest(pack, &here.visitor, asked(&here, &day.unwrap_or_default())).await?;
    let n = |n: usize| words::number(i64::try_from(n).unwrap_or(i64::MAX), lang);
    let (raised, tended) = digest.alerts;
    let mut alerts = format!(
        "{} {}, {} {}",
        n(raised),
        pick(lang, "peringatan muncul", "alerts were raised"),
        n(tended),
        pick(lang, "ditangani", "taken care of")
    );
    if let Some(minutes) = digest.minutes {
        alerts = format!(
            "{alerts}; {} {} {}",
            pick(lang, "separuhnya dalam", "half of them within"),
            words::number(minutes, lang),
            pick(lang, "menit", "minutes")
        );
    }
    let after = digest.days.1.plus_days(1);
    Ok(DigestView {
        week: format!("{} – {}", words::date(digest.days.0, lang), words::date(digest.days.1, lang)),
        around: (digest.days.0.plus_days(-7), Some(after).filter(|day| *day <= here.today())),
        day: digest.days.0,
        sums: [digest.sums.arrived, digest.sums.decided, digest.sums.closed],
        rows: rows(&here, &digest),
        cut: digest.cut,
        alerts,
        at: words::date_time(digest.at, pack.zone(), lang),
        region,
    })
}

/// The page.
pub struct DigestPage {
    place: Place,
    view: Loading<DigestView>,
}

#[lazy_route]
impl LazyRoute for DigestPage {
    fn data() -> Self {
        Self { view: Loading::of(load(param("region"), query("minggu"))), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "broad", this.view, shown)
    }
}

fn shown(v: DigestView) -> impl IntoView {
    let base = format!("/{}/komando/ringkasan", v.region);
    let of = |day: Day| format!("{base}?minggu={}", in_query(&day.to_string()));
    let names = heads(lang());
    let rows: Vec<_> = v
        .rows
        .iter()
        .map(|(name, week)| {
            let cells = [week.decided, week.ended, week.open, week.late].into_iter().zip(names.into_iter().skip(1)).enumerate();
            let cells: Vec<_> = cells
                .map(|(i, (n, head))| {
                    let class = if i == 3 && n > 0 { "end late" } else { "end" };
                    view! { <td class=class data-label=head>{words::number(n, lang())}</td> }
                })
                .collect();
            view! { <tr><th scope="row">{name.clone()}</th>{cells}</tr> }
        })
        .collect();
    let [arrived, decided, closed] = v.sums.map(|n| words::number(n, lang()));
    let title = t("Ringkasan mingguan", "Weekly digest");
    let later = v
        .around
        .1
        .map(|day| view! { <a class="btn quiet small" rel="external" href=of(day)>{t("Minggu berikutnya", "The week after")}</a> });
    let cut = v.cut.then(|| view! { <p class="note warn">{t("Terlalu banyak kejadian: angka per perangkat daerah tidak lengkap.", "Too much happened: what agencies did is not all.")}</p> });
    view! {
        <Title text=title/>
        <p class="small"><a rel="external" href=format!("/{}/komando", v.region)>{t("Komando", "Command center")}</a>" · "<a rel="external" href=format!("/{}/komando/peringatan", v.region)>{t("Peringatan", "Alerts")}</a></p>
        <h1>{title}</h1>
        <p><b>{v.week.clone()}</b></p>
        <p><a class="btn quiet small" rel="external" href=of(v.around.0)>{t("Minggu sebelumnya", "The week before")}</a>" "{later}" "
        <a class="btn quiet small" rel="external" download="" href=format!("{base}.csv?minggu={}", v.day)>{t("Unduh tabel (CSV)", "Take the table along (CSV)")}</a></p>
        <p>{t("Masuk ", "In ")}<b>{arrived}</b>{t(", diputus ", ", decided ")}<b>{decided}</b>{t(", selesai ", ", ended ")}<b>{closed}</b>". "{v.alerts.clone()}"."</p>
        {cut}
        <div class="scroll" tabindex="0"><table class="list">
            <thead><tr>{names.into_iter().enumerate().map(|(i, head)| view! { <th scope="col" class=(i > 0).then_some("end")>{head}</th> }).collect::<Vec<_>>()}</tr></thead>
            <tbody>{rows}</tbody>
        </table></div>
        <p class="small">{t("Yang dipegang dan yang lewat waktu adalah keadaan sekarang, ", "What is held and late is as of now, ")}{v.at.clone()}"."</p>
    }
}
