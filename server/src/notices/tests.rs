use super::Mailer;
use crate::config::{Config, Secret};
use engine::DueNotice;

fn mailer(from: &str) -> Result<Option<Mailer>, String> {
    let mut config = Config::defaults().unwrap();
    config.address = Some("https://terang.example.go.id/".to_owned());
    config.smtp_url = Some(Secret::new("smtp://127.0.0.1:2525"));
    config.smtp_from = Some(from.to_owned());
    Mailer::new(&config).map_err(|e| e.to_string())
}

fn notice(to: &str) -> DueNotice {
    DueNotice {
        id: uuid::Uuid::nil(),
        to: to.to_owned(),
        subject: "Pengajuan diterima".to_owned(),
        body: "Nomor HB-2026-000042-7".to_owned(),
        link: Some("/kota-contoh/lacak/HB-2026-000042-7".to_owned()),
    }
}

#[tokio::test]
async fn a_notice_becomes_a_letter_with_its_link() {
    let mailer = mailer("Terang <terang@example.go.id>").unwrap().unwrap();
    let letter = String::from_utf8(mailer.message(&notice("warga@contoh.test")).unwrap().formatted()).unwrap();
    assert!(letter.contains("To: warga@contoh.test") && letter.contains("Subject: Pengajuan diterima"));
    assert!(letter.contains("https://terang.example.go.id/kota-contoh/lacak/HB-2026-000042-7"), "{letter}");
    assert!(mailer.message(&notice("0800-000-0001")).is_err(), "a phone number gets no mail");
}

#[test]
fn a_wrong_sender_is_said_at_the_start() {
    assert!(mailer("no mailbox").unwrap_err().contains("smtp_from"));
    assert!(Mailer::new(&Config::defaults().unwrap()).unwrap().is_none());
}
