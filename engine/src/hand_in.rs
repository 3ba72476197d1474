//! Handing a request in: its number, its first event, its receipt. A draft that was handed in before gives the receipt it
//! gave then.
use crate::{
    Accounts, Drafts, Failure, Receipt, Visitor, VisitorKind, assign::Dividing, cases::going_on, keep::Kept, open::Inner, papers::Issuing,
};
use domain::{
    case::{self, CaseId, CaseState, Event, Submission},
    form::{Answers, Documents},
    number::CaseNumber,
    pack::{Pack, Service},
    people::{AccountId, Actor},
    time::Instant,
};
use store::Tx;
use uuid::Uuid;

/// Case numbers taken from the store at once; a restart skips what is left of them.
const NUMBERS_AHEAD: u32 = 256;

impl Drafts {
    /// Whether the visitor keys in what came on paper, for somebody else.
    #[must_use]
    pub fn keys_in(&self, pack: &Pack, service: &Service, visitor: &Visitor) -> bool {
        self.0.keying_in(pack, service, visitor).is_some()
    }

    /// The receipt of a draft that was handed in, perhaps from another tab; `None` where it was not, or is not theirs.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn handed_in(&self, pack: &Pack, visitor: &Visitor, id: Uuid) -> Result<Option<Receipt>, Failure> {
        match self.0.known_receipt(pack, visitor, CaseId(id)).await {
            Ok(receipt) => Ok(Some(receipt)),
            Err(Failure::NotFound | Failure::SignedOut) => Ok(None),
            Err(other) => Err(other),
        }
    }

    /// Hands a request in. The same draft twice gives the same receipt.
    ///
    /// # Errors
    /// [`Failure::Invalid`] with every problem, [`Failure::Refused`], [`Failure::NotFound`].
    pub async fn submit(&self, pack: &Pack, visitor: &Visitor, id: Uuid) -> Result<Receipt, Failure> {
        // On the heap: what a submission holds while it waits is too large for every caller's stack.
        Box::pin(self.hand_in(pack, visitor, id)).await
    }

    async fn hand_in(&self, pack: &Pack, visitor: &Visitor, id: Uuid) -> Result<Receipt, Failure> {
        let case = CaseId(id);
        let draft = match self.load(pack, visitor, id).await {
            // What is written on a case is no new request: the case has its receipt.
            Ok(draft) if draft.case.is_some() => return self.0.known_receipt(pack, visitor, case).await,
            Ok(draft) => draft,
            // It was handed in before, perhaps by the first half of a double click.
            Err(Failure::NotFound) => return self.0.known_receipt(pack, visitor, case).await,
            Err(other) => return Err(other),
        };
        let at = self.0.now();
        let services: Vec<&Service> = draft.services(pack).collect();
        let first = *services.first().ok_or(Failure::NotFound)?;
        // All of them or none: what the pack has no longer is not left out in silence.
        if services.len() != 1 + draft.together.len() {
            return Err(Failure::NotFound);
        }
        let keyed_by = self.0.keying_in(pack, first, visitor);
        let keyed_in_by_nobody = keyed_by.is_none();
        // Who brought a paper dossier has no account: the receipt opens the case for them, as for a guest.
        let applicant = match &keyed_by {
            Some(_) => Some(Accounts(self.0.clone()).nameless(pack).await?),
            None => Some(visitor.person()?.account),
        };
        let mut numbers = Vec::with_capacity(services.len());
        for service in &services {
            numbers.push(self.0.next_number(pack, service, at).await?);
        }
        let hand = Hand {
            visitor,
            applicant,
            keyed_by,
            numbers: &numbers,
            id,
            together: &draft.together,
            answers: &draft.answers,
            documents: &draft.documents,
            at,
        };
        let mut files = Vec::with_capacity(services.len());
        let mut problems = vec![];
        for (i, service) in services.iter().enumerate() {
            match Box::pin(self.ready(pack, service, &hand, i)).await {
                Ok(ready) => files.push(ready),
                // What is wrong with one of them may be wrong with all: it is said once.
                Err(Failure::Invalid { problems: found }) => {
                    problems.extend(found.into_iter().filter(|p| !problems.contains(p)).collect::<Vec<_>>())
                }
                Err(other) => return Err(other),
            }
        }
        if !problems.is_empty() {
            return Err(Failure::Invalid { problems });
        }
        let receipt = files.first().map(|ready| ready.receipt.clone()).ok_or(Failure::NotFound)?;
        let of = self.0.pack_of(pack.code()).ok_or(Failure::NotFound)?;
        let kept = self.0.db.write_in(pack.code(), move |tx| {
            Box::pin(async move {
                for ready in files {
                    Box::pin(ready.keep(tx, &of)).await?;
                }
                Ok::<_, Failure>(())
            })
        });
        match kept.await {
            Ok(()) => {
                if keyed_in_by_nobody {
                    self.0.remember(pack, first, visitor, &draft.answers, &draft.documents).await;
                }
                Ok(receipt)
            }
            Err(Failure::Refused(case::Refusal::Stale { .. })) => self.0.known_receipt(pack, visitor, case).await,
            Err(other) => Err(other),
        }
    }

    /// One request of a file, with all that follows from it, ready to be kept.
    pub(crate) async fn ready(&self, pack: &Pack, service: &Service, hand: &Hand<'_>, i: usize) -> Result<Ready, Failure> {
        let Hand { visitor, applicant, at, .. } = *hand;
        self.may_ask(pack, service, visitor).await?;
        let case = CaseId(of_file(hand.id, i));
        let (answers, documents) = if hand.together.is_empty() {
            (hand.answers.clone(), hand.documents.clone())
        } else {
            service.form.own_part(hand.answers, hand.documents)
        };
        let follows = self.0.follows(pack, service, &answers, visitor).await?;
        let number = hand.numbers.get(i).cloned().ok_or(Failure::NotFound)?;
        let together = hand.numbers.iter().filter(|other| **other != number).cloned().collect();
        let keyed_by = hand.keyed_by.clone();
        let request = Submission { number, applicant, keyed_by, answers: &answers, documents: &documents, follows, together, at };
        let event = self.0.sealed(pack, &service.key, case.0, case::submit(pack, service, &request)?);
        let after = CaseState::begin(case, &event).ok_or_else(|| Failure::unavailable("begin a case", &"the event is no submission"))?;
        // Who has no account and wrote no address is told by the receipt alone: nothing is looked up for them.
        let nameless = visitor.kind == VisitorKind::Guest || after.keyed_by.is_some();
        let notices = if nameless && self.0.written_address(pack, &after).is_none() {
            vec![]
        } else {
            self.0.case_notice(pack, &after, applicant, None).await?
        };
        let receipt = self.0.receipt(pack, &after);
        let secret_hash = Some(self.0.secret_hash(pack, case));
        let said = self.0.said(pack, &self.0.opened(pack, &after));
        self.owed_by_recipient(pack, service, &said.alike).await?;
        let said = Some(said);
        let going_on = going_on(pack, after.clone(), at);
        let all: Vec<Event> = std::iter::once(event.clone()).chain(going_on.iter().cloned()).collect();
        let issuing = self.0.issuing(pack, &after, &all).await?;
        let mut rests = after.clone();
        going_on.iter().for_each(|e| rests.apply(e));
        let dividing = self.0.dividing(pack, None, &rests).await?;
        // The draft goes with the first of its requests.
        let drop_draft = Some(hand.id).filter(|_| i == 0);
        let kept = Box::new(Kept { before: None, after, event, secret_hash, notices, drop_draft, of_list: false, said });
        Ok(Ready { kept, going_on, issuing, dividing, receipt })
    }
}

/// What all requests of a file have in common.
pub(crate) struct Hand<'a> {
    pub(crate) visitor: &'a Visitor,
    pub(crate) applicant: Option<AccountId>,
    pub(crate) keyed_by: Option<Actor>,
    /// The number of each of its requests.
    pub(crate) numbers: &'a [CaseNumber],
    /// The draft's id, or what stands for it.
    pub(crate) id: Uuid,
    /// The other services of the file, by key.
    pub(crate) together: &'a [String],
    pub(crate) answers: &'a Answers,
    pub(crate) documents: &'a Documents,
    pub(crate) at: Instant,
}

/// The id of the `i`th request of a file: the draft's own, and others that follow from it, so that handing it in twice makes none twice.
fn of_file(draft: Uuid, i: usize) -> Uuid {
    Uuid::from_u128(draft.as_u128() ^ (i as u128))
}

/// A request that can be kept.
pub(crate) struct Ready {
    kept: Box<Kept>,
    going_on: Vec<Event>,
    issuing: Issuing,
    dividing: Option<Dividing>,
    receipt: Receipt,
}

impl Ready {
    pub(crate) async fn keep(self, tx: &mut Tx<'_>, pack: &Pack) -> Result<(), Failure> {
        let Self { kept, going_on, issuing, dividing, .. } = self;
        issuing.follow(tx, pack, &kept.after, &kept.event).await?;
        if going_on.is_empty() {
            kept.go_on(tx, pack, dividing.as_ref()).await?;
            return Ok(());
        }
        kept.commit(tx, pack).await?;
        let mut state = kept.after;
        for event in going_on {
            let kept = Kept::of(state, event);
            issuing.follow(tx, pack, &kept.after, &kept.event).await?;
            state = kept.go_on(tx, pack, dividing.as_ref()).await?;
        }
        Ok(())
    }
}

impl Inner {
    /// The next number of a service's year. Taken from the store in blocks, so that submissions don't queue for it.
    pub(crate) async fn next_number(&self, pack: &Pack, service: &Service, at: Instant) -> Result<CaseNumber, Failure> {
        let year = u16::try_from(at.day(pack.zone()).year()).unwrap_or(0);
        let serial = self.next_serial(pack, &service.prefix, at).await?;
        CaseNumber::new(&service.prefix, year, serial).map_err(|e| Failure::unavailable("make a case number", &e))
    }

    /// The next serial of a prefix in the year of `at`, from a block.
    pub(crate) async fn next_serial(&self, pack: &Pack, prefix: &str, at: Instant) -> Result<u32, Failure> {
        let year = u16::try_from(at.day(pack.zone()).year()).unwrap_or(0);
        let key = (pack.code().as_str().to_owned(), prefix.to_owned(), year);
        let from_block = |key: &(String, String, u16)| {
            let mut blocks = self.numbers.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            let (next, end) = blocks.get_mut(key)?;
            (*next < *end).then(|| {
                *next += 1;
                *next - 1
            })
        };
        match from_block(&key) {
            Some(serial) => Ok(serial),
            None => {
                let (region, prefix) = (pack.code().clone(), prefix.to_owned());
                let first = self
                    .db
                    .write_in(pack.code(), move |tx| {
                        Box::pin(async move { Ok::<_, Failure>(store::serials::reserve(tx, &region, &prefix, year, NUMBERS_AHEAD).await?) })
                    })
                    .await?;
                let mut blocks = self.numbers.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                blocks.insert(key, (first + 1, first + NUMBERS_AHEAD));
                Ok(first)
            }
        }
    }

    /// The officer as whom a visitor keys in what came on paper; none where they hold no such post.
    pub(crate) fn keying_in(&self, pack: &Pack, service: &Service, visitor: &Visitor) -> Option<Actor> {
        let person = visitor.person.as_ref()?;
        let keys = |role: &domain::pack::Role| match service.keyed_by.is_empty() {
            true => role.keys_in,
            false => service.keyed_by.contains(&role.key),
        };
        let post = person.posts_in(pack.code()).find(|post| pack.role(&post.role.0).is_some_and(keys))?;
        Some(Actor::officer(person.account, post))
    }

    /// Whether the receipt is the visitor's: of their own case, or of one that they keyed in and hand the receipt out for.
    pub(crate) async fn may_have_receipt(&self, visitor: &Visitor, state: &CaseState) -> Result<bool, Failure> {
        let keyed_in = state.keyed_by.is_some() && state.keyed_by == visitor.account();
        Ok(keyed_in || self.owns(visitor, state).await?)
    }

    pub(crate) fn secret_hash(&self, pack: &Pack, case: CaseId) -> Vec<u8> {
        let seal = self.seal(pack.code());
        seal.hash("secret", seal.case_secret(case.0).symbols())
    }

    pub(crate) fn receipt(&self, pack: &Pack, state: &CaseState) -> Receipt {
        Receipt {
            number: state.number.clone(),
            secret: self.seal(pack.code()).case_secret(state.id.0).to_string(),
            promised_on: state.promised_on,
            submitted_at: state.submitted_at,
        }
    }

    async fn known_receipt(&self, pack: &Pack, visitor: &Visitor, case: CaseId) -> Result<Receipt, Failure> {
        let known = store::cases::by_id(&self.db, pack.code(), case).await?.ok_or(Failure::NotFound)?;
        if self.may_have_receipt(visitor, &known.state).await? { Ok(self.receipt(pack, &known.state)) } else { Err(Failure::NotFound) }
    }
}
