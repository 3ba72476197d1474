//! What an officer does on a case proposes itself for their log: taken over with one tap, once, and shown by the case whatever is typed
//! beside it. On both databases.
use crate::{
    browser::{Browser, pairs},
    licences::{ask, assigned},
    performance::{Says, at, entries, staffed, tell},
    town::Town,
    walk::take,
};
use serde_json::json;

fn behind<'p>(page: &'p str, mark: &str) -> &'p str {
    page.split(mark).nth(1).unwrap_or_else(|| panic!("no {mark}: {page}")).split('"').next().unwrap()
}

/// From a return at the counter to an entry that waits for the superior, through a change of the plan that it hangs on.
pub(crate) async fn proposed(town: &Town) {
    staffed(town).await;
    let handed = ask(town, &[("activity", "86201"), ("business_name", "Klinik Contoh Rekaan")], None).await;
    let officer = assigned(town, &handed.number, "verifikator-izin").await;
    let asking = json!({"items": [{"field": "site_picture", "reason": "Buram"}]});
    take(town, &officer, &handed.number, "return", asking).await;
    let day = town.get(&at(""), Some(&officer)).await.says();
    assert!(day.contains("Dari berkas yang Anda kerjakan") && day.contains(&handed.number), "{day}");
    let seq = behind(&day, "name=\"seq\" value=\"").to_owned();
    let tap = pairs(&[("hari", "2026-07-06"), ("seq", &seq)]);
    let mut of_officer = Browser::of(town, &officer);
    let told = of_officer.follow(&at(""), &tap).await.says();
    assert!(told.contains("1 kegiatan tercatat") && !told.contains("Dari berkas yang Anda kerjakan"), "{told}");
    assert!(!of_officer.follow(&at(""), &tap).await.says().contains("1 kegiatan tercatat"), "each act once");
    let page = at(&format!("/catatan/{}", entries(&told)[0]));
    let own = town.get(&page, Some(&officer)).await.says();
    assert!(own.contains("Untuk rencana: Berkas dan layanan") && !own.contains("name=\"kode\""), "{own}");
    // Another activity, more of it and another time can't be told of it.
    let more = [("kode", "A01"), ("jumlah", "9"), ("uraian", "Foto lokasi diminta ulang"), ("hari", "2026-07-03"), ("mulai", "20:00")];
    let mended = tell(town, &officer, &page, &more).await.says();
    assert!(mended.contains("Foto lokasi diminta ulang") && mended.contains("Verifikasi pendaftaran izin"), "{mended}");
    assert!(mended.contains("20 menit dihitung"), "{mended}");
    // The aim goes with an edition of the plan; what hung on it can still be mended, and hangs on what is left.
    let plan = of_officer.open(&at("/rencana?tahun=2026")).await.says();
    let kept = behind(&plan, "name=\"id-1\" value=\"").to_owned();
    let serves = plan.split("name=\"mendukung-1\"").nth(1).unwrap().split("<option value=\"").nth(2).unwrap().get(..36).unwrap().to_owned();
    let edition = pairs(&[
        ("tahun", "2026"),
        ("tindakan", "ajukan"),
        ("id-0", &kept),
        ("hasil-0", "Permohonan izin selesai dalam tiga hari"),
        ("mendukung-0", &serves),
        ("aspek-0-0", "waktu"),
        ("ukuran-0-0", "Permohonan yang selesai tepat waktu"),
    ]);
    let put = of_officer.follow(&at("/rencana"), &edition).await.says();
    assert!(put.contains("diajukan kepada atasan"), "{put}");
    let name = put.split("<section class=\"card\">").nth(1).unwrap().split("<b>").nth(1).unwrap().split("</b>").next().unwrap().to_owned();
    let mut of_head = Browser::of(town, &town.persona("kasi-izin").await);
    let list = of_head.open(&at("/rencana?tahun=2026")).await.says();
    let below = list.split("Rencana bawahan").nth(1).unwrap().split(&format!(">{name}<")).next().unwrap();
    let number = below.rsplit("pegawai=").next().unwrap().get(..18).unwrap().to_owned();
    let agree = pairs(&[("tahun", "2026"), ("pegawai", &number), ("tindakan", "setuju")]);
    assert!(of_head.follow(&at("/rencana"), &agree).await.says().contains("Rencana disetujui"));
    let mended = tell(town, &officer, &page, &[("uraian", "Foto lokasi sudah diminta ulang")]).await.says();
    assert!(mended.contains("Kegiatan tersimpan"), "{mended}");
    let own = town.get(&page, Some(&officer)).await.says();
    assert!(own.contains("Untuk rencana: Permohonan izin selesai dalam tiga hari"), "{own}");
}

#[tokio::test]
async fn what_was_done_on_a_case_proposes_itself() {
    proposed(&Town::open().await).await;
}
