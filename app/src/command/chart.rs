//! Arrivals against decisions, day by day: a drawing for the eye and the same figures as a table for everyone else.
use super::{bars, board::DayRow};
use crate::lang::{lang, t};
use domain::words;
use leptos::prelude::*;

/// Units of the drawing.
const STEP: i64 = 18;
const HEIGHT: i64 = 60;

/// The chart with its table folded below.
pub fn chart(days: Vec<DayRow>) -> impl IntoView {
    let largest = days.iter().flat_map(|d| [d.arrived, d.decided]).max().unwrap_or_default();
    let columns: Vec<_> = days
        .iter()
        .enumerate()
        .map(|(i, day)| {
            let x = i64::try_from(i).unwrap_or_default() * STEP;
            let (arrived, decided) = (bars::column(day.arrived, largest, HEIGHT), bars::column(day.decided, largest, HEIGHT));
            view! {
                <rect class="a" x=x y=HEIGHT - arrived width="14" height=arrived rx="2"></rect>
                <rect class="d" x=x + 4 y=HEIGHT - decided width="6" height=decided rx="2"></rect>
            }
        })
        .collect();
    let width = i64::try_from(days.len()).unwrap_or_default() * STEP;
    let number = |n: i64| words::number(n, lang());
    let rows: Vec<_> = days
        .into_iter()
        .map(|day| {
            view! { <tr><th scope="row">{day.label}</th><td class="end">{number(day.arrived)}</td><td class="end">{number(day.decided)}</td><td class="end">{number(day.closed)}</td></tr> }
        })
        .collect();
    let name = t(
        "Pengajuan masuk dan putusan petugas per hari, 15 hari terakhir",
        "Requests handed in and decisions by officers, the last 15 days",
    );
    view! {
        <figure class="days">
            <svg viewBox=format!("0 0 {} {HEIGHT}", width.max(STEP)) preserveAspectRatio="none" role="img" aria-label=name>{columns}</svg>
            <figcaption class="legend small">
                <span class="key a">{t("masuk", "handed in")}</span>" "
                <span class="key d">{t("diputus", "decided")}</span>
            </figcaption>
            <details>
                <summary class="small">{t("Sebagai tabel", "As a table")}</summary>
                <div class="scroll" tabindex="0"><table>
                    <caption class="unseen">{name}</caption>
                    <thead><tr>
                        <th scope="col">{t("Hari", "Day")}</th>
                        <th scope="col" class="end">{t("Masuk", "Handed in")}</th>
                        <th scope="col" class="end">{t("Diputus", "Decided")}</th>
                        <th scope="col" class="end">{t("Selesai", "Ended")}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table></div>
            </details>
        </figure>
    }
}
