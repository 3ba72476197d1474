//! A year's plan: written, returned, mended, agreed; what is done hangs on it; the year is assessed and called by its word. On both
//! databases.
use crate::{
    browser::{Browser, pairs},
    performance::{Says, at, staffed, tell},
    town::Town,
};

fn number_on(page: &str) -> String {
    page.split("pegawai=").find_map(|s| s.get(..18).filter(|n| n.starts_with("199999"))).unwrap().to_owned()
}

/// The first aim's id that a form holds, and the choices of the superior's aims.
fn first_of<'p>(page: &'p str, behind: &str) -> &'p str {
    page.split(behind).nth(1).unwrap_or_else(|| panic!("no {behind}: {page}")).split('"').next().unwrap()
}

/// How many entries the page's first aim has.
fn entries_of(page: &str) -> u32 {
    let before = page.split(" kegiatan, ").next().unwrap();
    before.rsplit('>').next().unwrap().parse().unwrap_or_else(|_| panic!("no entries: {page}"))
}

/// A plan goes from its author to the superior and back, and holds once it is agreed.
pub(crate) async fn planned(town: &Town) {
    staffed(town).await;
    let (clerk, head) = (town.persona("pegawai").await, town.persona("kepegawaian").await);
    let plan = at("/rencana?tahun=2026");
    let own = town.get(&plan, Some(&clerk)).await.says();
    assert!(own.contains("Yang berlaku") && own.contains("Surat, data dan arsip terkelola setiap hari"), "{own}");
    assert!(own.contains("Mendukung: "), "aims serve those of the superior: {own}");
    let (id, serves) = (first_of(&own, "name=\"id-0\" value=\"").to_owned(), first_of(&own, "tidak mendukung").len());
    assert!(serves > 0);
    let theirs = own.split("name=\"mendukung-0\"").nth(1).unwrap().split("<option value=\"").nth(2).unwrap().get(..36).unwrap().to_owned();
    // What is wrong is said at its aim, and what was typed is kept as a draft; what was agreed holds meanwhile.
    let mut of_clerk = Browser::of(town, &clerk);
    let typed = |order: &str, target: &str, deed: &str| {
        pairs(&[
            ("tahun", "2026"),
            ("tindakan", deed),
            ("id-0", &id),
            ("hasil-0", "Surat keluar terbit pada hari yang sama"),
            ("mendukung-0", ""),
            ("perintah-0", order),
            ("aspek-0-0", "waktu"),
            ("ukuran-0-0", "Surat yang terbit dalam sehari"),
            ("target-0-0", target),
            ("satuan-0-0", "surat"),
            ("kode-0", "A01, a05"),
        ])
    };
    let wrong = of_clerk.follow(&at("/rencana"), &typed("", "banyak", "ajukan")).await.says();
    for words in ["Ada 2 yang perlu diperbaiki", "Rencana 1: target harus lebih dari nol", "Rencana 1: pilih rencana atasan yang didukung"]
    {
        assert!(wrong.contains(words), "{words}: {wrong}");
    }
    assert!(
        wrong.contains("value=\"Surat keluar terbit pada hari yang sama\"") && wrong.contains("Surat, data dan arsip terkelola"),
        "{wrong}"
    );
    let put = of_clerk.follow(&at("/rencana"), &typed("800/7/2026", "900", "ajukan")).await.says();
    assert!(put.contains("diajukan kepada atasan") && put.contains("menunggu persetujuan"), "{put}");
    // Neither the author nor a stranger agrees; the superior returns it with a reason, and agrees in the end.
    let (mut of_head, stranger) = (Browser::of(town, &head), town.persona("kasi-izin").await);
    let list = of_head.open(&plan).await.says();
    assert!(list.contains("Rencana bawahan"), "{list}");
    let below = list.split("Rencana bawahan").nth(1).unwrap();
    let name = own.split("<section class=\"card\">").nth(1).unwrap().split("<b>").nth(1).unwrap().split("</b>").next().unwrap().to_owned();
    let number = number_on(below.split(&name).next().unwrap().rsplit("<li").next().unwrap());
    let theirs_page = at(&format!("/rencana?tahun=2026&pegawai={number}"));
    assert_eq!(town.get(&theirs_page, Some(&stranger)).await.status, 404);
    let answer = |deed: &str, why: &str| pairs(&[("tahun", "2026"), ("pegawai", &number), ("tindakan", deed), ("alasan", why)]);
    let own_answer = of_clerk.follow(&at("/rencana"), &answer("setuju", "")).await.says();
    assert!(own_answer.contains("Hanya atasannya"), "{own_answer}");
    let seen = of_head.open(&theirs_page).await.says();
    assert!(seen.contains("Yang diajukan") && seen.contains("Atas perintah: 800/7/2026"), "{seen}");
    assert!(of_head.follow(&at("/rencana"), &answer("kembalikan", "")).await.says().contains("Tulis beberapa kata"));
    of_head.follow(&at("/rencana"), &answer("kembalikan", "Kaitkan dengan rencana seksi")).await;
    let back = of_clerk.open(&plan).await.says();
    assert!(back.contains("Dikembalikan: Kaitkan dengan rencana seksi"), "{back}");
    let mut mended = typed("", "900", "ajukan");
    mended.iter_mut().filter(|(n, _)| n == "mendukung-0").for_each(|(_, v)| v.clone_from(&theirs));
    of_clerk.follow(&at("/rencana"), &mended).await;
    assert!(of_head.follow(&at("/rencana"), &answer("setuju", "")).await.says().contains("Rencana disetujui"));
    let noted = pairs(&[("tahun", "2026"), ("pegawai", &number), ("tindakan", "umpan"), ("umpan", "Surat bulan ini rapi sekali")]);
    of_head.follow(&at("/rencana"), &noted).await;
    let holds = of_clerk.open(&plan).await.says();
    assert!(holds.contains("Surat bulan ini rapi sekali") && !holds.contains("Surat, data dan arsip terkelola"), "{holds}");
    // An activity hangs on the aim that names it; one that no aim names says which, or brings its order.
    let told = |code: &'static str, order: &'static str| {
        [
            ("kode", code),
            ("jumlah", "1"),
            ("uraian", "Surat undangan nomor 005/12"),
            ("hari", "2026-07-06"),
            ("mulai", if code == "A01" { "07:30" } else { "08:10" }),
            ("selesai", if code == "A01" { "08:00" } else { "08:40" }),
            ("perintah", order),
        ]
    };
    let kept = tell(town, &clerk, &at("/catat"), &told("A01", "")).await.says();
    assert!(kept.contains("Kegiatan tersimpan"), "{kept}");
    let entry = crate::performance::entries(&kept).remove(0);
    let seen = town.get(&at(&format!("/catatan/{entry}")), Some(&head)).await.says();
    assert!(seen.contains("Untuk rencana: Surat keluar terbit pada hari yang sama"), "{seen}");
    // From the unit to the person to what they did and what it served.
    let unit = town.get(&at("/organisasi?unit=sekretariat"), Some(&head)).await.says();
    assert!(unit.contains(&format!("/kinerja/pegawai?pegawai={number}")), "{unit}");
    let person = town.get(&at(&format!("/pegawai?pegawai={number}")), Some(&head)).await.says();
    assert!(person.contains("Untuk: Surat keluar terbit pada hari yang sama") && person.contains(&entry), "{person}");
    assert_eq!(town.get(&at(&format!("/pegawai?pegawai={number}")), Some(&stranger)).await.status, 404);
    // The second activity is one that the only aim takes by itself.
    assert!(tell(town, &clerk, &at("/catat"), &told("B04", "")).await.says().contains("Kegiatan tersimpan"));
    let done = of_clerk.open(&plan).await.says();
    assert_eq!(entries_of(&done), entries_of(&holds) + 2, "{done}");
    // Who leads sees which aims nobody serves, and what serves nothing.
    let overseer = town.persona("inspektorat").await;
    let unit = town.get(&at("/organisasi?unit=bidang-izin"), Some(&overseer)).await.says();
    assert!(unit.contains("Tanpa tugas"), "{unit}");
    let mut units: Vec<String> = vec![];
    let top = town.get(&at("/organisasi"), Some(&overseer)).await.says();
    let mut open = vec![top];
    while let Some(page) = open.pop() {
        for key in page.split("/kinerja/organisasi?unit=").skip(1).map(|s| s.split('"').next().unwrap().to_owned()) {
            if !units.contains(&key) {
                open.push(town.get(&at(&format!("/organisasi?unit={key}")), Some(&overseer)).await.says());
                units.push(key);
            }
        }
    }
    let mut lonely = 0;
    for key in &units {
        lonely += usize::from(
            town.get(&at(&format!("/organisasi?unit={key}")), Some(&overseer)).await.says().contains("Rencana tanpa pelaksana"),
        );
    }
    assert!(lonely >= 1, "the demonstration has an aim without anybody");
}

/// In December the superior assesses aim by aim; the matrix gives the word, and a spread beyond the limits has to be explained.
pub(crate) async fn called(town: &Town) {
    staffed(town).await;
    let head = town.persona("kasi-izin").await;
    let of_head = Browser::of(town, &head);
    let list = of_head.open(&at("/rencana?tahun=2026")).await.says();
    let number = number_on(list.split("Rencana bawahan").nth(1).unwrap());
    let theirs = at(&format!("/rencana?tahun=2026&pegawai={number}"));
    let page = of_head.open(&theirs).await.says();
    assert!(page.contains("Penilaian tahun ini dimulai") && !page.contains("Nilai tahun ini"), "{page}");
    town.later(150);
    let (head, signer) = (town.persona("kasi-izin").await, town.persona("sekda").await);
    let mut of_head = Browser::of(town, &head);
    let page = of_head.open(&theirs).await.says();
    let ids: Vec<String> = page.split("name=\"capaian-").skip(1).filter_map(|s| s.get(..36)).map(str::to_owned).collect();
    assert!(!ids.is_empty(), "{page}");
    let assess = |level: &'static str, behaviour: &'static str| {
        let mut all = pairs(&[
            ("tahun", "2026"),
            ("pegawai", &number),
            ("tindakan", "nilai"),
            ("perilaku", behaviour),
            ("alasan", "Semua target terlampaui"),
        ]);
        all.extend(ids.iter().map(|id| (format!("capaian-{id}"), level.to_owned())));
        all
    };
    let without = of_head.follow(&at("/rencana"), &assess("atas", "")).await.says();
    assert!(without.contains("Nilai perilakunya") && without.contains("value=\"atas\" selected"), "what was chosen stays: {without}");
    let done = of_head.follow(&at("/rencana"), &assess("atas", "atas")).await.says();
    assert!(done.contains("Sangat Baik (150 %)"), "{done}");
    let again = of_head.follow(&at("/rencana"), &assess("bawah", "bawah")).await.says();
    assert!(again.contains("Sangat Baik (150 %)"), "for good: {again}");
    let mut of_signer = Browser::of(town, &signer);
    let words = of_signer.open(&at("/predikat?tahun=2026")).await.says();
    assert!(words.contains("Dinas Penanaman Modal") && words.contains("Belum dinilai"), "{words}");
    let agency = first_of(words.split("name=\"agency\"").nth(1).unwrap(), "<option value=\"").to_owned();
    let give = |why: &str| pairs(&[("year", "2026"), ("agency", &agency), ("word", "entah"), ("why", why)]);
    assert!(!of_signer.follow(&at("/predikat"), &give("")).await.says().contains("tersimpan"), "no such word");
    let give = |why: &str| pairs(&[("year", "2026"), ("agency", &agency), ("word", "baik"), ("why", why)]);
    let asked = of_signer.follow(&at("/predikat"), &give("")).await.says();
    assert!(asked.contains("melewati batas"), "{asked}");
    let given = of_signer.follow(&at("/predikat"), &give("Baru satu pegawai yang dinilai")).await.says();
    assert!(given.contains("tersimpan") && given.contains("Baru satu pegawai yang dinilai") && given.contains("harus ada"), "{given}");
    assert_eq!(town.get(&at("/predikat"), Some(&town.persona("pegawai").await)).await.status, 403);
    let keeper = Browser::of(town, &town.persona("kepegawaian").await).follow(&at("/predikat"), &give("Bukan saya")).await.says();
    assert!(!keeper.contains("Bukan saya"), "who keeps months gives no word: {keeper}");
}

#[tokio::test]
async fn a_plan_is_written_agreed_and_hung_on() {
    planned(&Town::open().await).await;
}

#[tokio::test]
async fn a_year_is_assessed_and_called_by_its_word() {
    called(&Town::open().await).await;
}
