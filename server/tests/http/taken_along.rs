//! A desk's list taken along as a file, and the views of it that are kept: what is shown and nothing else, the whole of it or
//! nothing.
use crate::{
    browser::{Browser, pairs},
    town::{REGION, Town},
    walk::hand_in,
};
use engine::DemoPlan;

fn desk() -> String {
    format!("/{REGION}/meja")
}

#[tokio::test]
async fn the_file_has_the_lines_of_the_list_for_those_who_see_it() {
    let town = Town::open().await;
    let (first, second) = (hand_in(&town, None).await, hand_in(&town, None).await);
    let tu = town.persona("tu").await;
    let of = async |kind: &str, query: &str, token: &str| town.get(&format!("{}/ekspor.{kind}{query}", desk()), Some(token)).await;

    let all = of("csv", "?urut=lama", &tu).await;
    assert_eq!((all.status.as_u16(), all.header("cache-control")), (200, "no-store"));
    assert!(all.header("content-disposition").contains(&format!("meja-{REGION}-2026-07-06.csv")), "{}", all.header("content-disposition"));
    let text = all.text();
    let lines: Vec<_> = text.trim().split("\r\n").collect();
    assert!(lines[0].starts_with("\u{feff}Nomor;Pemohon;Kegiatan;"), "{}", lines[0]);
    let has = |number: &str| lines[1..].iter().filter(|line| line.starts_with(&format!("{number};"))).count();
    assert_eq!((lines.len(), has(&first.number), has(&second.number)), (3, 1, 1), "{text}");
    // What is private stays: no line has a number of the kind that a NIK or an account is.
    assert!(!text.contains("9999") && !text.contains("3273017"), "{text}");

    // What narrows the list narrows the file.
    let one = of("csv", &format!("?cari={}", first.number), &tu).await.text();
    assert!(one.contains(&first.number) && !one.contains(&second.number), "{one}");
    assert_eq!(of("csv", "?tahap=elsewhere", &tu).await.text().trim().split("\r\n").count(), 1, "the headings alone");
    assert_eq!(of("csv", "?saring=lewat", &tu).await.text().trim().split("\r\n").count(), 1);

    let book = of("xlsx", "", &tu).await;
    assert_eq!(book.status, 200);
    assert!(book.body.starts_with(b"PK\x03\x04") && book.body.len() > 3_000, "{} bytes", book.body.len());

    // Another desk has lines of its own, and who has no desk has none.
    assert!(!of("csv", "", &town.persona("opd").await).await.text().contains(&first.number));
    for kind in ["csv", "xlsx"] {
        assert_eq!(of(kind, "", &town.persona("pemohon").await).await.status, 403);
        let signed_out = town.get(&format!("{}/ekspor.{kind}?urut=lama", desk()), None).await;
        assert_eq!(signed_out.header("location"), format!("/masuk?kembali={}%3Furut%3Dlama", desk()));
        assert_eq!(town.get(&format!("/kota-tiada/meja/ekspor.{kind}"), Some(&tu)).await.status, 404);
    }
}

#[tokio::test]
async fn a_search_that_found_too_much_is_no_file() {
    let town = Town::open().await;
    town.engine.demo(DemoPlan { seed: 2, cases: 600, region: Some(REGION.to_owned()), ..DemoPlan::default() }).await.unwrap();
    let tu = town.persona("tu").await;
    let query = "?cari=hb&di=semua";
    let page = town.get(&format!("{}{query}", desk()), Some(&tu)).await.text();
    assert!(page.contains("Terlalu banyak yang cocok") && !page.contains("ekspor.csv"), "the page offers no part as the whole");
    for kind in ["csv", "xlsx"] {
        let refused = town.get(&format!("{}/ekspor.{kind}{query}", desk()), Some(&tu)).await;
        assert_eq!((refused.status.as_u16(), refused.header("location")), (303, format!("{}{query}", desk()).as_str()));
    }
    // The whole list, longer than a search shows, is a file.
    let whole = town.get(&format!("{}/ekspor.csv", desk()), Some(&tu)).await;
    let waiting = town.read("queue/counts", Some(&tu)).await.expect(200);
    let lines = whole.text().trim().split("\r\n").count() - 1;
    assert_eq!((whole.status.as_u16(), i64::try_from(lines).ok()), (200, waiting["waiting"].as_i64()), "{waiting}");
}

#[tokio::test]
async fn a_view_is_kept_shared_and_removed_by_its_owner_alone() {
    let town = Town::open().await;
    hand_in(&town, None).await;
    let mut own = Browser::of(&town, &town.persona("tu").await);
    let mut colleague = Browser::of(&town, &town.persona("tu-2").await);
    let stranger = Browser::of(&town, &town.persona("opd").await);
    let (keep, drop) = (format!("{}/tampilan", desk()), format!("{}/tampilan/hapus", desk()));

    let view = ("tampilan", "urut=lama&bukan=apa&kolom=district");
    let unnamed = own.follow(&keep, &pairs(&[view, ("nama", "  ")])).await.text();
    assert!(unnamed.contains("note bad"), "{unnamed}");
    let kept = own.follow(&keep, &pairs(&[view, ("nama", "Terlama kami"), ("bersama", "ya")])).await.text();
    assert!(kept.contains("Tampilan tersimpan: Terlama kami"), "{kept}");
    // What was understood is kept, and not what was sent.
    let address = format!("{}?urut=lama&amp;kolom=district", desk());
    assert!(kept.contains(&format!("href=\"{address}\"")) && !kept.contains("bukan=apa"), "{kept}");
    let query = "?urut=lama&kolom=district";
    let shared = colleague.open(&format!("{}{query}", desk())).await.text();
    assert!(shared.contains("Terlama kami") && !shared.contains("Hapus tampilan ini"), "{shared}");
    assert!(!stranger.open(&format!("{}{query}", desk())).await.text().contains("Terlama kami"));

    let mine = own.open(&format!("{}{query}", desk())).await.text();
    let id = mine.split("tampilan/hapus\"").nth(1).unwrap().split("name=\"id\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let tried = colleague.follow(&drop, &pairs(&[("id", id)])).await.text();
    assert!(tried.contains("note bad") && tried.contains("Terlama kami"), "{tried}");
    let gone = own.follow(&drop, &pairs(&[("id", id)])).await.text();
    assert!(gone.contains("Tampilan dihapus") && !gone.contains("Terlama kami"), "{gone}");
    assert!(Browser::new(&town).send(&keep, &[view, ("nama", "x")]).await.header("location").starts_with("/masuk?kembali="));
}
