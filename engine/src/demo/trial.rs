//! Made-up cases that are led through a service by the same rules as real ones, without a database: what a change of rules does is seen
//! before anybody's case meets it, and a pack's golden runs are walked again.
use super::{Luck, Papers, answers, rolls::Rolls, walk};
use domain::{
    case::{CaseId, CaseState, Submission, submit},
    form::{Document, Documents, Kind},
    number::CaseNumber,
    pack::{Pack, Role, Service},
    people::{AccountId, AgencyKey, Person, Post, RoleKey},
    time::{Day, Instant},
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// More acts than any case needs: one that goes on longer goes round in circles.
const MOST_ACTS: u32 = 400;
/// How long a case may take, in days, until it is said that nothing leads on.
const MOST_DAYS: i64 = 366 * 12;
/// How far ahead it is looked for a day on which a service takes requests.
const AHEAD: i64 = 400;

/// The way of one made-up case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrialRun {
    /// The chance that it was made from; the same gives the same case.
    pub seed: u64,
    /// The stages that it passed, by key, in their order.
    pub stages: Vec<String>,
    /// How it ended, as its outcome is called in events; nothing where it did not.
    pub outcome: Option<String>,
    /// Days from the first event to the last.
    pub days: i64,
}

/// What came of the made-up cases of one service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trial {
    /// The service's key.
    pub service: String,
    /// The day on which they were handed in; nothing where the service takes none in the year to come.
    pub on: Option<Day>,
    /// Their ways.
    pub runs: Vec<TrialRun>,
    /// Requests that the rules refused at the counter.
    pub refused: u32,
}

impl Trial {
    /// Cases that did not come to an end, with the stage where nothing led on.
    pub fn stuck(&self) -> impl Iterator<Item = &TrialRun> {
        self.runs.iter().filter(|run| run.outcome.is_none())
    }
}

/// Leads `seeds` made-up cases through a service, handed in on `day` or the first day after on which it takes requests.
#[must_use]
pub fn tried(pack: &Pack, service: &Service, seeds: impl IntoIterator<Item = u64>, day: Day) -> Trial {
    let on = (0..AHEAD).map(|n| day.plus_days(n)).find(|day| service.taken_on(*day).is_some());
    let mut trial = Trial { service: service.key.clone(), on, runs: vec![], refused: 0 };
    let Some(on) = on else { return trial };
    let at = Instant::at(on, 9, 0, pack.zone());
    let far = Instant::at(on.plus_days(MOST_DAYS), 8, 0, pack.zone());
    let (paper, crews) = (paper(at), crews(pack));
    let ground = walk::Ground { pack, service, paper: &paper, crews: &crews };
    for seed in seeds {
        let mut luck = Luck::new(seed);
        let Some(mut state) = begun((pack, service), &mut luck, at, &paper) else {
            trial.refused += 1;
            continue;
        };
        let (mut rolls, mut last) = (Rolls::default(), at);
        while state.is_open() && state.version < MOST_ACTS {
            let Some(event) = walk::step(&mut luck, &ground, &state, |role, agency| officer(pack, role, agency), &mut rolls, far) else {
                break;
            };
            last = event.at;
            state.apply(&event);
        }
        trial.runs.push(TrialRun {
            seed,
            stages: state.visits.iter().map(|visit| visit.stage.clone()).collect(),
            outcome: state.outcome.and_then(|o| serde_json::to_value(o).ok()?.as_str().map(str::to_owned)),
            days: last.day(pack.zone()).number().saturating_sub(on.number()).into(),
        });
    }
    trial
}

/// Somebody who holds a role, at an agency.
pub(super) fn officer(pack: &Pack, role: &str, agency: Option<&AgencyKey>) -> Option<Person> {
    let number = pack.roles.iter().position(|r| r.key == role)?;
    let post = Post {
        region: pack.code().clone(),
        role: RoleKey(role.to_owned()),
        agency: agency.cloned(),
        from: Day::MIN,
        until: None,
        acting: false,
    };
    Some(Person { account: AccountId(Uuid::from_u128(100 + number as u128)), name: String::new(), posts: vec![post] })
}

/// Two people for each role.
pub(super) fn crews(pack: &Pack) -> BTreeMap<String, Vec<AccountId>> {
    let crew = |(number, role): (usize, &Role)| {
        let first = 100 + number as u128;
        (role.key.clone(), vec![AccountId(Uuid::from_u128(first)), AccountId(Uuid::from_u128(first + 1000))])
    };
    pack.roles.iter().enumerate().map(crew).collect()
}

/// The one paper that all hand in.
pub(super) fn paper(at: Instant) -> Papers {
    let one = Document {
        slot: String::new(),
        hash: "0".repeat(64),
        name: "a.pdf".into(),
        media: "application/pdf".into(),
        size: 9,
        at,
        taken: None,
    };
    Papers { open: one.clone(), private: one }
}

/// A request as it is handed in; nothing where the rules refuse four of them, each for less than the one before.
pub(super) fn begun((pack, service): (&Pack, &Service), luck: &mut Luck, at: Instant, paper: &Papers) -> Option<CaseState> {
    let documents: Vec<_> = service.form.fields().filter(|f| matches!(f.kind, Kind::File { .. })).map(|f| paper.of(f, at)).collect();
    let number = CaseNumber::new(&service.prefix, 2025, 1).ok()?;
    [100, 55, 30, 12].into_iter().find_map(|scale| {
        let answers = answers::fill(luck, pack, service, at.day(pack.zone()), scale);
        let request = Submission {
            number: number.clone(),
            applicant: Some(AccountId(Uuid::from_u128(1))),
            keyed_by: None,
            answers: &answers,
            documents: &Documents(documents.clone()),
            follows: None,
            together: vec![],
            at,
        };
        CaseState::begin(CaseId(Uuid::from_u128(9)), &submit(pack, service, &request).ok()?)
    })
}
