//! A table of another system becomes cases, each once. On both databases.
use crate::{licences::assigned, town::Town};

/// A table of another system becomes cases, each once, with the day by which the region has to answer.
pub(crate) async fn imported(town: &Town) {
    let day = town.engine.now().day(town.pack().zone());
    let district = town.pack().districts[0].code.clone();
    let line = |n: u32, kbli: &str, due: &str| {
        format!("OSS-{n};Sertifikat Standar;999000000000{n};Klinik Rekaan {n};{kbli};menengah_tinggi;{due};{district};Jalan Contoh {n}\n")
    };
    // A Sunday: the other office does not wait for Monday.
    let due = day.plus_days(6).to_string();
    let friday = day.plus_days(4).to_string();
    let head = "oss_number;oss_kind;nib;business_name;activity;oss_risk;oss_deadline;district;place\n";
    let table = format!("{head}{}{}{}{}", line(1, "86201", &due), line(2, "86201", &due), line(3, "00000", &due), line(1, "86201", &due));
    let (pack, drafts) = (town.pack(), town.engine.drafts());
    let service = pack.service("oss-verifikasi").unwrap();
    let verifier = town.engine.accounts().visitor(Some(&town.persona("verifikator-izin").await)).await.unwrap();
    let shape = |lines: &[engine::ImportedLine]| -> String {
        let letter = |l: &engine::ImportedLine| match &l.taken {
            engine::LineTaken::New(_) => 'n',
            engine::LineTaken::Known(_) => 'k',
            engine::LineTaken::Twice(2) => 't',
            engine::LineTaken::Twice(_) => '?',
            engine::LineTaken::Wrong(_) => 'w',
            engine::LineTaken::Refused(_) => 'r',
        };
        lines.iter().map(letter).collect()
    };
    let looked = drafts.import(&pack, &verifier, service, &table, false).await.unwrap().unwrap();
    assert_eq!(shape(&looked), "nnwt");
    assert_eq!(town.read("public/oss-verifikasi", None).await.expect(200)["items"].as_array().unwrap().len(), 0, "nothing was taken yet");
    let taken = drafts.import(&pack, &verifier, service, &table, true).await.unwrap().unwrap();
    assert_eq!(shape(&taken), "nnwt");
    let again = drafts.import(&pack, &verifier, service, &table, true).await.unwrap().unwrap();
    assert_eq!(shape(&again), "kkwk", "each once");
    let engine::LineTaken::Known(number) = &again[0].taken else { unreachable!() };
    let officer = assigned(town, &number.to_string(), "teknis-izin").await;
    let case = town.read(&format!("cases/{number}"), Some(&officer)).await.expect(200);
    assert_eq!((case["due_on"].as_str(), case["stage"].as_str()), (Some(&*friday), Some("oss_check")), "the day of the table: {case}");
    // What is wrong with a table as a whole is said.
    for (table, fault) in [
        ("oss_number\n", engine::TableFault::Empty),
        ("nib\n1\n", engine::TableFault::NoColumn("oss_number".into())),
        ("oss_number,warna\n1,2\n", engine::TableFault::Unknown("warna".into())),
        ("oss_number,nib\n1\n", engine::TableFault::Broken(2)),
    ] {
        assert_eq!(drafts.import(&pack, &verifier, service, table, true).await.unwrap().unwrap_err(), fault, "{table}");
    }
    let other = town.engine.accounts().visitor(Some(&town.persona("teknis-izin").await)).await.unwrap();
    assert_eq!(drafts.import(&pack, &other, service, &table, true).await.unwrap_err(), engine::Failure::Forbidden);
    // Past its day the national system issues by itself, and the case says so.
    town.later(9);
    assert!(town.engine.run_timers().await.unwrap() >= 1);
    let after = town.read(&format!("cases/{number}"), Some(&town.persona("inspektorat").await)).await.expect(200);
    assert_eq!(after["stage"], "issued_by_oss");
}

#[tokio::test]
async fn a_table_becomes_cases_once() {
    Box::pin(imported(&Town::open().await)).await;
}
