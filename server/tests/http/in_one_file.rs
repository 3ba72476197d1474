//! Several licences are asked for in one file, filled in once and decided each for itself. On both databases.
use crate::{
    filler::{Filler, pdf},
    town::{REGION, Town},
};
use http::Method;
use serde_json::{Value, json};

/// Several licences are asked for in one file: filled in once, handed in once, decided each for itself.
pub(crate) async fn in_one_file(town: &Town) {
    let pack = town.pack();
    let begun = town.post("cases", None, json!({"service": "izin-reklame", "together": ["izin-tdg", "izin-iutm"]})).await.expect(201);
    let (id, token) = (begun["id"].as_str().unwrap().to_owned(), begun["token"].as_str().unwrap().to_owned());
    let mut filler = Filler::new(&pack, town.engine.now().day(pack.zone()));
    for (key, text) in [
        ("purpose", "baru"),
        ("represented", "tidak"),
        ("activity", "47112"),
        ("capital", "25.000.000"),
        ("panel_kind", "papan"),
        ("business_name", "Gudang dan Toko Rekaan"),
    ] {
        filler = filler.with(key, text);
    }
    let forms = ["izin-reklame", "izin-tdg", "izin-iutm"].map(|key| &pack.service(key).unwrap().form);
    let form = domain::form::Form::together(forms);
    assert!(form.fields().count() < forms.iter().map(|f| f.fields().count()).sum::<usize>(), "what all ask is asked once");
    let answers = filler.form(&form);
    town.api(Method::PATCH, &format!("/api/v1/{REGION}/cases/{id}"), Some(&token), Some(json!({"answers": answers}))).await.expect(200);
    let papers = filler.papers(&form, &answers);
    for slot in &papers {
        town.attach(&id, slot, &format!("{slot}.pdf"), &pdf(slot), Some(&token)).await.expect(201);
    }
    let receipt = town.post(&format!("cases/{id}/submit"), Some(&token), Value::Null).await.expect(201);
    let first = receipt["number"].as_str().unwrap().to_owned();
    let twice = town.post(&format!("cases/{id}/submit"), Some(&token), Value::Null).await;
    assert_eq!(twice.json()["number"], first.as_str(), "{}", twice.text());
    let page = town.get(&format!("/{REGION}/lacak/{first}/tanda-terima"), Some(&token)).await.text();
    let visitor = town.engine.accounts().visitor(Some(&token)).await.unwrap();
    let mine = town.engine.cases().mine(&pack, &visitor).await.unwrap();
    assert_eq!(mine.len(), 3, "three cases and no more");
    for line in &mine {
        assert!(page.contains(&line.number.to_string()), "{} on the receipt: {page}", line.number);
        let state = town.engine.cases().open(&pack, &visitor, &line.number).await.unwrap().state;
        assert_eq!((state.together.len(), state.organisation.as_str()), (2, "Gudang dan Toko Rekaan"));
        let form = &pack.service(&state.service).unwrap().form;
        assert!(state.answers.0.keys().all(|key| form.field(key).is_some()), "each has its own answers alone");
        assert!(!state.documents.0.is_empty() && state.documents.0.iter().all(|d| form.field(&d.slot).is_some()));
    }
    // What gives money is asked for alone, and nothing twice.
    for together in [json!(["hibah-uang"]), json!(["izin-reklame"]), json!(["izin-tdg", "izin-tdg"]), json!(["tiada"])] {
        let refused = town.post("cases", None, json!({"service": "izin-reklame", "together": together})).await;
        assert_eq!(refused.status, 404, "{}", refused.text());
    }
    assert_eq!(town.engine.rebuild(true).await.unwrap(), [] as [String; 0]);
}

#[tokio::test]
async fn several_licences_are_one_file() {
    Box::pin(in_one_file(&Town::open().await)).await;
}
