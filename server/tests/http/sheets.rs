//! A week of one's own log from a spreadsheet. On both databases.
use crate::{
    browser::Browser,
    performance::{Says, at, entries, staffed, tell},
    town::Town,
};

/// A week from a sheet: looked at first as if each line were entered behind those above it, entered whole or not at all, and never more
/// than somebody does.
pub(crate) async fn from_a_table(town: &Town) {
    staffed(town).await;
    let clerk = town.persona("pegawai").await;
    let post = async |table: &str| {
        let of = Browser::of(town, &clerk);
        of.send_parts(&at("/tabel"), &[("tindakan", "periksa")], &[("tabel", "a.csv", "text/csv", table.as_bytes())]).await.says()
    };
    let head = "tanggal;mulai;selesai;kode;jumlah;uraian;surat_perintah\n";
    let wrong = post(&format!(
        "{head}2026-07-06;07:30;08:40;A01;2;Undangan rapat nomor 005/12;\n2026-07-06;08:30;09:00;A01;1;Undangan lain nomor 006;\n2026-07-06;;;A05;tiga;Surat masuk nomor agenda 11;\n2026-07-07;07:30;08:00;A01;1;Undangan besok nomor 007;\n"
    ))
    .await;
    for words in [
        "tidak ada yang disimpan",
        "Baris 3: Bertumpuk dengan kegiatan lain pukul 07.30–08.40",
        "Baris 4: jumlah: \"tiga\" tidak terbaca",
        "Baris 5: ",
    ] {
        assert!(wrong.contains(words), "{words}: {wrong}");
    }
    let flood: String = (0..3_000).map(|n| format!("2026-07-06;;;A05;1;Surat masuk nomor agenda {n};\n")).collect();
    let refused = post(&format!("{head}{flood}")).await;
    assert!(refused.contains("paling banyak 400 baris"), "{refused}");
    let none = town.get(&at(""), Some(&clerk)).await.says();
    assert!(none.contains("Belum ada kegiatan tercatat"), "nothing was kept of either: {none}");
    let looked = post(&format!(
        "{head}2026-07-06;07:30;08:40;A01;2;Undangan rapat nomor 005/12;\n2026-07-06;;;A05;3;Surat masuk nomor agenda 11-13;\n"
    ))
    .await;
    assert!(looked.contains("Hasil pemeriksaan") && looked.contains("08.40–08.55"), "the second stands behind the first: {looked}");
    assert!(town.get(&at(""), Some(&clerk)).await.says().contains("Belum ada kegiatan tercatat"), "looking enters nothing");
    let kept = looked.split("name=\"isi\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let taken = tell(town, &clerk, &at("/tabel"), &[("isi", &kept), ("tindakan", "ambil")]).await.says();
    assert!(taken.contains("Tersimpan dan menunggu atasan"), "{taken}");
    let again = tell(town, &clerk, &at("/tabel"), &[("isi", &kept), ("tindakan", "ambil")]).await.says();
    assert!(again.contains("Bertumpuk"), "twice is once: {again}");
    assert_eq!(entries(&town.get(&at(""), Some(&clerk)).await.says()).len(), 2);
    let table = town.get(&at("/tabel.csv?bulan=2026-07"), Some(&clerk)).await.text();
    assert!(table.contains("2026-07-06;07:30;08:40;A01;2;Undangan rapat nomor 005/12;"), "it comes back as it went in: {table}");
    assert_eq!(town.get(&at("/tabel"), Some(&town.persona("pemohon").await)).await.status, 403);
    assert_eq!(town.get(&at("/tabel"), None).await.status, 401);
}

#[tokio::test]
async fn a_week_comes_from_a_table() {
    from_a_table(&Town::open().await).await;
}
