//! Whose account is whose: who is of the staff keeps a log once an administrator said which account is theirs. Nobody says it of
//! their own, and each time stays on record.
use super::{Performance, REVISION, brought::revision, rules};
use crate::{Accounts, Amendments, Failure, Visitor, failure::rule};
use domain::{
    pack::Pack,
    people::AccountId,
    performance::organisation::{Staff, StaffId},
    text::Text,
};
use serde_json::json;
use std::collections::HashMap;
use store::performance::organisation;
use uuid::Uuid;

/// The longest number that is looked for.
const MOST: usize = 40;

impl Performance {
    /// The members of staff behind accounts; nobody where the region keeps no logs.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn linked(&self, pack: &Pack) -> Result<HashMap<AccountId, Staff>, Failure> {
        if pack.performance.is_none() {
            return Ok(HashMap::new());
        }
        let organisation = self.0.organisation(pack).await?;
        let of = |(account, staff): (AccountId, StaffId)| Some((account, organisation.chart.person(staff)?.clone()));
        Ok(organisation.linked().filter_map(of).collect())
    }

    /// Says that the account of whoever holds a post is that of the member of staff with a number; of nobody where it is empty.
    ///
    /// # Errors
    /// [`Failure::SignedOut`], [`Failure::Forbidden`] for who does not administer the region, [`Failure::NotFound`] without such a post
    /// or where the region keeps no logs; [`Failure::Invalid`] for one's own account, for a number that nobody has, and for a member of
    /// staff who has an account.
    pub async fn link(&self, pack: &Pack, visitor: &Visitor, post: Uuid, number: &str) -> Result<(), Failure> {
        let by = Amendments::changes(pack, visitor)?;
        rules(pack)?;
        let account = Accounts(self.0.clone()).post_of(pack, post).await?.held.account;
        let wrong = |fault| Failure::wrong("pegawai", Text::new("Nomor pegawai", "Number of the member of staff"), fault);
        if account == by {
            return Err(wrong(rule(
                "untuk akun Anda sendiri diisi administrator lain",
                "for your own account is given by another administrator",
            )));
        }
        let organisation = self.0.organisation(pack).await?;
        let before = organisation.of_account(account);
        let number: String = number.chars().filter(|c| !c.is_whitespace()).take(MOST).collect();
        let after = match number.as_str() {
            "" => None,
            number => {
                Some(organisation.chart.by_number(number).ok_or_else(|| wrong(rule("tidak ada dalam data pegawai", "is nobody's")))?.id)
            }
        };
        if before == after {
            return Ok(());
        }
        if after.is_some_and(|staff| organisation.linked().any(|(_, taken)| taken == staff)) {
            return Err(wrong(rule("sudah punya akun; lepaskan akun itu dahulu", "has an account already; take that away first")));
        }
        let (now, region, id) = (self.0.now(), pack.code().clone(), self.0.id());
        let body = json!({ "number": number }).to_string();
        self.0
            .db
            .write_in(pack.code(), move |tx| {
                Box::pin(async move {
                    if let Some(before) = before {
                        organisation::link(tx, &region, before, None).await?;
                    }
                    if let Some(after) = after {
                        organisation::link(tx, &region, after, Some(account)).await?;
                    }
                    store::known::put(tx, &region, REVISION, &revision(id)).await?;
                    Ok::<_, Failure>(store::administration::note(tx, &region, account.0, ("staff_linked", &body), Some(by), now).await?)
                })
            })
            .await
    }
}
