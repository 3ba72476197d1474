//! The four figures, and the stages with their age. Every figure is a door to the list that it counts.
use super::{
    bars::{self, WIDTH},
    board::{BoardView, DOORS, StageRow},
};
use crate::lang::{lang, t};
use domain::{board::Counted, words};
use leptos::prelude::*;

/// The four figures.
pub fn figures(view: &BoardView) -> impl IntoView + use<> {
    let number = |n: i64| words::number(n, lang());
    let oldest = view
        .oldest
        .clone()
        .map(|(age, stage, href)| view! { <p class="sub">{t("Terlama ", "Oldest ")}<a rel="external" href=href>{age}" · "{stage}</a></p> });
    let waiting = (view.waiting > 0).then(|| t(" menunggu pemohon", " wait for their applicants"));
    let late = if view.overdue > 0 { "tile bad" } else { "tile" };
    let today = if view.due_today > 0 { "tile warn" } else { "tile" };
    let door = |counted: Counted, n: i64| {
        let at = DOORS.iter().position(|known| *known == counted).unwrap_or(0);
        view! { <a rel="external" href=view.doors[at].clone()>{number(n)}</a> }
    };
    view! {
        <div class="figures">
            <section class="tile">
                <h2>{t("Berjalan", "Running")}</h2>
                <p class="big">{door(Counted::Open, view.open)}</p>
                {waiting.map(|words| view! { <p class="sub">{door(Counted::Waiting, view.waiting)}{words}</p> })}
                {oldest}
            </section>
            <section class=today>
                <h2>{t("Jatuh tempo hari ini", "Due today")}</h2>
                <p class="big">{door(Counted::DueToday, view.due_today)}</p>
            </section>
            <section class=late>
                <h2>{(view.overdue > 0).then_some("▲ ")}{t("Lewat waktu", "Late")}</h2>
                <p class="big">{door(Counted::Overdue, view.overdue)}</p>
                <p class="sub">{if view.overdue > 0 { t("perlu diputus sekarang", "to be decided now") } else { t("semua dalam batas waktu", "all within their terms") }}</p>
            </section>
            <section class="tile">
                <h2>{t("Masuk dan diputus hari ini", "In and decided today")}</h2>
                <p class="big">{door(Counted::Arrived, view.arrived)}<span class="of">" / "</span>{door(Counted::Decided, view.decided)}</p>
                <p class="sub">{door(Counted::Closed, view.closed)}{t(" selesai hari ini", " ended today")}</p>
            </section>
        </div>
    }
}

/// The stages: name, bar, count, oldest.
pub fn stages(rows: Vec<StageRow>) -> impl IntoView {
    if rows.is_empty() {
        return view! { <p class="face">{t("Belum ada pengajuan yang berjalan. Yang baru akan muncul di sini sendiri.", "Nothing runs yet. What comes in appears here by itself.")}</p> }.into_any();
    }
    let largest = rows.iter().map(|r| r.open).max().unwrap_or_default();
    let rows: Vec<_> = rows.into_iter().map(|r| stage(r, largest)).collect();
    view! {
        <table class="stages">
            <thead class="unseen"><tr>
                <th scope="col">{t("Tahap", "Stage")}</th>
                <th scope="col">{t("Umur antrean", "Age of the queue")}</th>
                <th scope="col">{t("Jumlah", "Count")}</th>
                <th scope="col">{t("Umur dalam hari kerja: separuh / sembilan dari sepuluh paling lama", "Age in working days: half / nine of ten at most")}</th>
                <th scope="col">{t("Terlama", "Oldest")}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn stage(row: StageRow, largest: i64) -> impl IntoView {
    let [fine, today, late] = bars::parts(row.open, row.due_today, row.overdue, largest);
    let number = |n: i64| words::number(n, lang());
    let (fine_class, is_where) =
        if row.waits { ("waits", t("menunggu pemohon", "waiting for their applicants")) } else { ("fine", t("berjalan", "running")) };
    let said = format!(
        "{} {}, {} {}, {} {}",
        number(row.open),
        is_where,
        number(row.due_today),
        t("jatuh tempo hari ini", "due today"),
        number(row.overdue),
        t("lewat waktu", "late"),
    );
    let marks = (row.overdue > 0).then(|| view! { <a rel="external" href=row.late_href><b class="late">"▲ "{number(row.overdue)}</b></a> });
    let ages = row.ages.map(|(half, slow)| format!("{} / {}", number(half), number(slow)));
    view! {
        <tr>
            <th scope="row"><a rel="external" href=row.href.clone()>{row.label}</a>{row.service.map(|s| view! { <span class="small">" "{s}</span> })}{row.waits.then(|| view! { <span class="small">" "{t("di pemohon", "with the applicant")}</span> })}</th>
            <td class="bar">
                <svg viewBox=format!("0 0 {WIDTH} 26") preserveAspectRatio="none" role="img" aria-label=said>
                    <rect class=fine_class x=fine.x y="0" width=fine.width height="26"></rect>
                    <rect class="today" x=today.x y="0" width=today.width height="26"></rect>
                    <rect class="late" x=late.x y="0" width=late.width height="26"></rect>
                </svg>
            </td>
            <td class="count"><a rel="external" href=row.href>{number(row.open)}</a>" "{marks}</td>
            <td class="small age">{ages}</td>
            <td class="small">{row.oldest}</td>
        </tr>
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn a_stage_is_a_door_to_what_it_counts() {
        let owner = Owner::new();
        owner.set();
        let row = |label: &str, open, due_today, overdue| StageRow {
            label: label.into(),
            service: None,
            href: format!("/kota-contoh/hibah?tahap={label}"),
            late_href: format!("/kota-contoh/lewat?tahap={label}"),
            ages: Some((2, 9)),
            open,
            due_today,
            overdue,
            oldest: Some("4 hari kerja".into()),
            waits: label == "tiga",
        };
        let html = stages(vec![row("satu", 100, 20, 10), row("dua", 50, 0, 0), row("tiga", 10, 0, 0)]).to_html();
        assert_eq!(html.matches("href=\"/kota-contoh/hibah?tahap=satu\"").count(), 2, "{html}");
        assert!(html.contains("href=\"/kota-contoh/lewat?tahap=satu\"") && html.contains("2 / 9"), "{html}");
        let widths: Vec<_> = html.split("<rect").skip(1).filter_map(|r| r.split("width=\"").nth(1)?.split('"').next()).collect();
        assert_eq!(widths, ["700", "200", "100", "500", "0", "0", "100", "0", "0"], "{html}");
        // The drawing says the same in words, and what is late stands beside it as a figure.
        assert!(html.contains("100 berjalan, 20 jatuh tempo hari ini, 10 lewat waktu") && html.contains("▲ "), "{html}");
        assert_eq!(html.matches("<b class=\"late\">").count(), 1, "{html}");
        assert!(html.matches("class=\"waits\"").count() == 1 && html.contains("10 menunggu pemohon"), "{html}");
    }

    #[test]
    fn no_case_is_said_too() {
        let owner = Owner::new();
        owner.set();
        assert!(stages(vec![]).to_html().contains("Belum ada pengajuan yang berjalan"));
    }
}
