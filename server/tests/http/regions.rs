//! Nine regions side by side in one installation, each from its pack: its own names, hands and words, and nobody else's cases.
use crate::{
    performance::Says,
    town::{Town, all_packs},
};
use engine::DemoPlan;
use std::collections::BTreeSet;

/// Addresses that every region answers.
const PAGES: [&str; 8] =
    ["", "/hibah", "/hibah/aturan", "/hibah/statistik", "/hibah/peta", "/izin", "/izin/daftar", "/transparansi/layanan"];

#[tokio::test(flavor = "multi_thread")]
async fn every_region_runs_beside_the_others() {
    let town = Town::with(|config| config.packs = all_packs()).await;
    let packs: Vec<_> = town.engine.packs().all();
    assert_eq!(packs.len(), 9);
    town.engine.demo(DemoPlan { seed: 3, cases: 24, elsewhere: 24, ..DemoPlan::default() }).await.unwrap();
    assert!(town.engine.strays().await.unwrap().is_empty());
    let mut numbers = BTreeSet::new();
    for pack in &packs {
        let slug = &pack.region.slug;
        for page in PAGES {
            let answer = town.get(&format!("/{slug}{page}"), None).await;
            assert_eq!(answer.status.as_u16(), 200, "{slug}{page}");
            assert!(answer.says().contains(&pack.region.name), "{slug}{page} names its region");
        }
        // Its registry sees its own cases and no other region's.
        let token = town.persona_of(slug.as_str(), "tu").await;
        let queue = town.get(&format!("/api/v1/{slug}/queue"), Some(&token)).await;
        assert_eq!(queue.status.as_u16(), 200, "{slug}: {}", queue.text());
        let own = town.get(&format!("/{slug}/hibah"), None).await.says();
        assert!(own.contains("HB-"), "{slug} has cases: {own}");
        for other in packs.iter().filter(|other| other.region.slug != *slug) {
            let theirs = town.get(&format!("/api/v1/{}/queue", other.region.slug), Some(&token)).await;
            assert_eq!(theirs.status.as_u16(), 403, "{slug} looks into {}", other.region.slug);
        }
        assert!(numbers.insert(pack.code().clone()));
    }
    assert_eq!(town.engine.rebuild(true).await.unwrap(), Vec::<String>::new(), "what was made for nine regions holds");
}

#[tokio::test]
async fn what_differs_between_regions_is_on_their_pages() {
    let town = Town::with(|config| config.packs = all_packs()).await;
    let page = async |path: &str| town.get(path, None).await.says();
    // The name, and who looks at the amount.
    let sabakota = page("/kota-tangerang/hibah/aturan").await;
    assert!(sabakota.contains("Sabakota") && sabakota.contains("Reviu jumlah oleh Inspektorat"), "{sabakota}");
    assert!(!sabakota.contains("Pembahasan Tim Pertimbangan"));
    assert!(page("/kota-bandung/hibah/aturan").await.contains("Pembahasan Tim Pertimbangan"));
    // A window of its own: closed on the sixth of July, and when it opens again.
    let open = page("/kab-serang/hibah/aturan").await;
    assert!(open.contains("Serang Open") && open.contains("15 Januari 2027"), "{open}");
    // Licences that only one region gives, and a step that another has not.
    let builders = page("/kab-tangerang/izin-jasa-konstruksi/aturan").await;
    assert!(builders.contains("SIPINTER") && builders.contains("Izin Usaha Jasa Konstruksi"), "{builders}");
    assert_eq!(town.get("/kota-bandung/izin-jasa-konstruksi/aturan", None).await.status.as_u16(), 404);
    assert!(!page("/kota-cilegon/izin-gudang/aturan").await.contains("Rekomendasi teknis"));
    // An article of another region's is marked as such, and is no mark where it is one's own.
    assert!(page("/kota-serang/hibah/aturan").await.contains("belum diatur di daerah ini; contoh: Perwal Kota Bandung"));
    assert!(!page("/kota-bandung/hibah/aturan").await.contains("belum diatur di daerah ini"));
    // A province counts regencies and cities.
    assert!(page("/prov-banten/hibah/peta").await.contains("Kabupaten Lebak"));
}

#[tokio::test]
async fn an_administrator_sees_where_the_rules_come_from_and_where_the_cases_are() {
    let town = Town::open().await;
    town.engine.demo(DemoPlan { seed: 5, cases: 150, region: Some(crate::town::REGION.to_owned()), ..DemoPlan::default() }).await.unwrap();
    let (admin, registry) = (town.persona("admin").await, town.persona("tu").await);
    let home = town.get("/kota-bandung/kelola", Some(&admin)).await.says();
    assert!(home.contains("Perwal Kota Bandung") && home.contains("Sabilulungan") && home.contains("milik daerah ini"), "{home}");
    let flow = town.get("/kota-bandung/kelola/alur/hibah-uang", Some(&admin)).await.says();
    assert!(flow.contains("<svg") && flow.contains("Evaluasi dan rekomendasi OPD") && flow.contains("14 hari kerja"), "{flow}");
    // Each number is that of the list behind it.
    let rows: Vec<&str> = flow.split("href=\"/kota-bandung/komando/daftar?").skip(1).collect();
    assert!(rows.len() > 2, "cases stand at several stages");
    for row in rows {
        let (query, rest) = row.split_once('"').unwrap();
        let shown: usize = rest.split_once('>').unwrap().1.split('<').next().unwrap().replace('.', "").parse().unwrap();
        let list = town.get(&format!("/kota-bandung/komando/daftar?{}", query.replace("&amp;", "&")), Some(&admin)).await.says();
        assert_eq!(list.matches("<th scope=\"row\">").count(), shown, "{query}");
    }
    assert_eq!(town.get("/kota-bandung/kelola", Some(&registry)).await.status.as_u16(), 403);
    assert_eq!(town.get("/kota-bandung/kelola/alur/tidak-ada", Some(&admin)).await.status.as_u16(), 404);
}
