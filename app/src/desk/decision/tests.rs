//! The drawn decision: what it sends has the names that are read, what was typed is there again, and a key or a link
//! leads to something that is on the page.
use super::*;
use crate::components::question::Given;
use crate::desk::{
    case_view::{CaseHead, ItemView, OfferView},
    guard::guard,
};
use domain::{
    form::{Answers, Documents, Field, Kind},
    text::Text,
    time::Day,
    words::Lang,
    workflow::Effect,
};
use std::collections::{BTreeMap, BTreeSet};

fn field(key: &str, kind: Kind) -> Field {
    Field::new(key, Text::new(key, key), kind)
}

fn offer(key: &str, effect: Effect, captures: &[Field], scoped: bool, refused: Option<&Refused>) -> OfferView {
    let none = Refused::default();
    OfferView {
        key: key.into(),
        label: format!("Tombol {key}"),
        to: "Tahap contoh".into(),
        effect,
        captures: drawn_captures(captures, key, scoped.then_some(key), refused.unwrap_or(&none)),
        checks: vec![],
        files: false,
        sets_amount: effect == Effect::Advance,
        scoped,
        shortcut: key.chars().next(),
        legal_base: None,
    }
}

fn drawn_captures(fields: &[Field], key: &str, scope: Option<&str>, refused: &Refused) -> String {
    let (answers, documents, facts) = (Answers::default(), Documents::default(), serde_json::json!({}));
    let given = Given {
        districts: &[],
        activities: &Default::default(),
        lang: Lang::Id,
        today: Day::MIN,
        answers: &answers,
        documents: &documents,
        facts: &facts,
        files: "",
    };
    capture::captures(fields, key, scope, &given, refused)
}

fn case(refused: Option<Refused>) -> CaseView {
    let money = || field("amount", Kind::Rupiah { min: None, max: None });
    CaseView {
        aside: crate::desk::aside::AsideView::default(),
        head: CaseHead {
            number: "HB-2026-000042-0".into(),
            service: "Hibah".into(),
            title: "Pelatihan".into(),
            organisation: "Yayasan Contoh Fiktif".into(),
            stage: "Evaluasi".into(),
            doing: "Dinas contoh memeriksa".into(),
            left: None,
            version: 7,
            seq: 1,
        },
        facts: vec![],
        ladder: vec![],
        pages: vec![],
        documents: vec![],
        issued: vec![],
        steps: vec![],
        history: vec![],
        alike: vec![],
        reports: vec![],
        moderates: false,
        may_open: true,
        decision: Some(Decision {
            checklist: vec![ItemView {
                key: "deed".into(),
                label: "Akta ada".into(),
                legal_base: None,
                note_always: true,
                document: Some("ab".into()),
            }],
            offers: vec![
                offer("pass", Effect::Advance, &[money()], true, refused.as_ref()),
                offer("cut", Effect::Advance, &[money(), field("note", Kind::LongText { max: 100 })], true, refused.as_ref()),
                offer("return", Effect::Return, &[], false, refused.as_ref()),
                offer("deny", Effect::Refuse, &[], false, refused.as_ref()),
            ],
            reasons: vec![("late".into(), "Terlambat".into())],
            fields: vec![("Organisasi".into(), vec![("deed".into(), "Akta".into()), ("title".into(), "Judul".into())])],
            newest_amount: None,
            ahead: 0,
        }),
        list: None,
        work: crate::desk::case_view::WorkView::default(),
        here: String::new(),
        waits_for: None,
        refused,
        revealed: None,
    }
}

fn drawn(refused: Option<Refused>) -> String {
    let owner = Owner::new();
    owner.set();
    // The boxes of what is captured have been drawn before the page is.
    decision("kota-contoh", &case(refused)).to_html()
}

fn values(html: &str, attribute: &str) -> Vec<String> {
    let start = format!(" {attribute}=\"");
    html.match_indices(&start).filter_map(|(at, _)| html.get(at + start.len()..)?.split('"').next()).map(str::to_owned).collect()
}

#[test]
fn every_name_is_one_that_is_read() {
    let html = drawn(None);
    let names: BTreeSet<_> = values(&html, "name").into_iter().collect();
    for name in [
        "seen",
        "action",
        "checklist.deed.verdict",
        "checklist.deed.evidence",
        "captured.amount@pass",
        "captured.amount@cut",
        "captured.note@cut",
        "why_more@pass",
        "items.0.field",
        "items.0.reason",
        "reason",
        "public_note",
    ] {
        assert!(names.contains(name), "{name} in {names:?}");
    }
    assert!(html.contains("name=\"seen\" value=\"7\"") && html.contains("/kota-contoh/meja/HB-2026-000042-0/tindakan"), "{html}");
    let ids = values(&html, "id");
    assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "{ids:?}");
}

#[test]
fn enter_in_a_box_decides_nothing() {
    let owner = Owner::new();
    owner.set();
    let html = guard().to_html();
    assert!(html.contains("disabled") && html.contains(&format!("form=\"{FORM}\"")), "{html}");
    assert!(drawn(None).contains(&format!("<form id=\"{FORM}\"")));
}

#[test]
fn what_was_typed_is_there_again_and_links_lead_to_it() {
    let typed = [
        ("captured.amount@cut", "dua juta"),
        ("captured.note@cut", "</textarea><b>"),
        ("checklist.deed.verdict", "does_not_fit"),
        ("checklist.deed.evidence", "halaman \"2\""),
        ("items.0.field", "title"),
        ("items.0.reason", "kurang jelas"),
        ("reason", "late"),
        ("public_note", "catatan"),
    ];
    let refused = Refused {
        action: "cut".into(),
        text: "Ada 1 isian yang perlu diperbaiki".into(),
        problems: vec![("amount".into(), "Nilai: isi jumlah".into())],
        typed: typed.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect::<BTreeMap<_, _>>(),
        ..Refused::default()
    };
    let html = drawn(Some(refused));
    for part in ["value=\"dua juta\"", "halaman &quot;2&quot;", "kurang jelas", ">catatan<", "Ada 1 isian"] {
        assert!(html.contains(part), "{part} in {html}");
    }
    assert!(!html.contains("</textarea><b>"), "{html}");
    let input = |value: &str| html.split('<').find(|tag| tag.starts_with("input") && tag.contains(value)).unwrap().to_owned();
    assert!(input("value=\"does_not_fit\"").contains("checked") && !input("value=\"fits\"").contains("checked"));
    let options: Vec<_> = html.split('<').filter(|tag| tag.starts_with("option") && tag.contains("selected")).collect();
    assert_eq!(options.len(), 2, "{options:?}");
    // The refused action is open, the others are not.
    let open: Vec<_> = html.split('<').filter(|tag| tag.starts_with("details") && tag.contains(" open")).collect();
    assert!(open.len() == 1 && open[0].contains("aksi-cut"), "{open:?}");
    let ids = values(&html, "id");
    let to: Vec<_> = values(&html, "href").into_iter().filter_map(|h| h.strip_prefix('#').map(str::to_owned)).collect();
    assert!(!to.is_empty() && to.iter().all(|id| ids.contains(id)), "{to:?} in {ids:?}");
}

#[test]
fn where_nothing_is_to_decide_it_says_so() {
    let owner = Owner::new();
    owner.set();
    let view = CaseView { decision: None, waits_for: Some("Dinas Contoh".into()), ..case(None) };
    let html = decision("kota-contoh", &view).to_html();
    assert!(html.contains("Dinas Contoh") && !html.contains("name=\"action\"") && !html.contains("<input"), "{html}");
    // What other buttons of the page belong to is there.
    assert_eq!(values(&html, "id").iter().filter(|id| **id == FORM).count(), 1, "{html}");
}
