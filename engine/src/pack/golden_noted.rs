//! What officers write beside a case, by the shipped packs: notes, marks, and opinions that another agency owes.
use super::golden::{PACK, Run, person};
use domain::{
    case::{self, CaseState, Event, Happening, Question, Refusal},
    find,
    people::{AccountId, AgencyKey, Person},
};
use uuid::Uuid;

fn after(state: &CaseState, event: &Event) -> CaseState {
    let mut state = state.clone();
    state.apply(event);
    state
}

#[test]
fn notes_and_marks_are_for_officers_and_change_nothing() {
    let run = Run::begin();
    let (tu, at) = (person("tu", None), run.at());
    let who = vec![AccountId(Uuid::from_u128(5))];
    let note = case::note(&PACK, &run.state, &tu, "  Telepon dulu ketuanya. ", who.clone(), at).unwrap();
    assert!(matches!(&note.what, Happening::Noted { text, mentions } if text == "Telepon dulu ketuanya." && *mentions == who));
    assert_eq!((note.is_of_the_desk(), note.changes_the_case(), after(&run.state, &note).changed), (true, false, run.state.changed));
    assert!(matches!(case::note(&PACK, &run.state, &tu, " ", vec![], at), Err(Refusal::Invalid { .. })));
    let own = Person { account: run.state.applicant.unwrap(), ..tu.clone() };
    assert!(matches!(case::note(&PACK, &run.state, &own, "x", vec![], at), Err(Refusal::OwnCase)));
    assert!(matches!(case::note(&PACK, &run.state, &person("pemohon", None), "x", vec![], at), Err(Refusal::OwnCase)));

    let label = |state: &CaseState, keys: &[&str]| {
        let keys: Vec<String> = keys.iter().map(|key| (*key).to_owned()).collect();
        case::label(&PACK, state, &tu, &keys, at)
    };
    let marked = after(&run.state, &label(&run.state, &["sorotan", "cek-lapangan"]).unwrap().unwrap());
    assert_eq!(marked.labels, ["sorotan", "cek-lapangan"]);
    assert_eq!(find::marks_of(&marked).collect::<Vec<_>>(), ["#sorotan", "#cek-lapangan"]);
    assert_eq!(label(&marked, &["cek-lapangan", "sorotan"]).unwrap(), None, "it is so already");
    assert_eq!(after(&marked, &label(&marked, &["sorotan"]).unwrap().unwrap()).labels, ["sorotan"]);
    assert!(matches!(label(&marked, &["rahasia"]), Err(Refusal::Invalid { .. })));
}

#[test]
fn another_agency_is_asked_and_answers_and_what_is_confidential_stays_between_them() {
    let mut run = Run::begin();
    run.reach_evaluation();
    let (opd, other, stranger) = (person("opd", Some("disdik")), person("opd", Some("bpka")), person("tapd", Some("tapd")));
    let (at, today) = (run.at(), run.today);
    let agency = AgencyKey("bpka".into());
    let question = |confidential: bool| Question { agency: &agency, text: "Apakah pernah menerima?", confidential, due_on: None };
    let ask = |who: &Person, question: &Question<'_>| case::ask_opinion(&PACK, &run.state, who, question, at);
    assert!(matches!(ask(&stranger, &question(false)), Err(Refusal::NotYourRole { .. })));
    let own = AgencyKey("disdik".into());
    assert!(matches!(ask(&opd, &Question { agency: &own, ..question(false) }), Err(Refusal::Invalid { .. })));
    assert!(matches!(ask(&opd, &Question { text: " ", ..question(false) }), Err(Refusal::Invalid { .. })));
    assert!(matches!(ask(&opd, &Question { due_on: Some(today.plus_days(-1)), ..question(false) }), Err(Refusal::Invalid { .. })));

    for confidential in [true, false] {
        let asked = ask(&opd, &question(confidential)).unwrap();
        let state = after(&run.state, &asked);
        let opinion = &state.opinions[0];
        assert_eq!(opinion.due_on, PACK.calendar().add_workdays(today, PACK.desk.opinion_days));
        assert_eq!((asked.is_of_the_desk(), state.due_on), (confidential, run.state.due_on), "its clock goes on");
        assert_eq!(find::marks_of(&state).collect::<Vec<_>>(), ["?bpka"]);
        let reads = |who: &Person| case::may_read(&PACK, &state, opinion, who);
        assert_eq!((reads(&opd), reads(&other), reads(&stranger)), (true, true, !confidential));
        let may = |who: &Person| case::may_answer(&PACK, &state, opinion, who);
        assert_eq!((may(&opd), may(&other), may(&stranger)), (false, true, false));
        let give = |who: &Person, version: u32, text: &str| case::give_opinion(&PACK, &state, who, version, text, at);
        assert!(matches!(give(&stranger, asked.version, "Ya"), Err(Refusal::NotYourRole { .. })));
        assert!(matches!(give(&other, asked.version + 1, "Ya"), Err(Refusal::NotFromHere { .. })));
        assert!(matches!(give(&other, asked.version, ""), Err(Refusal::Invalid { .. })));
        let given = give(&other, asked.version, "Belum pernah menerima.").unwrap();
        assert_eq!(given.is_of_the_desk(), confidential);
        let answered = after(&state, &given);
        assert_eq!(answered.opinions[0].given.as_ref().unwrap().0, "Belum pernah menerima.");
        assert_eq!(find::marks_of(&answered).count(), 0, "the agency owes no more");
        assert!(matches!(case::give_opinion(&PACK, &answered, &other, asked.version, "Lagi", at), Err(Refusal::NotFromHere { .. })));
    }
}
