//! A figure that everyone reads and the list behind it are the same cases, over HTTP, page by page, also after an approval,
//! a refusal and a payment in between.
use crate::{
    lists,
    town::{REGION, Town},
    walk::{Office, hand_in, take},
    whole::{Desks, TO_DECREE, TO_EVALUATION},
};
use engine::DemoPlan;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The parts of a text between two marks, each time.
pub(crate) fn between<'t>(text: &'t str, from: &str, to: &str) -> Vec<&'t str> {
    text.split(from).skip(1).filter_map(|rest| rest.split_once(to).map(|(inside, _)| inside)).collect()
}

/// A text of a page without its tags and with its entities read.
pub(crate) fn bare(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => text.push(c),
            _ => {}
        }
    }
    text.replace("&amp;", "&").replace('\u{a0}', " ")
}

fn digits(text: &str) -> i64 {
    text.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0)
}

/// A figure's link: address, rupiah, cases.
type Figure = (String, i64, i64);

/// All figures of a page that are links.
pub(crate) fn figures(page: &str) -> Vec<Figure> {
    links(page)
        .into_iter()
        .filter(|link| link.class == "figure")
        .map(|link| {
            let (rupiah, cases) = link.inside.split_once("<span class=\"small block\">").unwrap();
            (link.href, digits(&bare(rupiah)), digits(&bare(cases)))
        })
        .collect()
}

/// A link of a page.
pub(crate) struct Link {
    pub(crate) href: String,
    pub(crate) class: String,
    pub(crate) inside: String,
}

/// All links of a page, those of its drawings too.
pub(crate) fn links(page: &str) -> Vec<Link> {
    let attribute = |tag: &str, name: &str| {
        between(tag, &format!(" {name}=\""), "\"").first().map(|value| value.replace("&amp;", "&")).unwrap_or_default()
    };
    between(page, "<a", "</a>")
        .into_iter()
        .filter_map(|link| link.split_once('>'))
        .map(|(tag, inside)| Link { href: attribute(tag, "href"), class: attribute(tag, "class"), inside: inside.to_owned() })
        .collect()
}

/// The list's cases: the rupiah in the column that the figure adds up, and how many, over all its pages.
pub(crate) async fn whole_list(town: &Town, href: &str) -> (i64, i64) {
    let hasil = between(&format!("{href}&"), "hasil=", "&").first().map(|s| (*s).to_owned()).unwrap_or_default();
    let (mut cases, mut rupiah, mut next) = (0, 0, Some(href.to_owned()));
    let mut said = None;
    while let Some(at) = next {
        let page = town.get(&at, None).await;
        assert_eq!(page.status, 200, "{at}");
        let page = page.text();
        said = said.or_else(|| {
            let (cases, rupiah) = between(&page, "id=\"jumlah\">", "</p>").first()?.split_once('·')?;
            Some((digits(&bare(rupiah)), digits(&bare(cases))))
        });
        let body = between(&page, "<tbody>", "</tbody>").first().copied().unwrap_or_default().to_owned();
        for row in between(&body, "<tr>", "</tr>") {
            let cell = |label: &str| between(row, &format!("data-label=\"{label}\""), "</td>")[0].split_once('>').unwrap().1.to_owned();
            let used = cell("Disetujui");
            let (approved, used) = used.split_once("<span class=\"small block\">").unwrap_or((&used, ""));
            cases += 1;
            rupiah += match hasil.as_str() {
                "disetujui" => digits(&bare(approved)),
                "dibayar" | "dilaporkan" => {
                    let line = used.split("<span class=\"small block\">").find(|line| line.starts_with(&hasil)).unwrap();
                    digits(&bare(line))
                }
                _ => digits(&bare(&cell("Diajukan"))),
            };
        }
        next = links(&page).into_iter().find(|link| link.href.contains("mulai=")).map(|link| link.href);
    }
    // Whoever comes from a figure reads it above the list too.
    let narrowed = ["hasil=", "dinas=", "kecamatan=", "tahun="].iter().any(|word| href.contains(word));
    assert_eq!(said, (narrowed && !href.contains("cari=") && !href.contains("tahap=")).then_some((rupiah, cases)), "{href}");
    (rupiah, cases)
}

/// Every figure on a page of statistics is its list.
async fn agree(town: &Town, page: &str) -> BTreeSet<Figure> {
    let answer = town.get(page, None).await;
    assert_eq!(answer.status, 200, "{page}");
    let found: BTreeSet<Figure> = figures(&answer.text()).into_iter().collect();
    for (href, rupiah, cases) in &found {
        assert_eq!(whole_list(town, href).await, (*rupiah, *cases), "{href} on {page}");
    }
    found
}

#[tokio::test]
async fn every_figure_is_its_list_through_approval_refusal_and_payment() {
    let town = &Town::open().await;
    town.engine.demo(DemoPlan { seed: 4, cases: 160, region: Some(REGION.to_owned()), ..DemoPlan::default() }).await.unwrap();
    let page = format!("/{REGION}/hibah/statistik");
    let before = agree(town, &page).await;
    assert!(before.iter().any(|(href, ..)| href.contains("hasil=dilaporkan") && href.contains("dinas=")), "{before:?}");
    for kind in ["disetujui", "dibayar", "dilaporkan", "ditolak"] {
        let total = before.iter().find(|(href, ..)| *href == format!("/{REGION}/hibah?hasil={kind}"));
        assert!(total.is_some_and(|(_, rupiah, cases)| *rupiah > 0 && *cases > 1), "{kind}: {before:?}");
    }
    let all = |figures: &BTreeSet<Figure>, kind: &str| {
        let href = if kind.is_empty() { format!("/{REGION}/hibah") } else { format!("/{REGION}/hibah?hasil={kind}") };
        figures.iter().find(|(h, ..)| *h == href).map_or((0, 0), |(_, rupiah, cases)| (*rupiah, *cases))
    };

    let desks = Desks(Office::open(town).await);
    lists::fund(town, &desks.0).await;
    let (paid, refused) = (hand_in(town, None).await, hand_in(town, None).await);
    take(town, &desks.0.0["tu"], &refused.number, "refuse", json!({"reason": "not_recommended"})).await;
    for (role, action) in TO_EVALUATION.into_iter().chain(TO_DECREE) {
        desks.take(town, &paid.number, role, action).await;
    }
    let approved = agree(town, &page).await;
    assert_eq!(all(&approved, "").1, all(&before, "").1 + 2);
    assert_eq!(all(&approved, "ditolak").1, all(&before, "ditolak").1 + 1);
    assert_eq!(all(&approved, "disetujui").1, all(&before, "disetujui").1 + 1);
    assert_eq!(all(&approved, "dibayar"), all(&before, "dibayar"));

    take(town, &paid.token, &paid.number, "request_payment", Value::Null).await;
    desks.take(town, &paid.number, "ppkd", "sign").await;
    desks.pay(town, &paid.number).await;
    let after = agree(town, &page).await;
    assert_eq!(all(&after, "dibayar").1, all(&before, "dibayar").1 + 1);
    assert!(all(&after, "dibayar").0 > all(&before, "dibayar").0);
    take(town, &paid.token, &paid.number, "confirm_received", Value::Null).await;
    take(town, &paid.token, &paid.number, "submit_report", Value::Null).await;
    assert_eq!(all(&agree(town, &page).await, "dilaporkan").1, all(&before, "dilaporkan").1 + 1);
    assert_eq!(town.engine.rebuild(true).await.unwrap(), [] as [String; 0]);

    // One year, one agency, and the cases that no agency is in charge of yet.
    agree(town, &format!("{page}?tahun=2026")).await;
    let agencies: BTreeSet<String> =
        before.iter().filter_map(|(href, ..)| between(&format!("{href}&"), "dinas=", "&").first().map(|s| (*s).to_owned())).collect();
    for agency in agencies.iter().take(2) {
        let of_agency = agree(town, &format!("{page}?dinas={agency}")).await;
        assert!(of_agency.iter().all(|(href, ..)| href.contains(&format!("dinas={agency}"))), "{of_agency:?}");
    }
    for service in ["hibah-barang", "bansos", "bansos-mendesak"] {
        agree(town, &format!("/{REGION}/{service}/statistik")).await;
    }
    agree(town, &format!("/{REGION}/statistik")).await;
}

#[tokio::test]
async fn the_table_is_there_for_spreadsheets() {
    let town = &Town::open().await;
    town.engine.demo(DemoPlan { seed: 4, cases: 40, region: Some(REGION.to_owned()), ..DemoPlan::default() }).await.unwrap();
    let answer = town.get(&format!("/{REGION}/hibah/statistik.csv"), None).await;
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "text/csv; charset=utf-8"));
    assert!(answer.header("content-disposition").contains("statistik-kota-bandung-hibah.csv"));
    let text = answer.text();
    assert!(text.starts_with("\u{feff}Kelompok;Nama;Diajukan (jumlah pengajuan);Diajukan (Rp);"), "{text}");
    let row = text.lines().find(|line| line.starts_with("Tahun;")).unwrap();
    let cells: Vec<&str> = row.split(';').collect();
    let (year, cases, rupiah) = (cells[1], digits(cells[2]), digits(cells[3]));
    assert_eq!(whole_list(town, &format!("/{REGION}/hibah?tahun={year}")).await, (rupiah, cases));
    assert_eq!(town.get(&format!("/{REGION}/tidak-ada/statistik.csv"), None).await.status, 404);
    assert_eq!(town.get(&format!("/{REGION}/tidak-ada/statistik"), None).await.status, 404);
}

#[tokio::test]
async fn each_district_of_the_map_is_its_list() {
    let town = &Town::open().await;
    town.engine.demo(DemoPlan { seed: 9, cases: 60, region: Some(REGION.to_owned()), ..DemoPlan::default() }).await.unwrap();
    let page = format!("/{REGION}/hibah/peta");
    agree(town, &page).await;
    for (address, measured) in [(page.clone(), "disetujui Rp "), (format!("{page}?tahun=2026&ukur=pengajuan"), "dari semua ")] {
        let html = town.get(&address, None).await.text();
        let drawing = between(&html, "<svg", "</svg>")[0].to_owned();
        let cells = between(&drawing, "<a ", "</a>");
        assert_eq!(cells.len(), town.pack().districts.len(), "{drawing}");
        let mut some = 0;
        for cell in cells {
            let href = between(cell, "href=\"", "\"")[0].replace("&amp;", "&");
            let said = between(cell, "aria-label=\"", "\"")[0].replace('\u{a0}', " ");
            let figure = digits(between(&format!("{said} "), measured, " ")[0]);
            let (rupiah, cases) = whole_list(town, &href).await;
            assert_eq!(figure, if address == page { rupiah } else { cases }, "{href}: {said}");
            some += i64::from(figure > 0);
        }
        assert!(some > 3, "{address}");
    }
}
