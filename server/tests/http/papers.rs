//! Documents that offices issue: each with its event, for whom it is, genuine or not, and as it was when it was issued.
use crate::{
    town::{REGION, Town, lens, multipart},
    walk::{Office, hand_in, take},
    whole::{Desks, TO_DECREE, TO_EVALUATION},
};
use axum::body::Body;
use domain::{number::SerialNumber, pack::Signatory, words::Lang};
use engine::{
    Engine, Settings, Signer,
    papers::{About, SignFault},
};
use http::{Request, header};
use press::TypstPress;
use serde_json::{Value, json};
use server::real::{RealClock, RealDice};
use std::{fs, path::Path, sync::Arc};

/// The documents of a case for whoever has this session, as kind and number, the oldest first.
async fn papers(town: &Town, number: &str, token: Option<&str>) -> Vec<(String, String, bool)> {
    let list = town.read(&format!("cases/{number}/documents"), token).await.expect(200);
    let text = |v: &Value| v.as_str().unwrap().to_owned();
    list["items"].as_array().unwrap().iter().map(|p| (text(&p["kind"]), text(&p["number"]), p["ended"] == true)).collect()
}

fn of_kind<'p>(papers: &'p [(String, String, bool)], kind: &str) -> &'p (String, String, bool) {
    papers.iter().rev().find(|(k, ..)| k == kind).unwrap_or_else(|| panic!("{kind} in {papers:?}"))
}

async fn pdf(town: &Town, serial: &str, token: Option<&str>) -> (u16, Vec<u8>) {
    let answer = town.get(&format!("/{REGION}/dokumen/{serial}.pdf"), token).await;
    (answer.status.as_u16(), answer.body.to_vec())
}

async fn page(town: &Town, serial: &str) -> (u16, String) {
    let answer = town.get(&format!("/{REGION}/verifikasi/{serial}"), None).await;
    (answer.status.as_u16(), answer.text())
}

/// Sends a file to be compared, and reads the page that follows.
pub(crate) async fn compared(town: &Town, serial: &str, bytes: &[u8]) -> String {
    let (kind, body) = multipart("berkas", "dokumen.pdf", bytes);
    let request = Request::post(format!("/{REGION}/verifikasi/{serial}/bandingkan"))
        .header(header::ACCEPT, "text/html")
        .header(header::CONTENT_TYPE, kind)
        .header("sec-fetch-site", "same-origin");
    let answer = town.ask(request.body(Body::from(body)).unwrap()).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let to = answer.header("location").split('#').next().unwrap().to_owned();
    town.get(&to, None).await.text()
}

#[tokio::test]
async fn a_receipt_is_issued_with_the_case_and_is_its_owners() {
    let town = &Town::open().await;
    let handed = hand_in(town, None).await;
    let own = Some(handed.token.as_str());
    let all = papers(town, &handed.number, own).await;
    let (kind, serial, _) = &all[0];
    assert_eq!((all.len(), kind.as_str()), (1, "tanda-terima"));
    assert!(serial.starts_with("TT3273-2026-"), "{serial}");

    let (status, first) = pdf(town, serial, own).await;
    assert_eq!((status, &first[..5]), (200, b"%PDF-".as_slice()));
    assert_eq!(pdf(town, serial, own).await.1, first, "printed once");
    let answer = town.get(&format!("/{REGION}/dokumen/{serial}.pdf"), own).await;
    assert_eq!((answer.header("content-type"), answer.header("cache-control")), ("application/pdf", "private, no-store"));

    // Officers read it too; nobody else does, and nobody else sees that it is there.
    let office = Office::open(town).await;
    assert_eq!(pdf(town, serial, Some(&office.0["tu"])).await.0, 200);
    assert_eq!(pdf(town, serial, None).await.0, 404);
    assert_eq!(pdf(town, serial, Some(&town.persona("pemohon").await)).await.0, 404, "another citizen");
    assert_eq!(papers(town, &handed.number, None).await, []);
    for wrong in ["TT3273-2026-0000001-0", "x", "TT36-2026-0000412-1"] {
        assert_eq!(pdf(town, wrong, own).await.0, 404, "{wrong}");
    }

    // Its owner finds it where they look.
    for path in ["", "/tanda-terima"] {
        let page = town.get(&format!("/{REGION}/lacak/{}{path}", handed.number), own).await.text();
        assert!(page.contains(&format!("/{REGION}/dokumen/{serial}.pdf")), "{path}: {page}");
    }
    let desk = town.get(&format!("/{REGION}/meja/{}", handed.number), Some(&office.0["tu"])).await.text();
    assert!(desk.contains(&format!("/{REGION}/dokumen/{serial}.pdf")), "{desk}");
}

#[tokio::test]
async fn anybody_checks_a_document_by_its_number() {
    let town = &Town::open().await;
    let handed = hand_in(town, None).await;
    let serial = papers(town, &handed.number, Some(&handed.token)).await[0].1.clone();
    let (status, genuine) = page(town, &serial).await;
    assert_eq!(status, 200);
    for words in ["Dokumen ini asli", "Tanda Terima Pengajuan", &handed.number, "belum tersertifikasi", "Bandingkan"] {
        assert!(genuine.contains(words), "{words} in {genuine}");
    }
    assert!(!genuine.contains("tidak berlaku lagi") && !genuine.contains(&format!("/dokumen/{serial}")), "private: no link to the PDF");
    assert!(!genuine.contains("<script type=\"module\""), "it works without scripts");

    // However it was typed, from a form; a slip is told from what was never issued.
    let typed = serial.to_lowercase().replace('-', "%20");
    let answer = town.get(&format!("/{REGION}/verifikasi/cari?nomor={typed}"), None).await;
    assert_eq!(answer.header("location"), format!("/{REGION}/verifikasi/{serial}"));
    let slip = serial.replacen("2026", "2025", 1);
    let (status, words) = page(town, &slip).await;
    assert_eq!(status, 422);
    assert!(words.contains("salah ketik") && words.contains(&slip), "{words}");
    assert_eq!(page(town, "bukan-nomor").await.0, 422);
    let never = SerialNumber::new("TT", &"32.73".parse().unwrap(), 2026, 7_777_777).unwrap().to_string();
    let (status, words) = page(town, &never).await;
    assert_eq!(status, 404);
    assert!(words.contains("tidak kami terbitkan"), "{words}");
    assert_eq!(page(town, "TT36-2026-0000412-1").await.0, 404, "another government's");
    let empty = town.get(&format!("/{REGION}/verifikasi"), None).await;
    assert!(empty.status == 200 && empty.text().contains("Nomor dokumen"));

    let file = pdf(town, &serial, Some(&handed.token)).await.1;
    assert!(compared(town, &serial, &file).await.contains("Sama. Berkas Anda persis"));
    let mut altered = file.clone();
    *altered.last_mut().unwrap() ^= 1;
    let differs = compared(town, &serial, &altered).await;
    assert!(differs.contains("Tidak sama.") && !differs.contains("Sama. Berkas Anda persis"), "{differs}");
    assert!(compared(town, &serial, b"").await.contains("Pilih berkas"));
    // An address alone can't say that a file is the same.
    assert!(!page(town, &format!("{serial}?hasil=sama")).await.1.contains("persis dokumen"));

    let verified = town.read(&format!("documents/{serial}"), None).await.expect(200);
    assert_eq!((&verified["signature_holds"], &verified["certified"]), (&true.into(), &false.into()));
    assert_eq!(verified["hash"], blake3::hash(&file).to_hex().as_str());
    assert_eq!(town.read(&format!("documents/{never}"), None).await.code(), "not_found");
    // What is signed names the document and the print; whoever has the key can check it without us (see the signer's test).
    let text = verified["signed_text"].as_str().unwrap();
    assert!(text.contains(&serial) && text.contains(verified["hash"].as_str().unwrap()), "{text}");
    let key = town.get(&format!("/{REGION}/verifikasi/kunci"), None).await;
    assert!(key.text().contains("-----BEGIN PUBLIC KEY-----") && key.header("content-type").starts_with("text/plain"));
}

#[tokio::test]
async fn whoever_tries_all_numbers_is_slowed() {
    let town = Town::with(|c| c.demo_factor = 1).await;
    let mut last = 0;
    for _ in 0..21 {
        last = page(&town, "TT3273-2026-0000001-0").await.0;
    }
    assert_eq!(last, 429);
}

#[tokio::test]
async fn letters_tell_what_to_mend_and_why_it_was_refused() {
    let town = &Town::open().await;
    let desks = Desks(Office::open(town).await);
    crate::lists::fund(town, &desks.0).await;
    let handed = hand_in(town, None).await;
    let (number, own) = (handed.number.as_str(), Some(handed.token.as_str()));
    let items = json!({"items": [{"field": "deed", "reason": "Halaman dua tidak terbaca"}]});
    desks.take_with(town, number, "tu", "return", items).await;
    let all = papers(town, number, own).await;
    let letter = &of_kind(&all, "surat-pengembalian").1;
    assert_eq!(pdf(town, letter, own).await.0, 200);
    // The office that acted signs.
    let verified = town.read(&format!("documents/{letter}"), None).await.expect(200);
    assert_eq!(verified["office"]["id"], town.pack().agency("setda-tu").unwrap().name.id.as_str());

    let other = hand_in(town, None).await;
    let (number, own) = (other.number.as_str(), Some(other.token.as_str()));
    desks.take_with(town, number, "tu", "refuse", json!({"reason": "incomplete"})).await;
    let mut letters = papers(town, number, own).await;
    if !letters.iter().any(|(kind, ..)| kind == "surat-penolakan") {
        // A refusal of the registry is sent as a letter by a step of its own.
        desks.take(town, number, "tu", "send_letter").await;
        letters = papers(town, number, own).await;
    }
    let letter = of_kind(&letters, "surat-penolakan").1.clone();
    assert_eq!(pdf(town, &letter, own).await.0, 200);
    // An objection that is upheld takes the letter back.
    take(town, &other.token, number, "object", Value::Null).await;
    assert!(!of_kind(&papers(town, number, own).await, "surat-penolakan").2);
    desks.take(town, number, "inspektorat", "uphold").await;
    assert!(of_kind(&papers(town, number, own).await, "surat-penolakan").2);
    assert!(page(town, &letter).await.1.contains("asli, tetapi tidak berlaku lagi"));
}

#[tokio::test]
async fn an_agreement_is_read_signed_and_replaced() {
    agreed(&Town::open().await).await;
}

/// The test on any database.
pub(crate) async fn agreed(town: &Town) {
    let desks = Desks(Office::open(town).await);
    crate::lists::fund(town, &desks.0).await;
    let handed = hand_in(town, None).await;
    let (number, own) = (handed.number.as_str(), handed.token.as_str());
    for (role, action) in TO_EVALUATION.into_iter().chain(TO_DECREE) {
        desks.take(town, number, role, action).await;
    }
    // The decree's line is for everybody, the papers to be filled in are the recipient's.
    let all = papers(town, number, Some(own)).await;
    for kind in ["lampiran-keputusan", "permohonan-pencairan", "kuitansi"] {
        assert_eq!(pdf(town, &of_kind(&all, kind).1, Some(own)).await.0, 200, "{kind}");
    }
    let public = papers(town, number, None).await;
    assert_eq!(public.iter().map(|(kind, ..)| kind.as_str()).collect::<Vec<_>>(), ["lampiran-keputusan"]);
    assert_eq!(pdf(town, &public[0].1, None).await.0, 200);
    assert!(page(town, &public[0].1).await.1.contains(&format!("/dokumen/{}.pdf", public[0].1)));
    let case = town.get(&format!("/{REGION}/hibah/{number}"), None).await.text();
    assert!(case.contains(&public[0].1) && !case.contains(&of_kind(&all, "kuitansi").1), "{case}");

    take(town, own, number, "request_payment", Value::Null).await;
    desks.take(town, number, "ppkd", "prepare").await;
    let offered = of_kind(&papers(town, number, Some(own)).await, "nphd").1.clone();
    assert_eq!(pdf(town, &offered, Some(own)).await.0, 200);
    let form = town.get(&format!("/{REGION}/lacak/{number}/isi/sign_agreement"), Some(own)).await.text();
    assert!(form.contains(&offered) && form.contains("sudah membaca seluruh perjanjian"), "it is read where it is signed: {form}");

    // Whoever does not agree says why, and gets a new one; the first holds no longer.
    take(town, own, number, "decline_agreement", Value::Null).await;
    assert!(page(town, &offered).await.1.contains("Penerima meminta perjanjian diperbaiki"));
    desks.take(town, number, "ppkd", "prepare").await;
    let second = of_kind(&papers(town, number, Some(own)).await, "nphd").1.clone();
    assert_ne!(second, offered);
    // Not without having read it, nor in somebody else's session.
    let unread = json!({"seen": 0, "captured": {"signed_name": "Ketua Rekaan"}});
    let refused = town.post(&format!("cases/{number}/actions/sign_agreement"), Some(&desks.0.0["ppkd"]), unread).await;
    assert_eq!(refused.status, 403, "{}", refused.text());
    let signing = json!({"captured": {"signed_name": "Drs. Contoh leader_name"}});
    let signed = take(town, own, number, "sign_agreement", signing).await;
    assert_eq!(signed["stage"], "payment");

    let all = papers(town, number, Some(own)).await;
    let (_, both, ended) = of_kind(&all, "nphd-ditandatangani");
    assert!(!ended && of_kind(&all, "nphd").2);
    assert_eq!(pdf(town, both, Some(own)).await.0, 200);
    let replaced = page(town, &second).await.1;
    assert!(replaced.contains("asli, tetapi tidak berlaku lagi") && replaced.contains(both.as_str()), "{replaced}");
    let (_, words) = page(town, both).await;
    assert!(words.contains("Dokumen ini asli") && !words.contains("tidak berlaku lagi"));
    for secret in ["Drs. Contoh leader_name", "9999017008850001", "•", "0000000099999"] {
        assert!(!words.contains(secret), "{secret} is nobody else's business");
    }
    assert_eq!(town.engine.rebuild(true).await.unwrap(), [] as [String; 0]);
    assert_eq!(papers(town, number, Some(own)).await, all, "a rebuild loses no document");
}

#[tokio::test]
async fn private_answers_are_not_written_down_for_a_document() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("terang.db");
    let town = Town::on(dir, format!("sqlite://{}", file.display()), |_| {}).await;
    let desks = Desks(Office::open(&town).await);
    crate::lists::fund(&town, &desks.0).await;
    let handed = hand_in(&town, None).await;
    for (role, action) in TO_EVALUATION.into_iter().chain(TO_DECREE) {
        desks.take(&town, &handed.number, role, action).await;
    }
    take(&town, &handed.token, &handed.number, "request_payment", Value::Null).await;
    desks.take(&town, &handed.number, "ppkd", "prepare").await;
    let mut kept = fs::read(&file).unwrap();
    kept.extend(fs::read(file.with_extension("db-wal")).unwrap_or_default());
    let has = |text: &str| kept.windows(text.len()).any(|w| w == text.as_bytes());
    assert!(has("nphd") && has("Naskah Perjanjian"), "this is where documents are kept");
    for private in ["9999017008850001", "0000000099999", "0800-000-0001", "Jalan Rekaan No. 99"] {
        assert!(!has(private), "{private}");
    }
}

/// A signer as the state's certifier would be: another key, another name, and certified.
struct Certifier;

impl Signer for Certifier {
    fn sign(&self, digest: &[u8; 32], _: Option<&Signatory>) -> Result<Vec<u8>, SignFault> {
        Ok([b"certified:", digest.as_slice()].concat())
    }
    fn verifies(&self, digest: &[u8; 32], signature: &[u8]) -> bool {
        signature.strip_prefix(b"certified:") == Some(digest)
    }
    fn key_name(&self) -> String {
        "certifier:1".to_owned()
    }
    fn certified(&self) -> bool {
        true
    }
    fn label(&self, _: Lang) -> &'static str {
        "Ditandatangani dengan sertifikat contoh"
    }
    fn public_key(&self) -> String {
        "CONTOH".to_owned()
    }
}

#[tokio::test]
async fn another_signer_takes_over_and_what_was_signed_before_stays_true() {
    let dir = tempfile::tempdir().unwrap();
    let packs = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../regions"));
    let before = engine(dir.path(), packs).await;
    let pack = before.packs().by_slug(REGION).unwrap();
    let old = before.papers().issue(&pack, list(1)).await.unwrap();
    let own = before.papers().verify(&pack, &old).await.unwrap();
    assert_eq!((own.signature_holds, own.certified), (true, false));
    before.close().await;

    let after = engine_with(dir.path(), packs, Some(Arc::new(Certifier))).await;
    let new = after.papers().issue(&pack, list(2)).await.unwrap();
    let by_certifier = after.papers().verify(&pack, &new).await.unwrap();
    assert_eq!((by_certifier.signature_holds, by_certifier.certified, by_certifier.signed_with.as_str()), (true, true, "certifier:1"));
    assert_eq!(by_certifier.label.id, "Ditandatangani dengan sertifikat contoh");
    let again = after.papers().verify(&pack, &old).await.unwrap();
    assert_eq!((again.signature_holds, again.certified, &again.label), (true, false, &own.label));
}

/// An engine on a folder's database with packs of its own.
async fn engine(dir: &Path, packs: &Path) -> Engine {
    engine_with(dir, packs, None).await
}

async fn engine_with(dir: &Path, packs: &Path, signer: Option<Arc<dyn Signer>>) -> Engine {
    let settings = Settings {
        database_url: format!("sqlite://{}", dir.join("terang.db").display()),
        data_dir: dir.join("data"),
        packs_dir: packs.to_owned(),
        files: None,
        demo: true,
        clock: Arc::new(RealClock),
        dice: Arc::new(RealDice),
        press: Arc::new(TypstPress),
        lens: lens(),
        signer,
        banks: Default::default(),
        address: Some("https://terang.example/".to_owned()),
    };
    let engine = Engine::open(settings).await.unwrap();
    engine.migrate().await.unwrap();
    engine
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() { copy(&entry.path(), &to) } else { _ = fs::copy(entry.path(), to).unwrap() }
    }
}

fn list(version: u32) -> About {
    About {
        kind: "daftar-nominatif".to_owned(),
        subject: "list:2027-1".to_owned(),
        facts: json!({"list": {"number": "999/CONTOH", "version": version.to_string(), "title": "Daftar contoh", "rows": []}}),
        about: format!("Daftar contoh, versi {version}"),
        amount: domain::money::Rupiah::try_from(40_000_000).ok(),
        signer: Some("Pejabat Contoh".to_owned()),
    }
}

#[tokio::test]
async fn a_template_changed_later_changes_nothing_issued_before() {
    let dir = tempfile::tempdir().unwrap();
    let packs = dir.path().join("packs");
    copy(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../regions")), &packs);
    let before = engine(dir.path(), &packs).await;
    let pack = before.packs().by_slug(REGION).unwrap();
    let nobody = engine::Visitor::default();
    let [first, second] = [before.papers().issue(&pack, list(1)).await.unwrap(), before.papers().issue(&pack, list(2)).await.unwrap()];
    let printed = before.papers().file(&pack, &nobody, &first).await.unwrap();
    before.close().await;

    // From now on this template prints nothing at all.
    fs::create_dir_all(packs.join("kota-bandung/documents")).unwrap();
    fs::write(packs.join("kota-bandung/documents/daftar-nominatif.typ"), "#panic(\"diubah\")").unwrap();
    let after = engine(dir.path(), &packs).await;
    let pack = after.packs().by_slug(REGION).unwrap();
    assert_eq!(after.papers().file(&pack, &nobody, &first).await.unwrap(), printed);
    let later = after.papers().file(&pack, &nobody, &second).await.unwrap();
    assert!(later.starts_with(b"%PDF-"), "printed now by the template of then");
    let third = after.papers().issue(&pack, list(3)).await.unwrap();
    assert!(after.papers().file(&pack, &nobody, &third).await.is_err(), "and what is issued now by the one of now");

    // A newer list of the same subject takes the place of the older.
    let end = after.papers().verify(&pack, &first).await.unwrap().end.unwrap();
    assert_eq!(end.replaced_by, Some(second.clone()));
    assert_eq!(after.papers().verify(&pack, &second).await.unwrap().end.unwrap().replaced_by, Some(third));

    // What the file store lost is printed again, the same; the signature is still the one that was given.
    let hash = after.papers().verify(&pack, &first).await.unwrap().hash;
    fs::remove_file(dir.path().join("data/files").join(&hash[..2]).join(&hash[2..])).unwrap();
    assert_eq!(after.papers().file(&pack, &nobody, &first).await.unwrap(), printed);
    assert!(after.papers().verify(&pack, &first).await.unwrap().signature_holds);
    after.close().await;

    // With another key the signature is not ours.
    fs::remove_file(dir.path().join("data/terang-sign.key")).unwrap();
    let stranger = engine(dir.path(), &packs).await;
    assert!(!stranger.papers().verify(&pack, &first).await.unwrap().signature_holds);
}
