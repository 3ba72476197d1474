//! What has to be paid, and what banks say that they received. A bank is believed where its message is signed with the key that it
//! shares with us; each of its references counts once; what does not fit a bill is put on record and given back.
use crate::{Failure, Visitor, batches::Beside, open::Inner};
use domain::{
    case::{self, CaseState, Event, Happening, Payment},
    form::{Fault, Problem},
    money::Rupiah,
    number::{CaseNumber, SerialNumber},
    pack::{Pack, Paper},
    people::Person,
    qris,
    text::Text,
    time::Instant,
};
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use std::sync::Arc;
use store::bills::{Bill, BillStatus, Heard, Verdict};
use uuid::Uuid;

/// Most letters of a bank's reference and of a way of paying.
const REFERENCE: usize = 60;
const CHANNEL: usize = 40;
/// Payments that are shown as owed at once.
const OWED: u32 = 200;

/// What has to be paid, and what was.
#[derive(Clone)]
pub struct Payments(pub(crate) Arc<Inner>);

/// What a bank says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The bank.
    pub bank: String,
    /// Its number of it.
    pub reference: String,
    /// The code that was paid.
    pub code: String,
    /// What was paid.
    pub amount: Rupiah,
    /// By which way.
    pub channel: String,
    /// When, by the bank.
    pub paid_at: Instant,
}

/// A bank's message.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Message {
    /// The bank's number of the payment: the same number is the same payment.
    pub reference: String,
    /// The code that was paid.
    pub code: String,
    /// What was paid, whole rupiah.
    pub amount: i64,
    /// By which way: a teller, an app, QRIS.
    pub channel: String,
    /// When, UTC milliseconds.
    pub paid_at: i64,
}

/// The bank of a demonstration.
const SIMULATED: &str = "peragaan";
/// A message whose time is further away than this was kept by somebody, UTC milliseconds.
const AWAY_MS: u64 = 5 * 60_000;
/// A shared key is no shorter, bytes.
const KEY: usize = 32;

fn signed(key: &[u8], time: i64, body: &[u8]) -> Hmac<Sha256> {
    // HMAC takes keys of any length.
    let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap_or_else(|_| Hmac::<Sha256>::new(&Default::default()));
    mac.update(time.to_string().as_bytes());
    mac.update(b".");
    mac.update(body);
    mac
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let pairs = text.as_bytes().chunks(2);
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok().filter(|p| p.len() == 2)?, 16).ok()).collect()
}

/// The bill that a document makes, where it is one that is paid by its number.
pub(crate) fn bill(paper: &Paper, number: &SerialNumber, state: &CaseState, event: &Event) -> Option<Bill> {
    let Happening::Moved(moved) = &event.what else { return None };
    let amount = Rupiah::try_from(moved.worked.as_deref()?.result).ok().filter(|a| *a > Rupiah::ZERO)?;
    paper.bills.then(|| Bill {
        code: code_of(number),
        case: state.id,
        amount,
        due_on: moved.due_on,
        made_at: event.at,
        status: BillStatus::Open,
    })
}

/// The code by which a document's sum is paid: its number's digits.
fn code_of(number: &SerialNumber) -> String {
    number.to_string().chars().filter(char::is_ascii_digit).collect()
}

/// The same of what somebody typed.
fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).take(32).collect()
}

impl Payments {
    /// The bills of a case and what was paid for it, for whoever may open the case.
    ///
    /// # Errors
    /// [`Failure::NotFound`] where they may not.
    pub async fn of_case(&self, pack: &Pack, visitor: &Visitor, number: &CaseNumber) -> Result<(Vec<Bill>, Vec<Heard>), Failure> {
        let opened = crate::Cases(self.0.clone()).open(pack, visitor, number).await?;
        let (db, region) = (&self.0.db, pack.code());
        Ok((store::bills::of_case(db, region, opened.state.id).await?, store::bills::payments(db, region, opened.state.id).await?))
    }

    /// A bill by the code that somebody typed: whoever knows it may pay it.
    ///
    /// # Errors
    /// [`Failure::NotFound`].
    pub async fn bill(&self, pack: &Pack, code: &str) -> Result<Bill, Failure> {
        store::bills::by_code(&self.0.db, pack.code(), &digits(code)).await?.ok_or(Failure::NotFound)
    }

    /// The bill as a QRIS text.
    #[must_use]
    pub fn qris(&self, pack: &Pack, bill: &Bill) -> String {
        let name = pack.region.government.id.to_uppercase();
        let city = pack.region.name.to_uppercase();
        let merchant = qris::Merchant { id: &pack.code().digits(), name: &name, city: &city };
        qris::text(&merchant, bill.amount, &bill.code)
    }

    /// Takes a bank's message: JSON as [`Message`] says, signed with HMAC-SHA256 over its time and itself.
    ///
    /// # Errors
    /// [`Failure::Forbidden`] for an unknown bank, a wrong signature or a time that is minutes away; [`Failure::BrokenFile`] for a message
    /// that can't be read.
    pub async fn hear_signed(&self, pack: &Pack, bank: &str, time: i64, body: &[u8], signature: &str) -> Result<Heard, Failure> {
        let key = self.key_of(bank).ok_or(Failure::Forbidden)?;
        let given = unhex(signature).ok_or(Failure::Forbidden)?;
        signed(&key, time, body).verify_slice(&given).map_err(|_| Failure::Forbidden)?;
        if self.0.now().millis().abs_diff(time) > AWAY_MS {
            return Err(Failure::Forbidden);
        }
        let message: Message = serde_json::from_slice(body).map_err(|_| Failure::BrokenFile)?;
        let amount = Rupiah::try_from(message.amount).map_err(|_| Failure::BrokenFile)?;
        let told = Told {
            bank: bank.to_owned(),
            reference: message.reference,
            code: message.code,
            amount,
            channel: message.channel,
            paid_at: Instant(message.paid_at),
        };
        self.hear(pack, told).await
    }

    /// The key that a bank shares with us. A demonstration's own bank has one that this installation alone could make.
    fn key_of(&self, bank: &str) -> Option<Vec<u8>> {
        let simulated = (self.0.demo && bank == SIMULATED).then(|| self.0.keys.installation().hash("bank", bank));
        simulated.or_else(|| self.0.banks.get(bank).filter(|key| key.len() >= KEY).cloned())
    }

    /// Pays a bill as a demonstration's bank would: by a signed message, like any other.
    ///
    /// # Errors
    /// [`Failure::Forbidden`] outside of demonstrations; [`Failure::NotFound`] for an unknown bill.
    pub async fn pay_in_demo(&self, pack: &Pack, code: &str, channel: &str) -> Result<Heard, Failure> {
        if !self.0.demo {
            return Err(Failure::Forbidden);
        }
        let bill = self.bill(pack, code).await?;
        let now = self.0.now().millis();
        let message = Message {
            reference: format!("PERAGAAN-{}", self.0.id().simple()),
            code: bill.code,
            amount: bill.amount.rupiah(),
            channel: channel.to_owned(),
            paid_at: now,
        };
        let body = serde_json::to_vec(&message).map_err(|e| Failure::unavailable("write a bank's message", &e))?;
        let key = self.key_of(SIMULATED).ok_or(Failure::Forbidden)?;
        let signature = hex(&signed(&key, now, &body).finalize().into_bytes());
        self.hear_signed(pack, SIMULATED, now, &body, &signature).await
    }

    /// Takes what a bank says; the same reference again gives what it gave before.
    ///
    /// # Errors
    /// [`Failure::Unavailable`]; what does not fit is no error, and is put on record.
    pub async fn hear(&self, pack: &Pack, told: Told) -> Result<Heard, Failure> {
        let mut heard = Heard {
            id: self.0.id(),
            bank: told.bank,
            reference: told.reference.trim().chars().take(REFERENCE).collect(),
            code: digits(&told.code),
            case: None,
            channel: told.channel.trim().chars().take(CHANNEL).collect(),
            amount: told.amount,
            paid_at: told.paid_at,
            heard_at: self.0.now(),
            verdict: Verdict::UnknownBill,
            refunded: None,
        };
        if let Some(before) = self.before(pack, &heard).await? {
            return Ok(before);
        }
        if let Some(bill) = store::bills::by_code(&self.0.db, pack.code(), &heard.code).await? {
            heard.case = Some(bill.case);
            heard.verdict = match bill.status {
                BillStatus::Paid => Verdict::PaidBefore,
                BillStatus::Void => Verdict::Late,
                BillStatus::Open if heard.amount != bill.amount => Verdict::WrongAmount,
                BillStatus::Open => Verdict::Settled,
            };
            if heard.verdict == Verdict::Settled {
                match self.settle(pack, &heard).await {
                    Ok(()) => return Ok(heard),
                    // The case waits for it no more, or the same was heard at the same moment.
                    Err(Failure::NotFound) => heard.verdict = Verdict::Late,
                    Err(other) => return Err(other),
                }
            }
        }
        let (of, new) = (pack.code().clone(), heard.clone());
        let kept = self
            .0
            .db
            .write_in(pack.code(), move |tx| Box::pin(async move { Ok::<_, Failure>(store::bills::hear(tx, &of, &new).await?) }))
            .await?;
        if kept {
            tracing::warn!(bank = %heard.bank, verdict = heard.verdict.name(), id = %heard.id, "a payment fits no bill and has to be given back");
            return Ok(heard);
        }
        self.before(pack, &heard).await?.ok_or_else(|| Failure::unavailable("put a payment on record", &"it is there and can't be read"))
    }

    async fn before(&self, pack: &Pack, heard: &Heard) -> Result<Option<Heard>, Failure> {
        let (of, bank, reference) = (pack.code().clone(), heard.bank.clone(), heard.reference.clone());
        self.0
            .db
            .write_in(pack.code(), move |tx| {
                Box::pin(async move { Ok::<_, Failure>(store::bills::heard_before(tx, &of, &bank, &reference).await?) })
            })
            .await
    }

    /// Moves the case on by a payment that fits, with the payment in the same transaction.
    async fn settle(&self, pack: &Pack, heard: &Heard) -> Result<(), Failure> {
        let case = heard.case.ok_or(Failure::NotFound)?;
        let payment =
            Payment { reference: heard.reference.clone(), channel: heard.channel.clone(), amount: heard.amount, paid_at: heard.paid_at };
        let judge = move |pack: &Pack, state: &CaseState, at: Instant| {
            case::pay(pack, state, &payment, at).map(|event| vec![event]).ok_or(Failure::NotFound)
        };
        let beside = Beside { heard: Some(heard.clone()), ..Beside::default() };
        self.0.change_beside(pack, case, beside, judge).await?;
        Ok(())
    }

    /// What was received and has to be given back, with the number of its case: what fits no bill, and what was paid for a request that
    /// ended without a licence or was assessed anew and paid again. For whoever assesses fees.
    ///
    /// # Errors
    /// [`Failure::Forbidden`].
    pub async fn owed(&self, pack: &Pack, visitor: &Visitor) -> Result<Vec<(Heard, Option<CaseNumber>)>, Failure> {
        assesses(pack, visitor.person()?)?;
        Ok(store::bills::owed(&self.0.db, pack.code(), OWED).await?)
    }

    /// Whether the visitor assesses fees, so that what has to be given back is theirs to see.
    #[must_use]
    pub fn gives_back(pack: &Pack, visitor: &Visitor) -> bool {
        visitor.person().is_ok_and(|person| assesses(pack, person).is_ok())
    }

    /// Says that money was given back, under the bank's number of that.
    ///
    /// # Errors
    /// [`Failure::Forbidden`] for whoever assesses no fees; [`Failure::Invalid`] without a number; [`Failure::NotFound`] where it is not
    /// owed.
    pub async fn refund(&self, pack: &Pack, visitor: &Visitor, id: Uuid, reference: &str) -> Result<(), Failure> {
        let person = visitor.person()?;
        assesses(pack, person)?;
        let (of, by, at) = (pack.code().clone(), person.account, self.0.now());
        let reference: String = reference.trim().chars().take(REFERENCE).collect();
        if reference.is_empty() {
            let label = Text::new("Nomor bukti pengembalian", "The bank's number");
            return Err(Failure::Invalid { problems: vec![Problem { path: "reference".into(), label, fault: Fault::Missing }] });
        }
        let given = self
            .0
            .db
            .write_in(pack.code(), move |tx| {
                Box::pin(async move { Ok::<_, Failure>(store::bills::refund(tx, &of, id, &reference, by, at).await?) })
            })
            .await?;
        if given { Ok(()) } else { Err(Failure::NotFound) }
    }
}

/// Money that came in is the business of those who assess fees.
fn assesses(pack: &Pack, person: &Person) -> Result<(), Failure> {
    let stages = pack.services.iter().flat_map(|s| &s.workflows).flat_map(|w| &w.stages);
    let mut assess = stages.filter(|stage| stage.actions.iter().any(|a| a.assesses.is_some()));
    let is_theirs = assess.any(|stage| {
        let role = stage.holder.role.as_deref();
        person.posts_in(pack.code()).any(|p| role == Some(p.role.0.as_str()))
    });
    if is_theirs { Ok(()) } else { Err(Failure::Forbidden) }
}
