//! The officer's list as a column: on its own page and beside an open case. The edge shows the clock in colour, the tag
//! says it in words.
use super::{
    queue::Which,
    term,
    view::{QueueView, Row},
};
use crate::lang::{lang, t};
use domain::words;
use leptos::prelude::*;

/// The whole column. `selected` is the number of the case that is open beside it.
pub fn queue_list(region: &str, which: Which, view: QueueView, selected: Option<&str>) -> impl IntoView + use<> {
    let next = view.next.as_ref().map(|next| format!("/{region}/meja?mulai={next}"));
    let body = if view.rows.is_empty() {
        empty(which).into_any()
    } else {
        let rows: Vec<_> = view.rows.into_iter().map(|r| row(region, selected, r)).collect();
        view! { <ol class="rows">{rows}</ol> }.into_any()
    };
    view! {
        <section class="q" aria-label=t("Antrean saya", "My queue")>
            {filters(region, which, [view.waiting, view.overdue, view.due_today])}
            {find(region, &view.example)}
            {body}
            {view.cut.then(|| view! { <p class="face small">{t(
                "Daftar ini terlalu panjang untuk ditampilkan seluruhnya. Kerjakan dari atas, atau buka langsung dengan nomornya.",
                "There are too many to show at once. Work from the top, or open one by its number.",
            )}</p> })}
            {next.map(|href| view! { <p class="more"><a class="btn quiet block" rel="next" href=href>{t("Berikutnya", "Next")}</a></p> })}
        </section>
    }
}

/// The counted parts of the list: each figure leads to what it counts.
fn filters(region: &str, now: Which, counts: [i64; 3]) -> impl IntoView + use<> {
    let tag = |which: Which, class: &'static str, label: &'static str, count: i64| {
        let current = (which == now).then_some("page");
        view! { <a class=format!("tag {class}") href=which.href(region) aria-current=current>{label}" "<b>{words::number(count, lang())}</b></a> }
    };
    let [waiting, overdue, today] = counts;
    view! {
        <nav class="filters" aria-label=t("Saring antrean", "Filter the queue")>
            {tag(Which::All, "", t("Menunggu saya", "Waiting for me"), waiting)}
            {tag(Which::Overdue, if overdue > 0 { "bad" } else { "" }, t("Lewat waktu", "Late"), overdue)}
            {tag(Which::Today, if today > 0 { "warn" } else { "" }, t("Hari ini", "Today"), today)}
        </nav>
    }
}

/// A number that was said on the phone opens its case.
fn find(region: &str, example: &str) -> impl IntoView + use<> {
    view! {
        <form class="find" method="get" action=format!("/{region}/meja/buka") role="search">
            <label class="unseen" for="nomor">{t("Buka dengan nomor", "Open by number")}</label>
            <input id="nomor" name="nomor" autocomplete="off" autocapitalize="characters" placeholder=format!("{} {example}", t("Buka nomor, misalnya", "Open a number, such as"))/>
            <button class="btn quiet">{t("Buka", "Open")}</button>
        </form>
    }
}

fn row(region: &str, selected: Option<&str>, row: Row) -> impl IntoView + use<> {
    let edge = term::edge(row.left).class();
    let current = (selected == Some(row.number.as_str())).then_some("page");
    let name = if row.organisation.is_empty() { row.title.clone() } else { row.organisation };
    let href = format!("/{region}/meja/{}", row.number);
    view! {
        <li>
            <a class=format!("row {edge}") href=href aria-current=current title=row.title>
                <span class="t">{name}</span>
                <span class=format!("tag {edge}")>{term::text(row.left, lang())}</span>
                <span class="small">{row.number}" · "{row.stage}</span>
                <span class="rp end">{row.amount}</span>
            </a>
        </li>
    }
}

fn empty(which: Which) -> impl IntoView {
    let (head, text) = match which {
        Which::All => (
            t("Tidak ada yang menunggu Anda", "Nothing waits for you"),
            t("Pengajuan yang sampai di meja Anda akan muncul di sini sendiri.", "What reaches your desk appears here by itself."),
        ),
        Which::Overdue => (
            t("Tidak ada yang lewat waktu", "Nothing is late"),
            t("Semua yang menunggu Anda masih dalam batas waktunya.", "All that waits for you is within its term."),
        ),
        Which::Today => (
            t("Tidak ada yang jatuh tempo hari ini", "Nothing is due today"),
            t("Lanjutkan dari yang paling dekat tenggatnya.", "Go on with the nearest deadline."),
        ),
    };
    view! { <div class="face"><h2>{head}</h2><p>{text}</p></div> }
}

/// The shape of the list while it is on its way.
pub fn queue_skeleton() -> impl IntoView {
    let rows: Vec<_> =
        (0..6).map(|_| view! { <li class="row wait"><span class="bone"></span><span class="bone short"></span></li> }).collect();
    view! { <section class="q" aria-busy="true"><p class="unseen">{t("Memuat antrean", "Loading the queue")}</p><ol class="rows">{rows}</ol></section> }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use crate::desk::term::Left;
    use domain::time::Instant;

    fn list(rows: Vec<Row>, which: Which, overdue: i64) -> String {
        let owner = Owner::new();
        owner.set();
        let view = QueueView {
            papers: vec![],
            tools: vec![],
            region: "Kota Contoh".into(),
            example: "HB-2026-004173-9".into(),
            posts: vec![],
            waiting: 1_284,
            overdue,
            due_today: 0,
            next: (!rows.is_empty()).then(|| "20000.x".to_owned()),
            rows,
            seq: 0,
            cut: false,
            at: Instant(0),
            at_words: "09.41".into(),
        };
        queue_list("kota-contoh", which, view, Some("HB-1")).to_html()
    }

    #[test]
    fn a_row_says_in_words_what_its_edge_says() {
        let row = |number: &str, days, late| Row {
            number: number.into(),
            organisation: "<b>Sanggar</b>".into(),
            title: String::new(),
            stage: "Evaluasi".into(),
            amount: Some("Rp 35.000.000".into()),
            left: Some(Left { days, late }),
        };
        let html = list(vec![row("HB-1", -1, true), row("HB-2", 9, false)], Which::All, 1);
        assert!(
            html.contains("row bad")
                && html.contains("lewat 1 hari kerja")
                && html.contains("row ok")
                && html.contains("9 hari kerja lagi"),
            "{html}"
        );
        assert!(!html.contains("<b>Sanggar") && html.contains("href=\"/kota-contoh/meja/HB-2\""), "{html}");
        let current: Vec<_> = html.split('<').filter(|tag| tag.contains("aria-current")).collect();
        assert!(current.len() == 2 && current[0].contains("/kota-contoh/meja\"") && current[1].contains("HB-1"), "{current:?}");
        assert!(html.contains("1.284") && html.contains("?mulai=20000.x") && html.contains("saring=lewat"), "{html}");
    }

    #[test]
    fn an_empty_list_says_why() {
        assert!(list(vec![], Which::All, 0).contains("Tidak ada yang menunggu Anda"));
        assert!(list(vec![], Which::Overdue, 0).contains("Tidak ada yang lewat waktu"));
    }
}
