//! How long decisions took of late, in words that stand wherever somebody is about to apply.
use crate::lang::{lang, t};
use domain::{pace::Pace, words};
use leptos::prelude::*;

/// The words; what is promised stands beside them.
pub(crate) fn pace(pace: Option<Pace>, promise: Option<u32>) -> impl IntoView {
    let days = |n: u32| format!("{} {}", words::number(i64::from(n), lang()), t("hari kerja", "working days"));
    let promised = promise.map(|n| view! { <p class="small">{t("Janji putusan: ", "Decision promised within: ")}{days(n)}</p> });
    let took = match pace {
        Some(pace) => view! {
            <dl class="facts pace">
                <div><dt>{t("Tercepat", "Fastest")}</dt><dd>{days(pace.fastest)}</dd></div>
                <div><dt>{t("Tengah", "Median")}</dt><dd>{days(pace.median)}</dd></div>
                <div><dt>{t("Lambat", "Slow")}</dt><dd>{days(pace.slow)}</dd></div>
            </dl>
            <p class="small">{format!("{} {}. {}", t("Putusan dalam 90 hari terakhir:", "Decisions of the last 90 days:"), words::number(i64::from(pace.decisions), lang()), t("Separuhnya tidak lebih lama dari angka tengah, sembilan dari sepuluh tidak lebih lama dari angka lambat; waktu perbaikan oleh pemohon tidak dihitung.", "Half took no longer than the median, nine of ten no longer than the slow figure; time for corrections by applicants is left out."))}</p>
        }
        .into_any(),
        None => view! { <p class="small">{t("Belum ada putusan dalam 90 hari terakhir.", "There was no decision in the last 90 days.")}</p> }.into_any(),
    };
    view! { <section class="card" aria-labelledby="lama"><h2 id="lama">{t("Berapa lama sampai diputus?", "How long until a decision?")}</h2>{took}{promised}</section> }
}
