//! The made-up answers are right: without that no other test could say what it is about.
use crate::filler::Filler;
use domain::{
    form::{Check, Document, Documents},
    time::{Day, Instant},
};

#[test]
fn what_is_filled_in_passes_the_form() {
    let regions = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../regions");
    let packs = engine::pack::load_all(&regions).unwrap();
    let pack = packs.by_slug(crate::town::REGION).unwrap();
    let today: Day = "2026-07-06".parse().unwrap();
    for service in &pack.services {
        let filler = Filler::new(&pack, today);
        let answers = filler.form(&service.form);
        let papers = filler.papers(&service.form, &answers);
        let document = |slot: &&str| Document {
            slot: (*slot).to_owned(),
            hash: "0".repeat(64),
            name: "a.pdf".to_owned(),
            media: "application/pdf".to_owned(),
            size: 1,
            at: Instant(0),
            taken: None,
        };
        let documents = Documents(papers.iter().map(document).collect());
        let check = Check { form: &service.form, answers: &answers, documents: &documents, areas: &*pack, today };
        let problems: Vec<String> = check.all().iter().map(|p| format!("{}: {:?}", p.path, p.fault)).collect();
        assert_eq!(problems, Vec::<String>::new());
        assert_eq!(service.broken_limits(&check.facts(), today).unwrap(), vec![]);
        let asks = service.form.fields().any(|field| matches!(field.kind, domain::form::Kind::File { .. }) && !field.optional);
        assert_eq!(papers.is_empty(), !asks, "{}", service.key);
    }
}
