//! How Terang itself answers, for everybody to see: how much of the time it was there, how long people waited, how often it failed.
use super::page::{Loading, Place, page, param};
use crate::{
    error::AppError,
    lang::{pick, t},
    server::Asked,
};
use domain::{
    health::{BOUNDS, MINUTE_MS, Summary, gaps},
    time::Instant,
    words::{self, Lang},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};

/// The stretches that are shown, days.
const STRETCHES: [i64; 4] = [1, 7, 30, 90];
/// The days whose gaps are listed, from how many minutes on, and how many at most.
const GAP_DAYS: i64 = 30;
const GAP_MINUTES: i64 = 5;
const GAPS: usize = 20;

/// What was measured, in words.
pub struct HealthView {
    region: String,
    since: Option<String>,
    rows: Vec<Row>,
    gaps: Vec<(String, String)>,
    at: String,
}

struct Row {
    stretch: String,
    up: String,
    half: String,
    slow: String,
    faults: String,
    answers: String,
    sign_ins_failed: String,
}

/// **Needs**: nothing; it is public. **Errors**: `NotFound`, `Unavailable`.
async fn load(region: String) -> Result<HealthView, AppError> {
    let asked = Asked::of_page(&region)?;
    let (pack, lang) = (&asked.pack, asked.lang);
    let measured = asked.engine.health().of(pack, 90).await?;
    let (now, since) = (measured.now, measured.since);
    let row = |days: &i64| {
        let sum = Summary::of(&measured.hours, (now - days * 1_440).max(since), now);
        Row {
            stretch: match days {
                1 => pick(lang, "24 jam terakhir", "Last 24 hours").to_owned(),
                days => format!("{days} {}", pick(lang, "hari terakhir", "days")),
            },
            up: sum.uptime().map_or_else(nothing, |n| percent(n, lang)),
            half: sum.within(50).map_or_else(nothing, |ms| took(ms, lang)),
            slow: sum.within(95).map_or_else(nothing, |ms| took(ms, lang)),
            faults: sum.fault_rate().map_or_else(nothing, |n| percent(n, lang)),
            answers: words::number(sum.answers, lang),
            sign_ins_failed: words::number(sum.sign_ins_failed, lang),
        }
    };
    let time = |minute: i64| words::date_time(Instant(minute * MINUTE_MS), pack.zone(), lang);
    // The minute that runs is not over.
    let found = gaps(&measured.hours, (now - GAP_DAYS * 1_440).max(since), now - 1, GAP_MINUTES);
    Ok(HealthView {
        since: (!measured.hours.is_empty()).then(|| time(since)),
        rows: STRETCHES.iter().map(row).collect(),
        gaps: found.into_iter().rev().take(GAPS).map(|(from, minutes)| (time(from), span(minutes, lang))).collect(),
        at: words::date_time(asked.engine.now(), pack.zone(), lang),
        region,
    })
}

fn nothing() -> String {
    "–".to_owned()
}

/// Hundredths of a percent.
fn percent(n: i64, lang: Lang) -> String {
    let mark = if lang == Lang::Id { ',' } else { '.' };
    format!("{}{mark}{:02} %", n / 100, n % 100)
}

fn took(ms: Option<u64>, lang: Lang) -> String {
    let words = |ms: u64| format!("{} ms", words::number(i64::try_from(ms).unwrap_or(i64::MAX), lang));
    match ms {
        Some(ms) => format!("≤ {}", words(ms)),
        None => format!("> {}", words(BOUNDS[BOUNDS.len() - 1])),
    }
}

fn span(minutes: i64, lang: Lang) -> String {
    if minutes < 120 {
        return format!("{minutes} {}", pick(lang, "menit", "minutes"));
    }
    format!("{} {}", words::number(minutes / 60, lang), pick(lang, "jam", "hours"))
}

/// The page.
pub struct HealthPage {
    place: Place,
    view: Loading<HealthView>,
}

#[lazy_route]
impl LazyRoute for HealthPage {
    fn data() -> Self {
        Self { view: Loading::of(load(param("region"))), place: Place::here() }
    }
    fn view(this: Self) -> AnyView {
        page(this.place, "broad", this.view, shown)
    }
}

/// What the columns are called.
fn heads() -> [&'static str; 6] {
    [
        t("Menyala", "Was there"),
        t("Separuh jawaban", "Half of the answers"),
        t("95 dari 100 jawaban", "95 of 100 answers"),
        t("Jawaban gagal", "Answers that failed"),
        t("Jawaban", "Answers"),
        t("Gagal masuk", "Failed sign-ins"),
    ]
}

fn shown(v: HealthView) -> impl IntoView {
    let rows: Vec<_> = v
        .rows
        .iter()
        .map(|row| {
            let cells = [&row.up, &row.half, &row.slow, &row.faults, &row.answers, &row.sign_ins_failed];
            let cells = cells.into_iter().zip(heads()).map(|(words, head)| view! { <td class="end" data-label=head>{words.clone()}</td> });
            let cells: Vec<_> = cells.collect();
            view! { <tr><th scope="row">{row.stretch.clone()}</th>{cells}</tr> }
        })
        .collect();
    let gaps: Vec<_> = v.gaps.iter().map(|(from, span)| view! { <li>{from.clone()}": "<b>{span.clone()}</b></li> }).collect();
    let gaps = if gaps.is_empty() {
        view! { <p>{t("Tidak ada jeda lima menit atau lebih.", "No break of five minutes or more.")}</p> }.into_any()
    } else {
        view! { <ul class="plain">{gaps}</ul> }.into_any()
    };
    let title = t("Keadaan layanan ini", "How this service runs");
    let since = v.since.clone().map(|since| view! { <p class="small">{t("Diukur sejak ", "Measured since ")}{since}{t(". Data per ", ". As of ")}{v.at.clone()}"."</p> });
    view! {
        <Title text=title/>
        <p class="small"><a rel="external" href=format!("/{}", v.region)>{t("Beranda", "Home")}</a></p>
        <h1>{title}</h1>
        <p>{t("Sistem yang sengaja diperlambat pernah dipakai untuk meminta uang. Karena itu seberapa sering sistem ini menyala, seberapa cepat menjawab, dan seberapa sering gagal dapat dilihat siapa saja, diukur oleh sistem sendiri setiap menit.", "Systems that were made slow on purpose were once a way to ask for money. So how often this one is there, how fast it answers and how often it fails is for everybody to see, measured by itself every minute.")}</p>
        {since}
        <div class="scroll" tabindex="0"><table class="list">
            <thead><tr><th scope="col">{t("Selama", "Over")}</th>{heads().map(|head| view! { <th scope="col" class="end">{head}</th> })}</tr></thead>
            <tbody>{rows}</tbody>
        </table></div>
        <p class="small">{t("Gagal masuk dihitung untuk seluruh sistem: sebelum masuk tidak diketahui siapa orangnya.", "Failed sign-ins are counted for the whole system: before somebody has signed in nobody knows who it is.")}</p>
        <section class="card"><h2>{t("Jeda dalam 30 hari", "Breaks in 30 days")}</h2>{gaps}</section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_said_in_the_readers_way() {
        assert_eq!((percent(9_995, Lang::Id), percent(5, Lang::En)), ("99,95 %".to_owned(), "0.05 %".to_owned()));
        assert_eq!((took(Some(1_000), Lang::Id), took(None, Lang::En)), ("≤ 1.000 ms".to_owned(), "> 2,500 ms".to_owned()));
        assert_eq!((span(119, Lang::Id), span(180, Lang::En)), ("119 menit".to_owned(), "3 hours".to_owned()));
    }
}
