//! What has to be paid, and what banks said that they received.
use crate::{
    Db, StoreError, Tx,
    json::fits,
    run::{read, read_in, run},
    sql::sql,
};
use domain::{
    case::CaseId,
    money::Rupiah,
    number::CaseNumber,
    people::AccountId,
    region::RegionCode,
    time::{Day, Instant},
};
use uuid::Uuid;

const DOING: &str = "read a bill";

/// How a bill stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BillStatus {
    /// It waits to be paid.
    Open,
    /// It was paid.
    Paid,
    /// Another one took its place.
    Void,
}

/// A bill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bill {
    /// The digits by which it is paid.
    pub code: String,
    /// The case that it is for.
    pub case: CaseId,
    /// What has to be paid.
    pub amount: Rupiah,
    /// Last day; none where it has none.
    pub due_on: Option<Day>,
    /// When it was made.
    pub made_at: Instant,
    /// How it stands.
    pub status: BillStatus,
}

/// Whether what was received fits a bill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It settled the bill.
    Settled,
    /// It is not what the bill says.
    WrongAmount,
    /// The case does not wait for it any more.
    Late,
    /// The bill was paid before.
    PaidBefore,
    /// No bill has such a code.
    UnknownBill,
}

impl Verdict {
    const ALL: [Self; 5] = [Self::Settled, Self::WrongAmount, Self::Late, Self::PaidBefore, Self::UnknownBill];

    /// Its name in the store and in the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Settled => "settled",
            Self::WrongAmount => "wrong_amount",
            Self::Late => "late",
            Self::PaidBefore => "paid_before",
            Self::UnknownBill => "unknown_bill",
        }
    }
}

/// What a bank said that it received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// Its id.
    pub id: Uuid,
    /// The bank that said so.
    pub bank: String,
    /// Its number of it.
    pub reference: String,
    /// The code that was paid.
    pub code: String,
    /// The case, where a bill has the code.
    pub case: Option<CaseId>,
    /// By which way it came.
    pub channel: String,
    /// What was paid.
    pub amount: Rupiah,
    /// When, by the bank.
    pub paid_at: Instant,
    /// When it was heard of.
    pub heard_at: Instant,
    /// Whether it fits.
    pub verdict: Verdict,
    /// When it was given back, and under which number.
    pub refunded: Option<(Instant, String)>,
}

type BillRead = (String, Uuid, i64, Option<i32>, i64, String);

fn bill((code, case, amount, due, made_at, status): BillRead) -> Result<Bill, StoreError> {
    let status = match status.as_str() {
        "open" => BillStatus::Open,
        "paid" => BillStatus::Paid,
        _ => BillStatus::Void,
    };
    Ok(Bill {
        code,
        case: CaseId(case),
        amount: fits(DOING, amount)?,
        due_on: due.and_then(Day::from_number),
        made_at: Instant(made_at),
        status,
    })
}

type OwedRead = (Uuid, String, String, String, Option<Uuid>, String, i64, i64, i64, String, Option<i64>, Option<String>, Option<String>);
type HeardRead = (Uuid, String, String, String, Option<Uuid>, String, i64, i64, i64, String, Option<i64>, Option<String>);

fn heard(row: HeardRead) -> Result<Heard, StoreError> {
    let (id, bank, reference, code, case, channel, amount, paid_at, heard_at, verdict, refunded_at, refund) = row;
    let verdict = Verdict::ALL.into_iter().find(|v| v.name() == verdict).ok_or_else(|| StoreError::because(DOING, "a verdict is none"))?;
    Ok(Heard {
        id,
        bank,
        reference,
        code,
        case: case.map(CaseId),
        channel,
        amount: fits(DOING, amount)?,
        paid_at: Instant(paid_at),
        heard_at: Instant(heard_at),
        verdict,
        refunded: refunded_at.map(|at| (Instant(at), refund.unwrap_or_default())),
    })
}

/// Makes a bill for a case; what of it was not paid before is void.
///
/// # Errors
/// [`StoreError::Duplicate`] where the code is taken, else [`StoreError::Failed`].
pub async fn make(tx: &mut Tx<'_>, region: &RegionCode, bill: &Bill) -> Result<(), StoreError> {
    run!(tx, "void a bill", sql!("bills/void"); region.as_str(), bill.case.0)?;
    run!(tx, "make a bill", sql!("bills/make"); region.as_str(), bill.code.as_str(), bill.case.0, i64::from(bill.amount),
        bill.due_on.map(Day::number), bill.made_at.millis())?;
    Ok(())
}

/// A bill by its code.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn by_code(db: &Db, region: &RegionCode, code: &str) -> Result<Option<Bill>, StoreError> {
    let row: Option<BillRead> = read!(db, "read a bill", sql!("bills/by_code"), fetch_optional; region.as_str(), code)?;
    row.map(bill).transpose()
}

/// A case's bills, the newest first.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn of_case(db: &Db, region: &RegionCode, case: CaseId) -> Result<Vec<Bill>, StoreError> {
    let rows: Vec<BillRead> = read!(db, "read bills", sql!("bills/of_case"), fetch_all; region.as_str(), case.0)?;
    rows.into_iter().map(bill).collect()
}

/// Says that a bill is paid; whether it was open until then.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn settle(tx: &mut Tx<'_>, region: &RegionCode, code: &str) -> Result<bool, StoreError> {
    Ok(run!(tx, "settle a bill", sql!("bills/settle"); region.as_str(), code)? == 1)
}

/// Puts on record what a bank said; whether it had not said so before.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn hear(tx: &mut Tx<'_>, region: &RegionCode, new: &Heard) -> Result<bool, StoreError> {
    Ok(run!(tx, "put a payment on record", sql!("bills/hear"); new.id, region.as_str(), new.bank.as_str(), new.reference.as_str(),
        new.code.as_str(), new.case.map(|c| c.0), new.channel.as_str(), i64::from(new.amount), new.paid_at.millis(), new.heard_at.millis(),
        new.verdict.name())?
        == 1)
}

/// What a bank said before under a reference.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn heard_before(tx: &mut Tx<'_>, region: &RegionCode, bank: &str, reference: &str) -> Result<Option<Heard>, StoreError> {
    let row: Option<HeardRead> = read_in!(tx, "read a payment", sql!("bills/heard"), fetch_optional; region.as_str(), bank, reference)?;
    row.map(heard).transpose()
}

/// What was paid for a case, the oldest first.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn payments(db: &Db, region: &RegionCode, case: CaseId) -> Result<Vec<Heard>, StoreError> {
    let rows: Vec<HeardRead> = read!(db, "read payments", sql!("bills/payments"), fetch_all; region.as_str(), case.0)?;
    rows.into_iter().map(heard).collect()
}

/// What was received and has to be given back, with the number of its case, the oldest first.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn owed(db: &Db, region: &RegionCode, limit: u32) -> Result<Vec<(Heard, Option<CaseNumber>)>, StoreError> {
    let rows: Vec<OwedRead> = read!(db, "read payments", sql!("bills/owed"), fetch_all; region.as_str(), i64::from(limit))?;
    let owed = |(id, bank, reference, code, case, channel, amount, paid_at, heard_at, verdict, refunded_at, refund, number): OwedRead| {
        let payment = heard((id, bank, reference, code, case, channel, amount, paid_at, heard_at, verdict, refunded_at, refund))?;
        Ok((payment, number.and_then(|number| number.parse().ok())))
    };
    rows.into_iter().map(owed).collect()
}

/// Says that money was given back; whether it was still owed.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn refund(
    tx: &mut Tx<'_>,
    region: &RegionCode,
    id: Uuid,
    reference: &str,
    by: AccountId,
    at: Instant,
) -> Result<bool, StoreError> {
    Ok(run!(tx, "note a refund", sql!("bills/refund"); region.as_str(), id, at.millis(), reference, by.0)? == 1)
}
