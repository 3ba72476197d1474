//! What happens by itself: the timers of stages, looked at once an hour. Each is an event of the system, so the log shows
//! that the applicant was told, and a case that lapsed shows when and why.
use crate::{Engine, Failure, licences, open::Inner};
use domain::{
    case::{CaseId, CaseState, Event, Happening, due_timers, fire},
    pack::Pack,
    people::AccountId,
    time::{Day, Instant},
    words::{self, Lang},
    workflow::Timer,
};
use std::{collections::BTreeSet, sync::Arc, time::Duration};
use store::notices::NewNotice;
use uuid::Uuid;

/// How often the timers are looked at; they count days.
const EVERY: Duration = Duration::from_secs(3_600);
/// Cases read at a time.
const BATCH: u32 = 50;
/// Rest after each batch, as a multiple of what it took.
pub(crate) const REST: u32 = 4;

impl Engine {
    /// Lets every timer go off that is due; gives how many did. Twice in a row the second does nothing.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn run_timers(&self) -> Result<usize, Failure> {
        let mut fired = 0;
        for pack in self.0.at_work().iter() {
            for service in &pack.services {
                // A stage of the same key may have other timers in another version: the case's own decide.
                let mut seen = BTreeSet::new();
                for stage in service.workflows.iter().flat_map(|w| &w.stages).filter(|s| !s.timers.is_empty()) {
                    if seen.insert(stage.key.as_str()) {
                        let timers = service.workflows.iter().filter_map(|w| w.stage(&stage.key)).flat_map(|s| &s.timers);
                        let first = timers.map(|t| t.after).min().unwrap_or(0);
                        fired += self.0.ring(pack, &service.key, &stage.key, first).await?;
                    }
                }
            }
        }
        Ok(fired)
    }
}

/// What came of one case of a run. A case that can't be done is named in the log and left, and the others go on; where the store is
/// away, the run ends.
pub(crate) fn one_of_many(case: CaseId, done: Result<usize, Failure>) -> Result<usize, Failure> {
    match done {
        Ok(done) => Ok(done),
        Err(failure @ Failure::Unavailable { .. }) => Err(failure),
        Err(failure) => {
            tracing::error!(%failure, case = %case.0, "what is due of a case could not be done; the others go on");
            Ok(0)
        }
    }
}

/// The hour at which counters are tidied, as the region's clock has it: nobody hands anything in.
const NIGHT: u8 = 2;

impl Inner {
    /// Drops counters that stand at nothing, at night.
    async fn compact(&self) -> Result<(), Failure> {
        for pack in self.at_work().iter() {
            if self.now().hour_minute(pack.zone()).0 != NIGHT {
                continue;
            }
            let region = pack.code().clone();
            let drop = self.db.write_in(pack.code(), move |tx| {
                Box::pin(async move {
                    store::counts::compact(tx, &region).await?;
                    store::stands::compact(tx, &region).await?;
                    Ok::<_, Failure>(())
                })
            });
            drop.await?;
        }
        Ok(())
    }

    async fn ring(self: &Arc<Self>, pack: &Pack, service: &str, stage: &str, first: i64) -> Result<usize, Failure> {
        let today = self.now().day(pack.zone());
        let (mut after, mut fired) = (CaseId(Uuid::nil()), 0);
        loop {
            let begun = std::time::Instant::now();
            let page = store::cases::ripe(&self.db, pack.code(), service, stage, today.plus_days(-first), after, BATCH).await?;
            let Some(last) = page.last() else { return Ok(fired) };
            after = *last;
            for case in page {
                fired += one_of_many(case, self.ring_one(pack, case, today).await)?;
            }
            // Requests come first: of the time, the timers take at most a fifth.
            tokio::time::sleep(begun.elapsed() * REST).await;
        }
    }

    async fn ring_one(self: &Arc<Self>, pack: &Pack, case: CaseId, today: Day) -> Result<usize, Failure> {
        let Some(stored) = store::cases::by_id(&self.db, pack.code(), case).await? else { return Ok(0) };
        let due: Vec<Timer> = due_timers(pack, &stored.state, today).into_iter().cloned().collect();
        let mut fired = 0;
        for timer in due {
            let told = timer.clone();
            let judge = move |pack: &Pack, state: &CaseState, at: Instant| -> Result<Vec<Event>, Failure> {
                // Somebody may have acted since: then it is not due any more, and nothing happens.
                let still = due_timers(pack, state, at.day(pack.zone())).iter().any(|t| t.key == timer.key);
                Ok(if still { fire(pack, state, &timer, at).into_iter().collect() } else { vec![] })
            };
            self.change(pack, case, None, judge).await?;
            fired += 1;
            if told.to.is_some() {
                break;
            }
        }
        Ok(fired)
    }

    /// What a timer tells the applicant.
    pub(crate) fn timer_notice(&self, pack: &Pack, state: &CaseState, event: &Event, to: AccountId, lang: Lang) -> Option<NewNotice> {
        let due = state.due_on.map(|d| words::date_long(d, lang)).unwrap_or_default();
        let body = match &event.what {
            Happening::Reminded { timer, stage } => {
                let of_stage = pack.workflow_of(state)?.stage(stage)?.timers.iter().find(|t| t.key == *timer);
                match of_stage {
                    Some(timer) => timer.notice.fill(lang, "due", &due),
                    None => licences::notice(pack, state, timer, lang)?,
                }
            }
            Happening::Rescheduled { promised_on, .. } => {
                let promised = words::date_long(*promised_on, lang);
                if lang == Lang::Id {
                    format!("Ada hari libur baru, sehingga tanggalnya bergeser. Batas tahap ini: {due}. Janji putusan: {promised}.")
                } else {
                    format!("A new day off moved the dates. This stage ends on {due}. Decision promised by {promised}.")
                }
            }
            Happening::Reversioned { reason, promised_on, .. } => {
                let promised = words::date_long(*promised_on, lang);
                if lang == Lang::Id {
                    format!(
                        "Pengajuan Anda kini mengikuti aturan yang baru. Alasan: {reason}. Batas tahap ini: {due}. Janji putusan: {promised}."
                    )
                } else {
                    format!(
                        "Your request goes by the new rules now. Reason: {reason}. This stage ends on {due}. Decision promised by {promised}."
                    )
                }
            }
            Happening::Extended { days, reason, promised_on, .. } => {
                let promised = words::date_long(*promised_on, lang);
                if lang == Lang::Id {
                    format!("Waktu tahap ini diperpanjang {days} hari kerja, sampai {due}. Alasan: {reason}. Janji putusan: {promised}.")
                } else {
                    format!(
                        "The term of this stage was extended by {days} working days, until {due}. Reason: {reason}. Decision promised by {promised}."
                    )
                }
            }
            Happening::Lengthened { day, days, .. } => {
                let day = words::date_long(*day, lang);
                if lang == Lang::Id {
                    format!("Layanan kami terganggu pada {day}. Waktu Anda bertambah {days} hari kerja, sampai {due}.")
                } else {
                    format!("Our service was away on {day}. You have {days} more working day(s), until {due}.")
                }
            }
            Happening::Said { .. } if lang == Lang::Id => {
                "Petugas menulis kepada Anda. Baca dan jawab di halaman permohonan ini.".to_owned()
            }
            Happening::Said { .. } => "The office wrote to you. Read it and answer on the page of this request.".to_owned(),
            Happening::Moved(moved) => {
                let flag = pack.desk.flag(moved.raises.first()?)?;
                let done = pack.workflow_of(state)?.done(&moved.from, &moved.action)?.get(lang);
                flag.told.as_ref().map_or_else(|| format!("{done}."), |told| format!("{done}. {}", told.get(lang)))
            }
            _ => return None,
        };
        Some(NewNotice {
            id: self.id(),
            account: to,
            case: Some(state.id),
            kind: "reminder".into(),
            subject: format!("{}: {}", state.number, if lang == Lang::Id { "pengingat" } else { "reminder" }),
            body,
            link: format!("/{}/lacak/{}", pack.region.slug, state.number),
            address: None,
            created_at: self.now(),
        })
    }
}

/// Looks at the timers for as long as the engine lives.
pub(crate) async fn follow(engine: Engine) {
    let mut every = tokio::time::interval(EVERY);
    loop {
        every.tick().await;
        match engine.follow_calendars().await {
            Ok(0) => {}
            Ok(moved) => tracing::info!(moved, "a calendar changed, and the dates of cases with it"),
            Err(failure) => tracing::warn!(%failure, "the calendars could not be looked at"),
        }
        if let Err(failure) = engine.0.compact().await {
            tracing::warn!(%failure, "counters that stand at nothing could not be dropped");
        }
        if let Err(failure) = engine.0.look_away().await {
            tracing::warn!(%failure, "who looked at cases could not be forgotten");
        }
        if let Err(failure) = engine.0.forget_signals().await {
            tracing::warn!(%failure, "things that said nothing for long could not be forgotten");
        }
        if let Err(failure) = engine.0.forget_chosen().await {
            tracing::warn!(%failure, "what was chosen and never ordered could not be forgotten");
        }
        if let Err(failure) = engine.0.forget_old_typed().await {
            tracing::warn!(%failure, "what was typed long ago could not be forgotten");
        }
        match engine.run_escalations().await {
            Ok(0) => {}
            Ok(taken) => tracing::info!(taken, "late cases went up the chain"),
            Err(failure) => tracing::warn!(%failure, "late cases could not be looked at"),
        }
        match engine.run_silence().await {
            Ok(0) => {}
            Ok(granted) => tracing::info!(granted, "requests count as granted, because their time passed"),
            Err(failure) => tracing::warn!(%failure, "requests whose time passed could not be looked at"),
        }
        match engine.run_licences().await {
            Ok(0) => {}
            Ok(lived) => tracing::info!(lived, "things happened to licences by themselves"),
            Err(failure) => tracing::warn!(%failure, "licences could not be looked at"),
        }
        // Before the timers: whoever has longer has not let anything lapse.
        match engine.run_outages().await {
            Ok(0) => {}
            Ok(longer) => tracing::info!(longer, "applicants have longer, because the service was away"),
            Err(failure) => tracing::warn!(%failure, "outages could not be looked at"),
        }
        match engine.run_timers().await {
            Ok(0) => {}
            Ok(fired) => tracing::info!(fired, "timers went off"),
            Err(failure) => tracing::warn!(%failure, "the timers could not be looked at"),
        }
    }
}
