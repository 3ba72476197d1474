//! What officers write beside a case: who is told, who reads it, by what it is found, and that nothing typed is lost on the way.
use crate::{
    browser::{Browser, pairs},
    town::{REGION, Town},
    walk::{Handed, Office, hand_in},
};
use serde_json::{Value, json};

async fn account(town: &Town, token: &str) -> String {
    town.engine.accounts().visitor(Some(token)).await.unwrap().account().unwrap().0.to_string()
}

async fn kinds(town: &Town, handed: &Handed, token: &str) -> Vec<String> {
    let events = town.read(&format!("cases/{}/events", handed.number), Some(token)).await.expect(200);
    events["items"].as_array().unwrap().iter().map(|e| e["kind"].as_str().unwrap().to_owned()).collect()
}

async fn found(town: &Town, token: &str, query: &str) -> usize {
    town.read(&format!("queue?{query}"), Some(token)).await.expect(200)["items"].as_array().unwrap().len()
}

#[tokio::test]
async fn a_note_tells_whom_it_names_and_a_mark_is_found() {
    let town = Town::open().await;
    let (handed, tu, second) = (hand_in(&town, None).await, town.persona("tu").await, town.persona("tu-2").await);
    let page = format!("/{REGION}/meja/{}", handed.number);
    let to = format!("{page}/samping");
    let mut browser = Browser::of(&town, &tu);
    let colleague = account(&town, &second).await;
    let empty = browser.follow(&to, &pairs(&[("samping", "catat"), ("catatan", " "), ("public_note", "Setengah jadi")])).await.text();
    assert!(empty.contains("href=\"#catatan\"") && empty.contains("Setengah jadi"), "{empty}");
    let noted = pairs(&[
        ("samping", "catat"),
        ("catatan", "Telepon dulu ketuanya."),
        ("catatan_sebut", colleague.as_str()),
        ("public_note", "Setengah jadi"),
    ]);
    let shown = browser.follow(&to, &noted).await.text();
    assert!(shown.contains("Telepon dulu ketuanya.") && shown.contains("Setengah jadi"), "{shown}");
    assert!(shown.contains("Petugas TU Kedua"), "whom it names");
    let visitor = town.engine.accounts().visitor(Some(&second)).await.unwrap();
    let told = town.engine.notices().mine(&visitor, 10).await.unwrap();
    assert!(told.len() == 1 && told[0].subject.starts_with(&handed.number) && !told[0].body.contains("Telepon"), "without its words");
    // Who is nobody's officer can't be named, and the applicant hears of none of it.
    let stranger = account(&town, &handed.token).await;
    let refused = browser.follow(&to, &pairs(&[("samping", "catat"), ("catatan", "x"), ("catatan_sebut", stranger.as_str())])).await.text();
    assert!(refused.contains("id=\"kesalahan\""), "{refused}");
    assert_eq!(kinds(&town, &handed, &handed.token).await, ["submitted"]);
    assert_eq!(kinds(&town, &handed, &tu).await, ["submitted", "noted"]);

    assert_eq!(found(&town, &tu, "find=%23sorotan").await, 0);
    let marked = browser.follow(&to, &pairs(&[("samping", "label"), ("label_dipasang", "sorotan")])).await.text();
    let events = town.read(&format!("cases/{}/events", handed.number), Some(&tu)).await.expect(200);
    assert_eq!(events["items"].as_array().unwrap().iter().find(|e| e["kind"] == "labelled").unwrap()["fields"], json!(["+sorotan"]));
    assert!(marked.contains("<span class=\"tag now\">Sorotan publik</span>"), "{marked}");
    assert_eq!((found(&town, &tu, "find=%23sorotan").await, found(&town, &tu, "find=%23cek-lapangan").await), (1, 0));
    browser.follow(&to, &pairs(&[("samping", "label")])).await;
    assert_eq!(found(&town, &tu, "find=%23sorotan").await, 0);

    // A sentence at hand stands behind what was typed.
    let inserted = pairs(&[("samping", "kalimat"), ("kalimat_dipilih", "scan"), ("public_note", "Yth. pemohon.")]);
    let inserted = browser.follow(&to, &inserted).await.text();
    assert!(inserted.contains("Yth. pemohon. Pindaian tidak terbaca."), "{inserted}");
    assert_eq!(town.engine.rebuild(true).await.unwrap(), [] as [String; 0]);
}

#[tokio::test]
async fn what_is_typed_and_not_sent_is_there_again_and_goes_with_the_decision() {
    let town = Town::open().await;
    let (handed, tu, second) = (hand_in(&town, None).await, town.persona("tu").await, town.persona("tu-2").await);
    let page = format!("/{REGION}/meja/{}", handed.number);
    let mut browser = Browser::of(&town, &tu);
    let typed = [("public_note", "Belum selesai <b>"), ("catatan", "Rahasia kami"), ("bagian", "aksi-refuse"), ("seen", "1")];
    assert_eq!(browser.send(&format!("{page}/ketikan"), &typed).await.status, 204);
    let again = browser.open(&page).await.text();
    assert!(again.contains("Belum selesai &lt;b&gt;") && again.contains("Rahasia kami") && again.contains("dikembalikan"), "{again}");
    assert!(!Browser::of(&town, &second).open(&page).await.text().contains("Belum selesai"), "each has their own");
    assert!(Browser::of(&town, &handed.token).send(&format!("{page}/ketikan"), &typed).await.status != 204);

    // What was sent of it is not there again; the rest is.
    browser
        .follow(&format!("{page}/samping"), &pairs(&[("samping", "catat"), ("catatan", "Rahasia kami"), ("public_note", "Belum")]))
        .await;
    let rest = browser.open(&page).await.text();
    assert!(rest.contains(">Belum</textarea>") && !rest.contains(">Rahasia kami</textarea>"), "{rest}");
    let gone = browser.follow(&format!("{page}/ketikan/buang"), &pairs(&[("public_note", "Belum")])).await.text();
    assert!(!gone.contains(">Belum</textarea>") && !gone.contains("dikembalikan"), "{gone}");
    // Boxes that were emptied again leave nothing behind, with whatever section is open.
    browser.send(&format!("{page}/ketikan"), &typed).await;
    browser.send(&format!("{page}/ketikan"), &[("public_note", " "), ("catatan", ""), ("bagian", "aksi-refuse")]).await;
    assert!(!browser.open(&page).await.text().contains("dikembalikan"));

    browser.send(&format!("{page}/ketikan"), &[("catatan", "Untuk nanti"), ("seen", "1")]).await;
    crate::walk::take(&town, &tu, &handed.number, "complete", Value::Null).await;
    // The note to the applicant has no box any more where nothing is decided; the officer's own note has.
    let after = browser.open(&page).await.text();
    assert!(after.contains("id=\"catatan\"") && !after.contains("Untuk nanti"), "it went with the decision: {after}");
}

#[tokio::test]
async fn what_came_back_shows_what_was_typed_last() {
    let town = Town::open().await;
    let (handed, tu, second) = (hand_in(&town, None).await, town.persona("tu").await, town.persona("tu-2").await);
    let page = format!("/{REGION}/meja/{}", handed.number);
    let colleague = account(&town, &second).await;
    let mut browser = Browser::of(&town, &tu);
    let wrong =
        [("samping", "catat"), ("catatan", ""), ("catatan_sebut", &*colleague), ("label_dipasang", "sorotan"), ("public_note", "Satu")];
    let sent = browser.send(&format!("{page}/samping"), &wrong).await;
    let back = sent.header("location").to_owned();
    let refused = browser.open(&back).await.text();
    assert!(refused.contains("id=\"kesalahan\"") && refused.contains(">Satu</textarea>"), "{refused}");
    for ticked in [format!("value=\"{colleague}\" checked"), "value=\"sorotan\" checked".to_owned()] {
        assert!(refused.contains(&ticked), "{ticked} was ticked: {refused}");
    }
    // What was typed since is newer than what came back, on the same address and on the page's own.
    browser.send(&format!("{page}/ketikan"), &[("public_note", "Satu, dua")]).await;
    for address in [&back, &page] {
        let shown = browser.open(address).await.text();
        assert!(shown.contains(">Satu, dua</textarea>"), "{address}: {shown}");
    }
    // What came back is there again without its address too, also where nothing was kept before.
    browser.follow(&format!("{page}/ketikan/buang"), &[]).await;
    browser.send(&format!("{page}/samping"), &wrong).await;
    assert!(browser.open(&page).await.text().contains(">Satu</textarea>"));

    // What somebody sent when their session had ended is theirs once they are back, above what was kept before.
    let mut ended = Browser::new(&town);
    let sent = ended.send(&format!("{page}/samping"), &[("samping", "catat"), ("catatan", ""), ("public_note", "Sesi habis")]).await;
    let to_sign_in = sent.header("location").to_owned();
    let back = to_sign_in.strip_prefix("/masuk?kembali=").unwrap().replace("%3F", "?").replace("%3D", "=").replace("%26", "&");
    for address in [&back, &back, &page] {
        let shown = browser.open(address).await.text();
        assert!(shown.contains(">Sesi habis</textarea>"), "{address}: {shown}");
    }
}

#[tokio::test]
async fn what_the_page_came_with_is_nobodys_typing() {
    let town = Town::open().await;
    let (office, handed) = (Office::open(&town).await, hand_in(&town, None).await);
    let token = loop {
        let list = crate::walk::offers_with(&town, &office, &handed.number, "price_check").await;
        if let Some(token) = list {
            break token;
        }
        crate::walk::step(&town, &office, &handed.number, "advance", Value::Null).await.unwrap();
    };
    let page = format!("/{REGION}/meja/{}", handed.number);
    let mut browser = Browser::of(&town, &token);
    browser.follow(&format!("{page}/samping"), &pairs(&[("samping", "label"), ("label_dipasang", "sorotan")])).await;
    let shown = browser.open(&page).await.text();
    let boxes: Vec<(String, String)> = shown
        .split("<input ")
        .skip(1)
        .filter(|tag| !tag.starts_with("type=\"radio\""))
        .filter_map(|tag| {
            let of = |name: &str| Some(tag.split('>').next()?.split(&format!("{name}=\"")).nth(1)?.split('"').next()?.to_owned());
            Some((of("name")?, of("value")?)).filter(|(name, _)| name.starts_with("captured.price_check"))
        })
        .collect();
    assert!(boxes.iter().any(|(_, value)| !value.is_empty()), "{shown}");
    let kept = async |more: &[(&str, &str)]| {
        let mut all: Vec<(&str, &str)> = boxes.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        all.extend([("label_dipasang", "sorotan"), ("bagian", "aksi-recommend")]);
        all.extend(more);
        Browser::of(&town, &token).send(&format!("{page}/ketikan"), &all).await;
        let visitor = town.engine.accounts().visitor(Some(&token)).await.unwrap();
        let pack = town.pack();
        let state = town.engine.cases().open(&pack, &visitor, &handed.number.parse().unwrap()).await.unwrap().state;
        town.engine.cases().typed(&pack, &visitor, state.id).await.unwrap()
    };
    assert_eq!(kept(&[]).await, std::collections::BTreeMap::new());
    let typed = kept(&[("public_note", "Harga wajar")]).await;
    assert_eq!(typed.into_keys().collect::<Vec<_>>(), ["bagian", "public_note"]);
    // One cell that is another one brings its whole table.
    let (first, _) = &boxes[0];
    let typed = kept(&[(first, "Lain")]).await;
    assert!(boxes.iter().all(|(name, _)| typed.contains_key(name)), "{typed:?}");
}

#[tokio::test]
async fn an_opinion_is_owed_until_it_is_given_and_read_by_those_it_is_for() {
    let town = Town::open().await;
    let office = Office::open(&town).await;
    let handed = hand_in(&town, None).await;
    let (tu, bpka, tapd) = (office.0["tu"].clone(), office.0["ppkd"].clone(), office.0["tapd"].clone());
    let page = format!("/{REGION}/meja/{}", handed.number);
    let to = format!("{page}/samping");
    let mut browser = Browser::of(&town, &tu);
    for (confidential, question) in [("ya", "Pernah menunggak laporan?"), ("", "Sudah pernah menerima hibah?")] {
        // The box of the day is sent empty, as a form does.
        let mut ask = pairs(&[("samping", "tanya"), ("tanya_kepada", "bpka"), ("tanya_isi", question), ("tanya_sampai", "")]);
        if !confidential.is_empty() {
            ask.extend(pairs(&[("tanya_rahasia", confidential)]));
        }
        let asked = browser.follow(&to, &ask).await.text();
        assert!(asked.contains(question), "{asked}");
        assert_eq!((found(&town, &bpka, "find=%3Fbpka&everywhere=true").await, found(&town, &bpka, "").await), (1, 0));

        let mut other = Browser::of(&town, &bpka);
        let shown = other.open(&page).await.text();
        assert!(shown.contains(question) && shown.contains("Kirim pendapat"), "{shown}");
        let version = shown.split("name=\"jawab_").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let stranger = Browser::of(&town, &tapd).open(&page).await.text();
        assert_eq!((stranger.contains(question), stranger.contains("Kirim pendapat")), (confidential.is_empty(), false));

        let (button, name) = (format!("jawab:{version}"), format!("jawab_{version}"));
        let answered = other.follow(&to, &pairs(&[("samping", &button), (&name, "Tidak pernah, menurut catatan kami.")])).await.text();
        assert!(answered.contains("Tidak pernah, menurut catatan kami.") && !answered.contains("Kirim pendapat"), "{answered}");
        assert_eq!(found(&town, &bpka, "find=%3Fbpka&everywhere=true").await, 0);
        // Once more is refused, by the page and by the rule.
        let again = other.follow(&to, &pairs(&[("samping", &button), (&name, "Lagi")])).await.text();
        assert!(again.contains("id=\"kesalahan\"") && !again.contains(">Lagi<"), "{again}");
    }
    // The applicant reads the one that is not confidential; another office reads that the other was asked, and no word of it.
    assert_eq!(kinds(&town, &handed, &handed.token).await, ["submitted", "opinion_asked", "opinion_given"]);
    let events = town.read(&format!("cases/{}/events", handed.number), Some(&tapd)).await.expect(200);
    let notes: Vec<&Value> = events["items"].as_array().unwrap().iter().filter(|e| e["kind"] != "submitted").map(|e| &e["note"]).collect();
    assert!(notes[0].is_null() && notes[1].is_null() && notes[2].is_string() && notes[3].is_string(), "{notes:?}");
    assert!(!town.read(&format!("cases/{}/events", handed.number), Some(&handed.token)).await.text().contains("menunggak"));
    assert_eq!(town.engine.rebuild(true).await.unwrap(), [] as [String; 0]);
}
