//! The S-curve: how far the work was to be, how far it came and how far the money went. Solid where it was done, dashed where it is
//! planned, yellow where it is now; the table below says the same.
use crate::lang::{pick, t};
use domain::{
    project::{Curve, Project},
    time::Day,
    words::{self, Lang},
};
use leptos::prelude::*;

/// The drawing's size, and the room for numbers at its left and below.
const WIDTH: i32 = 640;
const HEIGHT: i32 = 300;
const LEFT: i32 = 44;
const BELOW: i32 = 28;
const ABOVE: i32 = 12;

/// A curve as it is drawn.
#[derive(Clone, Debug)]
pub(crate) struct CurveView {
    planned: String,
    physical: String,
    financial: String,
    /// Today's place, where it lies on the drawing.
    now: Option<i32>,
    last: Option<(i32, i32)>,
    begin: String,
    end: String,
    rows: Vec<Row>,
    said: String,
}

#[derive(Clone, Debug)]
struct Row {
    day: String,
    planned: String,
    physical: String,
    financial: String,
    paid: String,
}

/// The curve of a project on a day; `None` where there is nothing to draw.
pub(super) fn curve_view(project: &Project, curve: &Curve, today: Day, lang: Lang) -> Option<CurveView> {
    let known = curve.schedule.iter().map(|m| m.day).chain(curve.reports.iter().map(|r| r.day)).chain(project.began.or(project.starts));
    let (first, last) = known.fold(None, |span: Option<(Day, Day)>, day| match span {
        None => Some((day, day)),
        Some((from, to)) => Some((from.min(day), to.max(day))),
    })?;
    if first == last || (curve.schedule.is_empty() && curve.reports.is_empty()) {
        return None;
    }
    let long = (last.number() - first.number()).max(1);
    let x = |day: Day| LEFT + (WIDTH - LEFT - 8) * (day.number() - first.number()) / long;
    let y = |percent: u32| {
        let percent = i32::try_from(percent.min(100)).unwrap_or(100);
        HEIGHT - BELOW - (HEIGHT - BELOW - ABOVE) * percent / 100
    };
    let line = |points: Vec<(Day, u32)>| {
        points.into_iter().map(|(day, percent)| format!("{},{}", x(day), y(percent))).collect::<Vec<_>>().join(" ")
    };
    let begin = project.began.or(project.starts).filter(|day| curve.schedule.first().is_none_or(|m| *day <= m.day));
    let planned: Vec<_> = begin.map(|day| (day, 0)).into_iter().chain(curve.schedule.iter().map(|m| (m.day, m.percent))).collect();
    let start = project.began.filter(|day| curve.reports.first().is_none_or(|r| *day < r.day)).map(|day| (day, 0));
    let physical: Vec<_> = start.into_iter().chain(curve.reports.iter().map(|r| (r.day, r.physical))).collect();
    let financial: Vec<_> = start.into_iter().chain(curve.reports.iter().map(|r| (r.day, curve.financial(r)))).collect();
    let percent = |n: u32| format!("{n}\u{a0}%");
    let rows = curve
        .reports
        .iter()
        .rev()
        .map(|report| Row {
            day: words::date(report.day, lang),
            planned: project.planned(report.day).map_or_else(|| "–".to_owned(), percent),
            physical: percent(report.physical),
            financial: percent(curve.financial(report)),
            paid: format!("Rp\u{a0}{}", words::number(report.paid, lang)),
        })
        .collect();
    let now = (first..=last).contains(&today);
    let said = match (curve.reports.last(), project.planned(today)) {
        (Some(report), Some(planned)) => match lang {
            Lang::Id => format!(
                "Kemajuan fisik {} persen per {}; rencana hari ini {planned} persen.",
                report.physical,
                words::date(report.day, lang)
            ),
            Lang::En => format!(
                "Physical progress {} per cent as of {}; {planned} per cent planned by today.",
                report.physical,
                words::date(report.day, lang)
            ),
        },
        (Some(report), None) => format!("{} {}\u{a0}%", pick(lang, "Kemajuan fisik", "Physical progress"), report.physical),
        (None, _) => pick(lang, "Belum ada laporan kemajuan.", "No report of progress yet.").to_owned(),
    };
    Some(CurveView {
        last: curve.reports.last().map(|r| (x(r.day), y(r.physical))),
        planned: line(planned),
        physical: line(physical),
        financial: line(financial),
        now: now.then(|| x(today)),
        begin: words::date(first, lang),
        end: words::date(last, lang),
        rows,
        said,
    })
}

/// The drawing with its table.
pub(super) fn curve(view: CurveView) -> impl IntoView {
    let grid: Vec<_> = [0, 25, 50, 75, 100]
        .map(|percent: i32| {
            let y = HEIGHT - BELOW - (HEIGHT - BELOW - ABOVE) * percent / 100;
            view! { <line class="grid" x1=LEFT x2=WIDTH - 8 y1=y y2=y/><text class="mark" x=LEFT - 6 y=y + 4 text-anchor="end">{percent}</text> }
        })
        .into_iter()
        .collect();
    let (foot, right) = (HEIGHT - 8, WIDTH - 8);
    let rows: Vec<_> = view
        .rows
        .into_iter()
        .map(|row| {
            view! {
                <tr>
                    <th scope="row">{row.day}</th>
                    <td class="end" data-label=t("Rencana", "Planned")>{row.planned}</td>
                    <td class="end" data-label=t("Fisik", "Physical")>{row.physical}</td>
                    <td class="end" data-label=t("Uang", "Money")>{row.financial}</td>
                    <td class="end rp" data-label=t("Dibayar", "Paid")>{row.paid}</td>
                </tr>
            }
        })
        .collect();
    let some = !rows.is_empty();
    view! {
        <figure class="kurva">
            <svg viewBox=format!("0 0 {WIDTH} {HEIGHT}") role="img" aria-labelledby="kurva-judul">
                <title id="kurva-judul">{view.said.clone()}</title>
                {grid}
                <text class="mark" x=LEFT y=foot>{view.begin}</text>
                <text class="mark" x=right y=foot text-anchor="end">{view.end}</text>
                {view.now.map(|x| view! { <line class="now" x1=x x2=x y1=ABOVE y2=HEIGHT - BELOW/> })}
                <polyline class="plan" points=view.planned/>
                <polyline class="money" points=view.financial/>
                <polyline class="done" points=view.physical/>
                {view.last.map(|(x, y)| view! { <circle class="here" cx=x cy=y r="6"/> })}
            </svg>
            <figcaption class="small">
                <span class="key plan">{t("Rencana", "Planned")}</span>" "
                <span class="key done">{t("Fisik", "Physical")}</span>" "
                <span class="key money">{t("Uang", "Money")}</span>" "
                {view.said}
            </figcaption>
        </figure>
        {some.then(|| view! {
            <details>
                <summary>{t("Semua laporan kemajuan", "All reports of progress")}</summary>
                <table class="list">
                    <thead><tr><th scope="col">{t("Per tanggal", "As of")}</th><th scope="col" class="end">{t("Rencana", "Planned")}</th><th scope="col" class="end">{t("Fisik", "Physical")}</th><th scope="col" class="end">{t("Uang", "Money")}</th><th scope="col" class="end">{t("Dibayar", "Paid")}</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </details>
        })}
    }
}
