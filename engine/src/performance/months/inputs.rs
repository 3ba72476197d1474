//! The revision of what a month is reckoned from, so that what is frozen is what was reckoned: whoever writes attendance, figures,
//! judgements of behaviour, sanctions or the organisation changes it in the same transaction. Entries have none: they can't change any
//! more once their month can be frozen.
use crate::{
    Failure,
    performance::{Performance, REVISION},
};
use domain::{
    pack::Pack,
    performance::{Month, run::MonthState},
    region::RegionCode,
};
use store::{StoreError, Tx, known, performance::months};
use uuid::Uuid;

/// What a month is reckoned from, by its revisions.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Inputs {
    month: Option<String>,
    organisation: Option<String>,
}

fn name(month: Month) -> String {
    format!("inputs {month}")
}

impl Inputs {
    /// As it is before a month is reckoned.
    pub(super) async fn now(performance: &Performance, pack: &Pack, month: Month) -> Result<Self, Failure> {
        let (db, region) = (&performance.0.db, pack.code());
        Ok(Self { month: known::get(db, region, &name(month)).await?, organisation: known::get(db, region, REVISION).await? })
    }

    /// As a transaction sees it that holds the month.
    pub(super) async fn seen(tx: &mut Tx<'_>, region: &RegionCode, month: Month) -> Result<Self, StoreError> {
        Ok(Self { month: known::get_in(tx, region, &name(month)).await?, organisation: known::get_in(tx, region, REVISION).await? })
    }
}

/// Holds a month whose inputs are about to change, and gives it as it stands: the caller writes nothing where it may not change.
pub(in crate::performance) async fn change_inputs(
    tx: &mut Tx<'_>,
    region: &RegionCode,
    month: Month,
    revision: Uuid,
) -> Result<Option<MonthState>, StoreError> {
    let state = months::hold(tx, region, month).await?;
    known::put(tx, region, &name(month), &revision.simple().to_string()).await?;
    Ok(state)
}
