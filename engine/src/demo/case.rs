//! A made-up case: handed in, and all that happened to it until now.
use super::{Luck, Papers, Town, answers, rolls::Rolls, walk};
use crate::{Failure, books, gallery, keep, licences};
use domain::{
    board::{DayCount, day_count},
    case::{CaseId, CaseState, Event, Outcome, Submission, submit},
    form::{Documents, Kind},
    number::CaseNumber,
    pack::Escalation,
    people::{AccountId, Person},
    time::{Day, Instant},
};
use std::collections::BTreeMap;
use store::bulk::BulkCase;

/// What an invented applicant asks, and what they are answered.
const ASKED: &str = "Apakah berkas saya sudah lengkap, atau masih ada yang kurang?";
const ANSWERED: &str = "Berkas Anda sudah kami terima dan sedang diperiksa. Bila ada yang kurang, Anda diberi tahu di halaman ini.";

/// Whether a licence is in force that little happened to yet.
fn is_young(state: &CaseState) -> bool {
    let in_force = state.licence.as_ref().is_some_and(|l| l.status == domain::licence::Status::InForce);
    in_force && state.visits.iter().filter(|v| v.stage == state.stage).count() < 3
}

impl Town<'_> {
    pub(super) async fn submitted(
        &self,
        luck: &mut Luck,
        seed: u64,
        i: usize,
        at: Instant,
        paper: &Papers,
        serials: &mut BTreeMap<u16, u32>,
    ) -> Result<Option<(CaseId, Event)>, Failure> {
        let year = u16::try_from(at.day(self.pack.zone()).year()).unwrap_or(0);
        let serial = match serials.get(&year) {
            Some(serial) => *serial,
            None => self.reserve(year, 1).await?,
        };
        let mut random = [0; 10];
        random.iter_mut().zip(seed.to_le_bytes().into_iter().chain(0..)).for_each(|(r, s)| *r = s);
        for byte in random.iter_mut().skip(2) {
            *byte ^= u8::try_from(luck.below(256)).unwrap_or(0);
        }
        let ms = u64::try_from(at.millis()).unwrap_or(0);
        let case = CaseId(uuid::Builder::from_unix_timestamp_millis(ms, &random).into_uuid());
        let number = CaseNumber::new(&self.service.prefix, year, serial).map_err(|e| Failure::unavailable("make a case number", &e))?;
        let documents =
            Documents(self.service.form.fields().filter(|f| matches!(f.kind, Kind::File { .. })).map(|f| paper.of(f, at)).collect());
        // One in twelve is the applicant persona's, so that its account shows something. The others are of guests, whom no
        // account names: each has an id, so that it can mend and ask for its money.
        let guest = AccountId(uuid::Builder::from_random_bytes(std::array::from_fn(|_| luck.below(256).to_le_bytes()[0])).into_uuid());
        let applicant = Some(if i.is_multiple_of(12) { self.applicant } else { guest });
        // The amount is lowered until it fits under the limits: what a form refuses is no case.
        for scale in [100, 55, 30, 12] {
            let answers = answers::fill(luck, self.pack, self.service, at.day(self.pack.zone()), scale);
            let request = Submission {
                number: number.clone(),
                applicant,
                keyed_by: None,
                answers: &answers,
                documents: &documents,
                follows: None,
                together: vec![],
                at,
            };
            match submit(self.pack, self.service, &request) {
                Ok(event) => {
                    serials.insert(year, serial + 1);
                    return Ok(Some((case, self.inner.sealed(self.pack, &self.service.key, case.0, event))));
                }
                Err(refusal) if scale == 12 => tracing::debug!(%refusal, ?refusal, "a made-up request was refused"),
                Err(_) => {}
            }
        }
        Ok(None)
    }

    async fn reserve(&self, year: u16, n: u32) -> Result<u32, Failure> {
        let (region, prefix) = (self.pack.code().clone(), self.service.prefix.clone());
        self.inner
            .db
            .write_in(self.pack.code(), move |tx| {
                Box::pin(async move { Ok::<_, Failure>(store::serials::reserve(tx, &region, &prefix, year, n).await?) })
            })
            .await
    }

    /// The case with all that happened to it until now.
    pub(super) fn whole(
        &self,
        luck: &mut Luck,
        case: CaseId,
        first: Event,
        paper: &Papers,
        rolls: &mut Rolls,
        now: Instant,
    ) -> Option<BulkCase> {
        let mut days: BTreeMap<Day, DayCount> = BTreeMap::new();
        let mut decided = None;
        let mut count = |before: Option<&CaseState>, after: &CaseState, event: &Event| {
            let one = day_count(before, after, event.is_decision());
            let sum = days.entry(event.at.day(self.pack.zone())).or_default();
            sum.arrived += one.arrived;
            sum.decided += one.decided;
            sum.closed += one.closed;
            decided = decided.or(domain::pace::decided(self.pack, before, after, event.at));
        };
        let mut state = CaseState::begin(case, &first)?;
        count(None, &state, &first);
        let mut events = vec![first];
        // One in seven of those refused objects.
        let objects = luck.percent(15);
        // One licence of six lives a little: it is looked at, warned about, suspended.
        let lives = luck.percent(16);
        let ground = walk::Ground { pack: self.pack, service: self.service, paper, crews: self.officers };
        while (state.is_open() || (objects && state.outcome == Some(Outcome::Refused) && !state.objected) || (lives && is_young(&state)))
            && let Some(event) = walk::step(luck, &ground, &state, |role, agency| self.person(role, agency), rolls, now)
        {
            let event = self.inner.sealed(self.pack, &self.service.key, case.0, event);
            let before = state.clone();
            state.apply(&event);
            count(Some(&before), &state, &event);
            events.push(event);
        }
        // Some applicants ask, and most are answered.
        if let Some(applicant) = state.applicant.filter(|_| luck.percent(6)) {
            let at = state.stage_since.plus_ms(3_600_000);
            let asks = Person { account: applicant, name: String::new(), posts: vec![] };
            let role = self.pack.workflow_of(&state).and_then(|w| w.stage(&state.stage)).and_then(|s| s.holder.role.clone());
            let answers = role.and_then(|role| self.person(&role, state.agency.as_ref())).filter(|_| luck.percent(60));
            let words = [(Some(asks), ASKED), (answers, ANSWERED)];
            for (i, (who, text)) in words.into_iter().enumerate() {
                let at = at.plus_ms(i64::try_from(i).unwrap_or(0) * 7_200_000);
                let event = who.filter(|_| at < now).and_then(|who| domain::case::say(self.pack, &state, &who, text, at).ok());
                if let Some(event) = event {
                    state.apply(&event);
                    events.push(event);
                }
            }
        }
        // What is late now went up the chain, as it would have: a server that begins with it has nothing to catch up on.
        let today = now.day(self.pack.zone());
        let steps: Vec<_> = domain::case::due_steps(self.pack, &state, today).into_iter().cloned().collect();
        for step in steps {
            let event = domain::case::escalate(&state, &step, self.when(&state, &step, now));
            state.apply(&event);
            events.push(event);
        }
        let after = state;
        let money = domain::case::money(self.pack, &after);
        Some(BulkCase {
            deeds: domain::deed::counted(&events, self.pack.zone()),
            stands: domain::board::stands(self.pack, &after),
            said: self.inner.said(self.pack, &self.inner.opened(self.pack, &after)),
            decided,
            entered: books::entered(self.pack, case, &events),
            licence: licences::row(self.pack, &after, now),
            project: gallery::row(self.pack, &after),
            holder: keep::holder(self.pack, &after),
            approved: money.approved,
            paid: money.paid,
            reported: money.reported,
            taken: domain::budget::taken_by(self.pack, &after),
            after,
            events,
            secret_hash: Some(self.inner.secret_hash(self.pack, case)),
            days: days.into_iter().collect(),
        })
    }

    /// When a step of the chain was taken for a case that stands where it stood then.
    fn when(&self, state: &CaseState, step: &Escalation, now: Instant) -> Instant {
        let (calendar, zone) = (self.pack.calendar(), self.pack.zone());
        let since = state.stage_since.day(zone);
        let day = match (step.days_late, state.due_on, &state.clock) {
            (Some(days), Some(due), _) => calendar.add_workdays(due, days),
            (None, _, Some(clock)) => calendar.add_workdays(since, clock.limit * step.used_percent.unwrap_or(100) / 100),
            _ => since,
        };
        Instant::at(day, 5, 0, zone).max(state.stage_since).min(now)
    }
}
