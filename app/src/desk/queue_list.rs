//! The officer's list as a column: on its own page and beside an open case. The edge shows the clock in colour, the tag
//! says it in words.
use super::{
    batch::{PICK, PICK_ALL, PICK_FORM},
    list_view::{ListView, Row},
    queue::{self, EVERYWHERE, FIND, LIST, WHERE},
    queue_narrow::{carried, kept, narrow},
    term,
};
use crate::{
    address::and,
    lang::{lang, t},
};
use domain::{
    find::is_veiled,
    queue::{Filter, Order, Part, Whose},
    words,
};
use leptos::prelude::*;

/// The counted parts, the forms, and the cases, drawn. `selected` is the number of the case that is open beside them.
pub(super) fn queue_list(region: &str, filter: &Filter, view: &ListView, selected: Option<&str>) -> [String; 3] {
    let next = view.next.as_ref().map(|next| and(&queue::list_href(region, filter), &format!("mulai={next}")));
    let found = view.rows.len();
    let body = if view.rows.is_empty() {
        empty(filter, &view.example).into_any()
    } else {
        // Beside an open case the list leads to cases; chosen are they where it is alone.
        let alone = selected.is_none();
        let rows: Vec<_> = view.rows.iter().cloned().map(|r| row(region, filter, selected, r, alone)).collect();
        let many = alone.then(|| many(region, filter, view));
        view! { <ol class=if alone { "rows pick" } else { "rows" }>{rows}</ol>{many} }.into_any()
    };
    let counts = [view.waiting, view.overdue, view.due_today, view.mine, view.held];
    let forms = (
        find(region, filter, &view.example),
        kept(region, filter, &view.views, selected.is_none()),
        narrow(region, filter, view, selected.is_none()),
    );
    let list = view! {
        {answer(region, filter, found, view.cut)}
        {body}
        {next.map(|href| view! { <p class="more"><a class="btn quiet block" rel="next" href=href>{t("Berikutnya", "Next")}</a></p> })}
    };
    [parts(region, filter, counts).to_html(), forms.to_html(), list.to_html()]
}

/// The counted parts of the list: each figure leads to what it counts.
fn parts(region: &str, now: &Filter, counts: [i64; 5]) -> impl IntoView + use<> {
    let tag = |(part, whose): (Part, Whose), class: &'static str, label: &'static str, count: i64| {
        let to = Filter { part, whose, find: String::new(), ..now.clone() };
        let current = (to == *now).then_some("page");
        view! { <a class=format!("tag {class}") href=queue::list_href(region, &to) aria-current=current>{label}" "<b>{words::number(count, lang())}</b></a> }
    };
    let [waiting, overdue, today, mine, held] = counts;
    // The parts of one's own pile, or of what nobody has, stay within it.
    let whose = now.whose;
    let all = match whose {
        Whose::All => t("Menunggu saya", "Waiting for me"),
        Whose::Mine => t("Tugas saya", "My pile"),
        Whose::Nobodys => t("Belum diambil", "Taken by nobody"),
    };
    let pile = (whose == Whose::All && mine > 0).then(|| tag((Part::All, Whose::Mine), "", t("Tugas saya", "My pile"), mine));
    let back = (whose != Whose::All).then(|| {
        let to = Filter { part: Part::All, whose: Whose::All, find: String::new(), ..now.clone() };
        view! { <a class="tag" href=queue::list_href(region, &to)>{t("Semua di meja", "All at the desk")}</a> }
    });
    let aside = (held > 0 || now.part == Part::Held).then(|| tag((Part::Held, Whose::All), "", t("Ditunda", "Put aside"), held));
    view! {
        <nav class="filters" aria-label=t("Saring antrean", "Filter the queue")>
            {back}
            {tag((Part::All, whose), "", all, waiting)}
            {tag((Part::Overdue, whose), if overdue > 0 { "bad" } else { "" }, t("Lewat waktu", "Late"), overdue)}
            {tag((Part::Today, whose), if today > 0 { "warn" } else { "" }, t("Hari ini", "Today"), today)}
            {pile}
            {aside}
        </nav>
    }
}

/// A whole number opens its case; anything else is looked for.
fn find(region: &str, filter: &Filter, example: &str) -> impl IntoView + use<> {
    let hint = format!("{} {example}", t("Nama, alamat, NIK utuh, atau nomor", "Name, address, a whole NIK, or a number such as"));
    // What is veiled is not shown again: whoever looks over the shoulder reads no number.
    let typed = if is_veiled(&filter.find) { String::new() } else { filter.find.clone() };
    view! {
        <form class="find" method="post" action=format!("/{region}/meja/buka") role="search">
            {carried(filter, &[FIND, WHERE])}
            <label class="unseen" for=FIND>{t("Cari berkas", "Find a case")}</label>
            <input id=FIND name=FIND type="search" value=typed maxlength="120" autocomplete="off" placeholder=hint/>
            <button class="btn quiet">{t("Cari", "Find")}</button>
            <label class="tick small"><input type="checkbox" name=WHERE value=EVERYWHERE checked=filter.everywhere/><span>{t("Juga di meja lain dan yang sudah selesai", "At other desks and ended ones too")}</span></label>
        </form>
    }
}

/// What a search found, in words, and the way out of it.
fn answer(region: &str, filter: &Filter, found: usize, cut: bool) -> Option<impl IntoView + use<>> {
    if filter.find.is_empty() {
        return None;
    }
    let all = Filter { find: String::new(), ..filter.clone() };
    let n = words::number(i64::try_from(found).unwrap_or(i64::MAX), lang());
    let words = if cut {
        t("Terlalu banyak yang cocok; tidak semuanya ditampilkan. Tambahkan kata.", "Too many match; not all are shown. Add a word.")
            .to_owned()
    } else {
        format!("{n} {}", t("berkas cocok", "cases match"))
    };
    let sought = if is_veiled(&filter.find) {
        t("Nomor pribadi yang Anda ketik", "The private number that you typed").to_owned()
    } else {
        format!("“{}”", filter.find)
    };
    Some(
        view! { <p class="answer" role="status"><b>{sought}</b>": "{words}" "<a href=queue::list_href(region, &all)>{t("Hapus pencarian", "Clear")}</a></p> },
    )
}

/// Goes on with the cases that are ticked, or with all that the list has.
fn many(region: &str, filter: &Filter, view: &ListView) -> impl IntoView + use<> {
    let all = (view.next.is_some() || view.rows.len() > 1).then(|| {
        // A search has no count but what it found.
        let n = if filter.find.is_empty() { view.listed(filter.part) } else { i64::try_from(view.rows.len()).unwrap_or(0) };
        view! { <label class="tick"><input type="checkbox" name=PICK_ALL value="ya"/><span>{t("Semua di daftar ini", "All of this list")}" ("{words::number(n, lang())}")"</span></label>" " }
    });
    view! {
        <form class="many" id=PICK_FORM method="post" action=format!("/{region}/meja/banyak")>
            <input type="hidden" name=LIST value=queue::query(filter)/>
            {all}
            <button class="btn quiet">{t("Kerjakan yang dicentang sekaligus…", "Do something to those ticked…")}</button>
        </form>
    }
}

fn row(region: &str, filter: &Filter, selected: Option<&str>, row: Row, alone: bool) -> impl IntoView + use<> {
    let edge = term::edge(row.left).class();
    let current = (selected == Some(row.number.as_str())).then_some("page");
    let name = if row.organisation.is_empty() { row.title.clone() } else { row.organisation };
    let (href, number) = (queue::case_href(region, &row.number, filter), row.number.clone());
    let state = if row.is_over { t("selesai", "ended").to_owned() } else { term::text(row.left, lang()) };
    let worked = row.worked_by.map(|(name, mine)| if mine { t("Anda kerjakan", "on your pile").to_owned() } else { name });
    let held = row.held_until.map(|day| format!("{} {day}", t("ditunda s.d.", "put aside until")));
    let about = [worked, held].into_iter().flatten().fold(String::new(), |about, words| format!("{about} · {words}"));
    let about = (!about.is_empty()).then(|| view! { <span class="who">{about}</span> });
    let beside: Vec<_> = row.beside.into_iter().map(|(label, words)| view! { <span><i>{label}</i>" "{words}</span> }).collect();
    let beside = (!beside.is_empty()).then(|| view! { <span class="more small">{beside}</span> });
    let waited = (filter.order == Order::Longest && !row.is_over)
        .then(|| format!(" · {} {}", words::number(row.waited, lang()), t("hari kerja di tahap ini", "working days at this stage")));
    let pick = alone.then(|| {
        let label = format!("{} {}", t("Pilih", "Choose"), row.number);
        view! { <input type="checkbox" form=PICK_FORM name=PICK value=row.number.clone() aria-label=label/> }
    });
    view! {
        <li>
            {pick}
            <a class=format!("row {edge}") href=href aria-current=current title=row.title data-nomor=number>
                <span class="t">{name}</span>
                <span class=format!("tag {edge}")>{state}</span>
                <span class="small">{row.number}" · "{row.stage}{waited}{about}</span>
                <span class="rp end">{row.amount}</span>
                {beside}
            </a>
        </li>
    }
}

fn empty(filter: &Filter, example: &str) -> impl IntoView + use<> {
    let is_narrowed = filter.service.is_some() || filter.stage.is_some();
    let (head, text) = match filter.part {
        _ if !filter.find.is_empty() && filter.everywhere => (
            t("Tidak ditemukan", "Nothing found"),
            format!(
                "{} {example}.",
                t(
                    "Periksa ejaannya, atau cari dengan kata lain. Nomor berkas berbentuk seperti",
                    "Check the spelling, or use other words. A case's number looks like"
                )
            ),
        ),
        _ if !filter.find.is_empty() => (
            t("Tidak ditemukan di meja Anda", "Nothing found at your desk"),
            t("Periksa ejaannya, atau centang pencarian di meja lain.", "Check the spelling, or tick the search at other desks.")
                .to_owned(),
        ),
        _ if is_narrowed => (
            t("Tidak ada yang cocok dengan saringan", "Nothing fits what you narrowed it to"),
            t("Pilih layanan atau tahap lain, atau tampilkan semua.", "Choose another service or stage, or show all.").to_owned(),
        ),
        Part::Held => (
            t("Tidak ada yang ditunda", "Nothing is put aside"),
            t("Yang ditunda kembali ke antrean sendiri pada harinya.", "What is put aside comes back to the list by itself on its day.")
                .to_owned(),
        ),
        Part::All if filter.whose == Whose::Mine => (
            t("Belum ada tugas Anda", "Nothing is on your pile"),
            t("Buka berkas dari antrean lalu tekan Mulai kerjakan.", "Open a case of the list and press Start work.").to_owned(),
        ),
        Part::All if filter.whose == Whose::Nobodys => (
            t("Semua sudah ada yang mengerjakan", "Somebody works on each"),
            t("Pengajuan yang baru datang akan muncul di sini.", "What comes anew appears here.").to_owned(),
        ),
        Part::All => (
            t("Tidak ada yang menunggu Anda", "Nothing waits for you"),
            t("Pengajuan yang sampai di meja Anda akan muncul di sini sendiri.", "What reaches your desk appears here by itself.")
                .to_owned(),
        ),
        Part::Overdue => (
            t("Tidak ada yang lewat waktu", "Nothing is late"),
            t("Semua yang menunggu Anda masih dalam batas waktunya.", "All that waits for you is within its term.").to_owned(),
        ),
        Part::Today => (
            t("Tidak ada yang jatuh tempo hari ini", "Nothing is due today"),
            t("Lanjutkan dari yang paling dekat tenggatnya.", "Go on with the nearest deadline.").to_owned(),
        ),
    };
    view! { <div class="face"><h2>{head}</h2><p>{text}</p></div> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::{list_view::Place, term::Left};

    fn list(rows: Vec<Row>, filter: &Filter, overdue: i64) -> String {
        let owner = Owner::new();
        owner.set();
        let view = ListView {
            example: "HB-2026-004173-9".into(),
            places: vec![Place {
                key: "hibah".into(),
                name: "Hibah".into(),
                stages: vec![("eva".into(), "Evaluasi".into(), 7), ("tu".into(), "TU".into(), 2)],
            }],
            waiting: 1_284,
            columns: vec![("district".into(), "Kecamatan".into())],
            views: vec![],
            mine: 3,
            held: 0,
            overdue,
            due_today: 0,
            next: (!rows.is_empty()).then(|| "20000.x".to_owned()),
            rows,
            cut: false,
        };
        queue_list("kota-contoh", filter, &view, Some("HB-1")).concat()
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
            worked_by: Some(("Sari Rekaan".into(), false)),
            held_until: None,
            waited: 4,
            beside: vec![("Kecamatan".into(), "Coblong".into())],
            is_over: false,
        };
        let html = list(vec![row("HB-1", -1, true), row("HB-2", 9, false)], &Filter::default(), 1);
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
        let of = |filter: Filter| list(vec![], &filter, 0);
        assert!(of(Filter::default()).contains("Tidak ada yang menunggu Anda"));
        assert!(of(Filter { part: Part::Overdue, ..Filter::default() }).contains("Tidak ada yang lewat waktu"));
        assert!(of(Filter { stage: Some("x".into()), ..Filter::default() }).contains("Tidak ada yang cocok dengan saringan"));
        let sought = Filter { find: "<i>".into(), ..Filter::default() };
        assert!(of(sought.clone()).contains("Tidak ditemukan di meja Anda"));
        assert!(of(Filter { everywhere: true, ..sought }).contains("HB-2026-004173-9"));
    }

    #[test]
    fn a_list_carries_what_it_was_asked() {
        let filter = Filter { service: Some("hibah".into()), find: "anyam".into(), order: Order::Longest, ..Filter::default() };
        let row = Row {
            number: "HB-2".into(),
            organisation: "Sanggar".into(),
            title: String::new(),
            stage: "Evaluasi".into(),
            amount: None,
            left: None,
            waited: 4,
            beside: vec![("Kecamatan".into(), "Coblong".into())],
            is_over: false,
            worked_by: None,
            held_until: Some("4 Desember 2026".into()),
        };
        let html = list(vec![row], &filter, 1);
        assert!(html.contains("/kota-contoh/meja/HB-2?layanan=hibah&amp;cari=anyam&amp;urut=lama"), "{html}");
        assert!(html.contains("ditunda s.d. 4 Desember 2026"), "{html}");
        assert!(html.contains("4 hari kerja di tahap ini") && html.contains("1 berkas cocok"), "{html}");
        // The parts lead out of the search and keep the rest; the form that narrows keeps the search.
        assert!(html.contains("/kota-contoh/meja?saring=lewat&amp;layanan=hibah&amp;urut=lama"), "{html}");
        assert!(html.contains("name=\"cari\" value=\"anyam\"") && html.contains("Evaluasi (7)"), "{html}");
    }
}
