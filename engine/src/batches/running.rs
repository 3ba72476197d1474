//! Runs what was ordered for many cases, case by case, with the rights that its officer has now.
use crate::{Engine, Failure, open::Inner};
use domain::{
    batch::{self, Deed},
    case::{CaseState, Event},
    pack::Pack,
    people::{AccountId, Person},
    text::Text,
    time::Instant,
    words::Lang,
};
use futures::{
    FutureExt, StreamExt, TryStreamExt,
    future::{BoxFuture, ready},
    stream,
};
use std::{sync::Arc, time::Duration};
use store::{Tx, batches::BatchLine, notices::NewNotice};
use uuid::Uuid;

/// How long a server has a batch before another may take it for lost, milliseconds.
const CLAIM_MS: i64 = 60_000;
/// After how many cases it says that it goes on.
const SIGN: usize = 50;
/// Lines under way at once.
pub(crate) const AT_ONCE: usize = 16;
/// How often a server looks for what another one left behind.
const LOOK: Duration = Duration::from_secs(15);

/// What a change of a case takes along into its transaction.
#[derive(Clone, Debug, Default)]
pub(crate) struct Beside {
    /// The draft that is done with.
    pub(crate) drop_draft: Option<Uuid>,
    /// What officers are told of it, beside what its applicant is told anyway.
    pub(crate) notices: Vec<NewNotice>,
    /// The line of a batch that it is: said there in the same transaction, and only once.
    pub(crate) line: Option<(Uuid, i64)>,
    /// What a bank said, where that moves it: put on record in the same transaction, and only once.
    pub(crate) heard: Option<store::bills::Heard>,
}

impl Beside {
    /// Says that the line is done; refused where somebody said it before, so that nothing is done twice.
    pub(crate) async fn said(&self, tx: &mut Tx<'_>, pack: &Pack) -> Result<(), Failure> {
        if let Some(heard) = &self.heard {
            let new = store::bills::hear(tx, pack.code(), heard).await?;
            let open = store::bills::settle(tx, pack.code(), &heard.code).await?;
            if !(new && open) {
                return Err(Failure::NotFound);
            }
        }
        let Some(line) = self.line else { return Ok(()) };
        if store::batches::row_done(tx, pack.code(), line, &Ok(())).await? { Ok(()) } else { Err(Failure::NotFound) }
    }
}

/// Whose deed it is, and whose the cases are then.
struct Hands {
    person: Person,
    to: Option<Person>,
}

impl Engine {
    /// Runs what is due; gives when the next is.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn run_batches(&self) -> Result<Option<Instant>, Failure> {
        let mut next: Option<Instant> = None;
        for pack in self.0.at_work().iter() {
            for (id, at) in store::batches::waiting(&self.0.db, pack.code(), self.0.now()).await? {
                if at <= self.0.now() {
                    self.0.run_batch(pack, id).await?;
                } else {
                    next = Some(next.map_or(at, |next| next.min(at)));
                }
            }
        }
        Ok(next)
    }
}

impl Inner {
    async fn run_batch(self: &Arc<Self>, pack: &Pack, id: Uuid) -> Result<(), Failure> {
        let (region, at) = (pack.code().clone(), self.now());
        let until = at.plus_ms(CLAIM_MS);
        let claim = self.db.write_in(pack.code(), move |tx| {
            Box::pin(async move { Ok::<_, Failure>(store::batches::claim(tx, &region, id, at, until).await?) })
        });
        if !claim.await? {
            return Ok(());
        }
        let Some(batch) = store::batches::by_id(&self.db, pack.code(), id).await? else { return Ok(()) };
        let Some(deed) = batch.deed else { return Ok(()) };
        let lines = store::batches::lines(&self.db, pack.code(), id).await?;
        let waiting: Vec<BatchLine> = lines.into_iter().filter(|line| line.done.is_none()).collect();
        for (i, some) in waiting.chunks(SIGN).enumerate() {
            if i > 0 {
                let (region, until) = (pack.code().clone(), self.now().plus_ms(CLAIM_MS));
                let hold = self.db.write_in(pack.code(), move |tx| {
                    Box::pin(async move { Ok::<_, Failure>(store::batches::hold(tx, &region, id, until).await?) })
                });
                hold.await?;
            }
            // Each case is a transaction of its own; some at a time, so that their writes reach the disk together.
            let mut lines: Vec<BoxFuture<'_, Result<(), Failure>>> = Vec::with_capacity(some.len());
            for line in some {
                lines.push(self.run_line(pack, id, batch.account, &deed, line).boxed());
            }
            stream::iter(lines).buffer_unordered(AT_ONCE).try_for_each(|()| ready(Ok(()))).await?;
        }
        let (region, at) = (pack.code().clone(), self.now());
        let end = self
            .db
            .write_in(pack.code(), move |tx| Box::pin(async move { Ok::<_, Failure>(store::batches::end(tx, &region, id, at).await?) }));
        end.await
    }

    /// One case. A refusal is its line's word; only what is broken of ours ends the run, and then it is tried again later.
    async fn run_line(self: &Arc<Self>, pack: &Pack, id: Uuid, account: AccountId, deed: &Deed, line: &BatchLine) -> Result<(), Failure> {
        match self.try_line(pack, id, account, deed, line).await {
            Ok(()) => Ok(()),
            Err(failure @ Failure::Unavailable { .. }) => Err(failure),
            Err(failure) => {
                let why = Err(Text::new(failure.whole_text(Lang::Id), failure.whole_text(Lang::En)));
                let (region, n) = (pack.code().clone(), line.n);
                let say = self.db.write_in(pack.code(), move |tx| {
                    Box::pin(async move { Ok::<_, Failure>(store::batches::row_done(tx, &region, (id, n), &why).await?) })
                });
                say.await.map(|_| ())
            }
        }
    }

    async fn try_line(self: &Arc<Self>, pack: &Pack, id: Uuid, account: AccountId, deed: &Deed, line: &BatchLine) -> Result<(), Failure> {
        // Posts may have ended since it was ordered: they are read anew for each case.
        let hands = Hands { person: self.officer(pack, account).await?, to: self.receiver(pack, deed).await? };
        let (deed, seen) = (deed.clone(), line.seen);
        let judge = move |pack: &Pack, state: &CaseState, at: Instant| -> Result<Vec<Event>, Failure> {
            Ok(batch::judge(pack, state, (&hands.person, hands.to.as_ref()), (&deed, seen), at)?)
        };
        self.change_beside(pack, line.case, Beside { line: Some((id, line.n)), ..Beside::default() }, judge).await?;
        Ok(())
    }
}

/// Runs what is ordered for as long as the engine lives.
pub(crate) async fn follow(engine: Engine) {
    loop {
        let next = match engine.run_batches().await {
            Ok(next) => next,
            Err(failure) => {
                tracing::warn!(%failure, "what was ordered for many cases could not be done yet");
                None
            }
        };
        let wait = next.map(|at| Duration::from_millis(u64::try_from(at.millis() - engine.now().millis()).unwrap_or(0)));
        let wait = wait.map_or(LOOK, |wait| wait.min(LOOK));
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = engine.0.ordered.notified() => {}
        }
    }
}
