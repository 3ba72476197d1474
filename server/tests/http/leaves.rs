//! Papers as pictures: drawn by the server page by page, for whoever may open the paper itself.
use crate::{
    closer::{looks, with_file},
    town::{REGION, Town},
    walk::Office,
};

/// Width and height of a PNG.
fn size(png: &[u8]) -> (u32, u32) {
    let at = |from: usize| u32::from_be_bytes(png[from..from + 4].try_into().unwrap());
    assert_eq!(&png[1..4], b"PNG");
    (at(16), at(20))
}

#[tokio::test]
async fn a_page_is_drawn_turned_and_as_wide_as_asked_for() {
    let town = Town::open().await;
    let office = Office::open(&town).await;
    let (number, deed) = with_file(&town, &office, "deed").await;
    let leaf = async |rest: &str| town.get(&format!("/{REGION}/berkas/{number}/{deed}/{rest}"), Some(&office.0["tapd"])).await;
    let usual = leaf("1").await;
    assert_eq!((usual.status.as_u16(), usual.header("content-type")), (200, "image/png"));
    assert_eq!(usual.header("cache-control"), "private, no-store");
    // The filler's page is as wide as tall.
    assert_eq!(size(&usual.body), (1_100, 1_100));
    assert_eq!(size(&leaf("1?lebar=400&putar=90").await.body), (400, 400));
    // Narrower or wider than is sensible is brought within it; nonsense is an error and not a crash.
    assert_eq!(size(&leaf("1?lebar=1").await.body), (200, 200));
    assert_eq!(size(&leaf("1?lebar=99999").await.body), (3_000, 3_000));
    for (page, status) in [("2", 404), ("0", 404), ("x", 404), ("1?lebar=-1", 400)] {
        assert_eq!(leaf(page).await.status.as_u16(), status, "{page}");
    }
    assert_eq!(town.get(&format!("/{REGION}/berkas/{number}/{deed}/1"), None).await.status, 404);
}

#[tokio::test]
async fn a_page_with_personal_data_is_for_whoever_holds_the_case_and_recorded_once() {
    let town = Town::open().await;
    let office = Office::open(&town).await;
    let (number, card) = with_file(&town, &office, "identity_cards").await;
    let leaf = format!("/{REGION}/berkas/{number}/{card}/1");
    let page = format!("/{REGION}/meja/{number}/lembar?kiri={card}.identity_cards");
    let looks = async || looks(&town, &office, &number).await;
    assert_eq!(town.get(&leaf, Some(&office.0["tapd"])).await.status, 403);
    let closed = town.get(&page, Some(&office.0["tapd"])).await.text();
    assert!(closed.contains("Hanya petugas yang sedang memegang") && !closed.contains("/berkas/"), "{closed}");
    assert_eq!(looks().await, 0);
    for _ in 0..2 {
        let open = town.get(&page, Some(&office.0["tu"])).await.text();
        assert!(open.contains(&format!("{leaf}?lebar=1100&amp;putar=0")), "{open}");
        assert_eq!(town.get(&leaf, Some(&office.0["tu"])).await.status, 200);
    }
    assert_eq!(looks().await, 1);
}

#[tokio::test]
async fn two_papers_lie_beside_each_other_and_only_we_frame_them() {
    let town = Town::open().await;
    let office = Office::open(&town).await;
    let (number, deed) = with_file(&town, &office, "deed").await;
    let case = town.read(&format!("cases/{number}"), Some(&office.0["tu"])).await.expect(200);
    let open = |d: &&serde_json::Value| d["slot"] != "deed" && d["private"] != true;
    let other = case["documents"].as_array().unwrap().iter().rfind(open).unwrap();
    let (hash, slot) = (other["hash"].as_str().unwrap(), other["slot"].as_str().unwrap());
    let page = format!("/{REGION}/meja/{number}/lembar?kiri={deed}.deed&kanan={hash}.{slot}&besar2=200&putar2=180");
    let answer = town.get(&page, Some(&office.0["tu"])).await;
    let text = answer.text();
    for source in [
        format!("/{REGION}/berkas/{number}/{deed}/1?lebar=1100&amp;putar=0"),
        format!("/{REGION}/berkas/{number}/{hash}/1?lebar=2200&amp;putar=180"),
    ] {
        assert!(text.contains(&source), "{source}: {text}");
    }
    assert!(answer.header("content-security-policy").contains("frame-ancestors 'self'"), "{}", answer.header("content-security-policy"));
    let case = town.get(&format!("/{REGION}/meja/{number}?dokumen={deed}"), Some(&office.0["tu"])).await;
    assert!(case.text().contains(&format!("src=\"/{REGION}/meja/{number}/lembar?kiri={deed}.deed\"")), "{}", case.text());
    assert!(case.header("content-security-policy").contains("frame-ancestors 'none'"));
    // A paper that the case has not, and a case that is not there.
    for missing in [format!("/{REGION}/meja/{number}/lembar?kiri=abc.deed"), format!("/{REGION}/meja/XX-1/lembar")] {
        assert_eq!(town.get(&missing, Some(&office.0["tu"])).await.status, 404, "{missing}");
    }
}
