//! Made-up cases: whatever number they are given, they are told apart by it.
use domain::{
    board::{DayCount, day_count},
    case::{Amount, CaseId, CaseState, Event, Happening, Submitted},
    clock::StageClock,
    form::{Answers, Documents},
    money::Rupiah,
    number::CaseNumber,
    people::{AccountId, Actor, AgencyKey},
    region::RegionCode,
    time::{Day, Instant},
};
use store::cases::Commit;
use uuid::Uuid;

/// The first moment of the stories: 2026-03-02 09:00 in Bandung.
pub(crate) const START: Instant = Instant(1_772_416_800_000);

/// A region whose stories are told.
pub(crate) fn region() -> RegionCode {
    "32.73".parse().unwrap()
}

/// The first day of the stories.
pub(crate) fn today() -> Day {
    Day::new(2026, 3, 2).unwrap()
}

/// An id told by a number.
pub(crate) fn id(kind: u64, n: u64) -> Uuid {
    Uuid::from_u64_pair(kind, n)
}

/// The account of a made-up citizen.
pub(crate) fn citizen(n: u64) -> AccountId {
    AccountId(id(1, n))
}

/// The `n`th request as handed in: its event and the case after it.
pub(crate) fn submitted(n: u32) -> (Event, CaseState) {
    let mut answers = Answers::default();
    answers.set("kegiatan", format!("Pelatihan menjahit angkatan {n}"));
    answers.set("uraian", "Pelatihan bagi warga kelurahan selama tiga bulan. ".repeat(8));
    let event = Event {
        version: 1,
        at: START.plus_ms(i64::from(n)),
        actor: Actor::citizen(citizen(u64::from(n % 7))),
        what: Happening::Submitted(Box::new(Submitted {
            service: "hibah".to_owned(),
            workflow: 1,
            number: CaseNumber::new("HB", 2026, n).unwrap(),
            keyed_by: None,
            applicant: Some(citizen(u64::from(n % 7))),
            answers,
            documents: Documents::default(),
            title: format!("Pelatihan menjahit angkatan {n}"),
            organisation: format!("Yayasan Contoh {n} % Fiktif"),
            district: Some("32.73.01".to_owned()),
            affair: Some(if n.is_multiple_of(3) { "pendidikan" } else { "sosial" }.to_owned()),
            fiscal_year: 2026 + i32::try_from(n % 2).unwrap(),
            amount: Some(Amount::new("asked", Rupiah::try_from(25_000_000).unwrap())),
            stage: "administrasi".to_owned(),
            agency: Some(AgencyKey("tu".to_owned())),
            clock: Some(StageClock::start(3, today())),
            due_on: Some(today().plus_days(3)),
            promised_on: today().plus_days(20),
            judged: domain::judgement::Judged::new(),
            follows: None,
            together: vec![],
        })),
    };
    let state = CaseState::begin(CaseId(id(2, u64::from(n))), &event).unwrap();
    (event, state)
}

/// The desk of a made-up case.
pub(crate) fn holder(state: &CaseState) -> String {
    match &state.agency {
        Some(AgencyKey(agency)) if state.is_open() => format!("tu@{agency}"),
        _ => String::new(),
    }
}

/// What an event adds to the day.
pub(crate) fn count(before: Option<&CaseState>, after: &CaseState, event: &Event) -> DayCount {
    day_count(before, after, event.actor.role.is_some())
}

/// The commit of an event with nothing beside it.
pub(crate) fn plain<'a>(before: Option<&'a CaseState>, after: &'a CaseState, event: &'a Event, holder: &'a str) -> Commit<'a> {
    Commit {
        before,
        after,
        event,
        holder,
        approved: None,
        paid: None,
        reported: None,
        day: today(),
        count: count(before, after, event),
        secret_hash: None,
        notices: &[],
        idempotency: None,
        drop_draft: None,
    }
}
