//! What is posted comes back, whatever was typed.
use super::{
    super::act_form::{captured, evidence, item, scoped, verdict},
    *,
};
use domain::form::Documents;

/// A small source of variety that is the same in every run (the constants are those of the MMIX generator).
struct Dice(u64);

impl Dice {
    fn upto(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % n
    }

    fn word(&mut self) -> String {
        const PIECES: [&str; 12] = ["a", "Rp 1.500.000", "=", "&", "é", "baris\ndua", "😀", "<b>", "@", "items.0.field", ".", "x y"];
        let count = 1 + self.upto(4);
        let word: String = (0..count).map(|_| PIECES[self.upto(PIECES.len())]).collect();
        // The reader trims what people type around words.
        format!("w{word}w")
    }

    fn maybe(&mut self) -> Option<String> {
        (self.upto(2) == 0).then(|| self.word())
    }
}

fn an_input(dice: &mut Dice) -> Input {
    let verdicts = [Verdict::Fits, Verdict::DoesNotFit, Verdict::DoesNotApply];
    let mut captured = Answers::default();
    for i in 0..dice.upto(4) {
        captured.set(format!("field_{i}"), dice.word());
    }
    if dice.upto(2) == 0 {
        let rows =
            (0..=dice.upto(3)).map(|_| BTreeMap::from([("what".to_owned(), dice.word()), ("many".to_owned(), dice.word())])).collect();
        captured.0.insert("rows".to_owned(), Answer::Rows(rows));
    }
    Input {
        seen: u32::try_from(1 + dice.upto(1000)).unwrap(),
        captured,
        checklist: (0..dice.upto(5))
            .map(|i| (format!("item-{i}"), CheckMark { verdict: verdicts[dice.upto(3)], evidence: dice.maybe().unwrap_or_default() }))
            .collect(),
        items: (0..dice.upto(4))
            .map(|i| Ask { field: format!("form_field_{i}"), reason: dice.word(), due_on: Day::new(2026, 11, 9).filter(|_| i % 2 == 0) })
            .collect(),
        list: None,
        alike: vec![],
        documents: Documents::default(),
        reason: dice.maybe(),
        public_note: dice.maybe(),
        why_more: dice.maybe(),
        why_first: dice.maybe(),
        ahead: 0,
        team: vec![],
        declared: None,
        written_at: None,
    }
}

/// The pairs that a page with these values sends.
fn posted(act: &Act, scope: Option<&str>) -> Pairs {
    let Act { action, input } = act;
    let mut pairs = vec![(SEEN.to_owned(), input.seen.to_string())];
    for (key, mark) in &input.checklist {
        pairs.push((verdict(key), verdict_word(mark.verdict).to_owned()));
        pairs.push((evidence(key), mark.evidence.clone()));
    }
    for (key, answer) in &input.captured.0 {
        match answer {
            Answer::Text(text) => pairs.push((captured(key, scope), text.clone())),
            Answer::Rows(rows) => {
                for (i, row) in rows.iter().enumerate() {
                    pairs.extend(row.iter().map(|(column, text)| (format!("{}.{i}.{column}", captured(key, scope)), text.clone())));
                }
            }
        }
    }
    for (n, Ask { field, reason, due_on }) in input.items.iter().enumerate() {
        pairs.push((item(n, "due", scope), due_on.map(|d| d.to_string()).unwrap_or_default()));
        pairs.push((item(n, "field", scope), field.clone()));
        pairs.push((item(n, "reason", scope), reason.clone()));
    }
    pairs.push((scoped(REASON, scope), input.reason.clone().unwrap_or_default()));
    pairs.push((scoped(WHY_MORE, scope), input.why_more.clone().unwrap_or_default()));
    pairs.push((WHY_FIRST.to_owned(), input.why_first.clone().unwrap_or_default()));
    pairs.push((PUBLIC_NOTE.to_owned(), input.public_note.clone().unwrap_or_default()));
    pairs.push((ACTION.to_owned(), action.clone()));
    pairs
}

#[test]
fn what_is_posted_comes_back() {
    let mut dice = Dice(17);
    for round in 0..500 {
        let act = Act { action: "pass_on".to_owned(), input: an_input(&mut dice) };
        for scope in [None, Some("pass_on")] {
            assert_eq!(Act::from_pairs(&posted(&act, scope)), act, "round {round}, {scope:?}");
        }
    }
}

#[test]
fn what_stands_in_another_section_is_no_part_of_the_act() {
    let pairs = |list: &[(&str, &str)]| list.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect::<Pairs>();
    let act = Act::from_pairs(&pairs(&[
        ("captured.amount@give", "41.000.000"),
        ("captured.amount@cut", "1"),
        ("reason@no", "price"),
        ("captured.note", "x"),
        ("captured.empty", "  "),
        ("checklist.a.evidence", "without a verdict"),
        ("checklist.b.verdict", "maybe"),
        ("items.0.field", "title"),
        ("items.0.reason", " "),
        ("seen", "three"),
        ("role", "kepala-daerah"),
        ("action", "give"),
    ]));
    assert_eq!((act.action.as_str(), act.input.seen), ("give", 0));
    assert_eq!((act.input.captured.text("amount"), act.input.captured.text("note")), ("41.000.000", "x"));
    assert!(!act.input.captured.0.contains_key("empty"));
    assert!(act.input.reason.is_none() && act.input.checklist.is_empty() && act.input.items.is_empty());
    let act = act.asked_for(&["amount"]);
    assert_eq!(act.input.captured.0.keys().collect::<Vec<_>>(), ["amount"]);
}

#[test]
fn a_forged_index_fills_no_memory() {
    let pairs: Pairs =
        (0..5_000).flat_map(|n| [(item(n, "field", None), "title".to_owned()), (item(n, "reason", None), "x".to_owned())]).collect();
    assert_eq!(Act::from_pairs(&pairs).input.items.len(), MOST);
    assert_eq!(Act::from_pairs(&[("items.99999999999999999999.field".to_owned(), "a".to_owned())]).input.items.len(), 0);
}
