//! Organisations that are used again: what one request described, the next begins with; a paper that ran out is asked anew.
use crate::{
    browser::Browser,
    town::{REGION, Town},
    walk::{hand_in, service},
};
use http::Method;
use serde_json::Value;

#[tokio::test]
async fn what_an_organisation_said_once_is_filled_in_the_next_time() {
    let town = Town::open().await;
    let pemohon = town.persona("pemohon").await;
    // A guest leaves nothing behind.
    hand_in(&town, None).await;
    let visitor = town.engine.accounts().visitor(Some(&pemohon)).await.unwrap();
    let pack = town.pack();
    assert_eq!(town.engine.profiles().mine(&pack, &visitor).await.unwrap().len(), 0);
    hand_in(&town, Some(&pemohon)).await;
    let known = town.engine.profiles().mine(&pack, &visitor).await.unwrap();
    assert_eq!(known.len(), 1);
    let profile = &known[0];
    assert!(profile.answers.text("leader_nik").contains('•'), "what is private is masked");
    assert!(profile.answers.text("title").is_empty() && !profile.answers.text("address").is_empty(), "the organisation, not the activity");

    let page = town.get(&format!("/{REGION}/hibah/ajukan"), Some(&pemohon)).await.text();
    assert!(page.contains(&profile.id.to_string()) && page.contains(&profile.name), "{page}");
    let eligible: Vec<(String, &str)> =
        service(&town).eligibility.iter().map(|q| (format!("syarat.{}", q.key), if q.yes_goes_on { "ya" } else { "tidak" })).collect();
    let id = profile.id.to_string();
    let begin = async |id: &str| {
        let mut pairs: Vec<(&str, &str)> = eligible.iter().map(|(k, v)| (k.as_str(), *v)).collect();
        pairs.push(("profil", id));
        let begun = Browser::of(&town, &pemohon).send(&format!("/{REGION}/hibah/ajukan"), &pairs).await;
        let draft = begun.header("location").split('/').nth(4).unwrap().to_owned();
        town.api(Method::GET, &format!("/api/v1/{REGION}/drafts/{draft}"), Some(&pemohon), None).await.expect(200)
    };
    let draft = begin(&id).await;
    assert_eq!(draft["answers"]["organisation"], profile.name.as_str());
    assert_eq!(draft["answers"]["leader_nik"], "9999017008850001", "the owner's form is filled in as it was typed");
    assert_eq!(draft["answers"]["title"], Value::Null);
    let slots =
        |draft: &Value| draft["documents"].as_array().unwrap().iter().map(|d| d["slot"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
    assert!(slots(&draft).contains(&"deed".to_owned()) && !slots(&draft).contains(&"proposal".to_owned()), "{draft}");

    // A paper that ran out yesterday is not used again, and the account says so.
    let deed = profile.papers.iter().find(|p| p.document.slot == "deed").unwrap().document.hash.clone();
    let own = format!("/{REGION}/akun/lembaga/{id}");
    Browser::of(&town, &pemohon).send(&own, &[("slot", "deed"), ("hash", &deed), ("sampai", "2026-07-05")]).await;
    assert!(!slots(&begin(&id).await).contains(&"deed".to_owned()));
    assert!(town.get(&format!("/{REGION}/akun"), Some(&pemohon)).await.text().contains("surat perlu diperbarui"));
    assert!(town.get(&own, Some(&pemohon)).await.text().contains("Sudah tidak berlaku"));
    let wrong = Browser::of(&town, &pemohon).send(&own, &[("slot", "deed"), ("hash", &deed), ("sampai", "ngawur")]).await;
    let said = town.get(wrong.header("location"), Some(&pemohon)).await.text();
    assert!(said.contains("Tulis tanggal seperti"), "{said}");

    // It is nobody else's.
    let other = town.persona("tu").await;
    assert_eq!(town.get(&own, Some(&other)).await.status, 404);
    assert_eq!(town.get(&own, None).await.status, 404);
    Browser::of(&town, &other).send(&format!("{own}/hapus"), &[]).await;
    assert_eq!(town.engine.profiles().mine(&pack, &visitor).await.unwrap().len(), 1);
    Browser::of(&town, &pemohon).send(&format!("{own}/hapus"), &[]).await;
    assert_eq!(town.engine.profiles().mine(&pack, &visitor).await.unwrap().len(), 0);
}

/// One business, two services: what the grant's form said, the licence's begins with by the guide, and the other way around; the form
/// that knows more keeps what only it knows.
#[tokio::test]
async fn a_licence_begins_with_what_a_grant_said_of_the_same_organisation() {
    let town = Town::open().await;
    let pemohon = town.persona("pemohon").await;
    hand_in(&town, Some(&pemohon)).await;
    let visitor = town.engine.accounts().visitor(Some(&pemohon)).await.unwrap();
    let pack = town.pack();
    let known = town.engine.profiles().mine(&pack, &visitor).await.unwrap().remove(0);
    let guided = format!("/{REGION}/izin?usaha=warung&kbli=47112&modal=25000000&sign=ya");
    let page = town.get(&guided, Some(&pemohon)).await.text();
    assert!(page.contains(&known.id.to_string()) && page.contains(&known.name), "the guide offers what is on record");
    assert!(!town.get(&guided, None).await.text().contains("name=\"profil\""), "to nobody else");

    let id = known.id.to_string();
    let licence = pack.service("izin-reklame").unwrap();
    let today = town.engine.now().day(pack.zone());
    let eligible: Vec<String> = licence.eligibility_on(today).map(|q| format!("syarat.{}", q.key)).collect();
    let mut pairs: Vec<(&str, &str)> = eligible.iter().map(|key| (key.as_str(), "ya")).collect();
    pairs.extend([("profil", id.as_str()), ("isi.capital", "25000000"), ("isi.activity", "47112"), ("isi.person_nik", "1")]);
    let begun = Browser::of(&town, &pemohon).send(&format!("/{REGION}/{}/ajukan", licence.path), &pairs).await;
    let draft = begun.header("location").split('/').nth(4).unwrap().to_owned();
    let draft = town.api(Method::GET, &format!("/api/v1/{REGION}/drafts/{draft}"), Some(&pemohon), None).await.expect(200);
    let answers = &draft["answers"];
    assert_eq!(answers["business_name"], known.name.as_str());
    assert_eq!(answers["person_nik"], "9999017008850001", "what is private comes from the record and never from an address");
    assert_eq!((&answers["capital"], &answers["activity"]), (&Value::from("25000000"), &Value::from("47112")));
    assert_eq!(answers["organisation"], Value::Null, "no field of another form");
    let slots: Vec<&str> = draft["documents"].as_array().unwrap().iter().map(|d| d["slot"].as_str().unwrap()).collect();
    assert!(slots.contains(&"deed") && slots.contains(&"identity_card") && !slots.contains(&"bank_book"), "{slots:?}");

    // The licence is asked for with another telephone: the grant's form learns it, and keeps what only it knows.
    crate::licences::ask(&town, &[("business_name", &known.name), ("phone", "0800-777-7777")], Some(&pemohon)).await;
    let all = town.engine.profiles().mine(&pack, &visitor).await.unwrap();
    assert_eq!(all.len(), 1);
    assert_eq!((&all[0].service, all[0].papers.len()), (&known.service, known.papers.len()));
    assert_eq!(all[0].answers.text("account_number"), known.answers.text("account_number"));
    let again = town.engine.drafts().begin_with(&pack, &service(&town), &visitor, all[0].id, &[], &[]).await.unwrap();
    assert_eq!(again.answers.text("leader_phone"), "0800-777-7777");
    assert_eq!(again.answers.text("account_number"), "0000000099999");
}
