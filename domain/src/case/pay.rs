//! A payment moves a case on: the bank tells of it, and no person can.
use super::{CaseState, Event, Happening, Moved, arrive};
use crate::{form::Answers, money::Rupiah, pack::Pack, time::Instant};

/// A payment as a bank told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// The bank's own number of it.
    pub reference: String,
    /// By which way it came: a teller, an app, QRIS.
    pub channel: String,
    /// What was paid.
    pub amount: Rupiah,
    /// When, by the bank.
    pub paid_at: Instant,
}

/// The captured answers that a payment gives, by these keys where the action captures them.
pub const PAYMENT: [&str; 4] = ["payment_reference", "payment_channel", "payment_amount", "paid_on"];

/// The event of a payment, where the case waits for one; `None` where it does not.
#[must_use]
pub fn pay(pack: &Pack, state: &CaseState, payment: &Payment, at: Instant) -> Option<Event> {
    let workflow = pack.workflow_of(state)?;
    let action = workflow.stage(&state.stage)?.actions.iter().find(|a| a.by_payment)?;
    let to = workflow.stage(&action.to)?;
    let mut event = arrive::by_itself(pack, state, &arrive::Step { key: &action.key, to, effect: action.effect }, at);
    let day = payment.paid_at.day(pack.zone()).to_string();
    let values = [payment.reference.clone(), payment.channel.clone(), payment.amount.rupiah().to_string(), day];
    let mut captured = Answers::default();
    for (key, value) in PAYMENT.into_iter().zip(values).filter(|(key, _)| action.captures.iter().any(|f| f.key == *key)) {
        captured.set(key, value);
    }
    if let Happening::Moved(moved) = &mut event.what {
        let whole = Moved { captured, ..(**moved).clone() };
        **moved = whole;
    }
    Some(event)
}
