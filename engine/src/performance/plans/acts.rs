//! What becomes of a plan: written and put to the superior by its author; answered, spoken on and assessed by whoever stands above.
use super::{plan_rule, position_in};
use crate::{
    Failure, Visitor,
    performance::{Me, Performance, months::stale, rules},
};
use domain::{
    pack::Pack,
    people::AccountId,
    performance::{
        StaffId,
        organisation::PositionKey,
        plan::{Aim, AimId, Indicator, NoAssessment, NoPlan, Plan, PlanEvent, PlanHappening, PlanId, Standing},
    },
};
use store::{StoreError, performance::plans};

/// An aim as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewAim {
    /// Which; none for a new one.
    pub id: Option<AimId>,
    /// What is to be achieved.
    pub result: String,
    /// The superior's aim that it serves.
    pub serves: Option<AimId>,
    /// The letter that orders it.
    pub order: String,
    /// How it is seen to be achieved.
    pub indicators: Vec<Indicator>,
    /// Codes of activities that serve it by their nature.
    pub codes: Vec<String>,
}

/// Why something was not done with a plan.
#[derive(Debug)]
pub enum PlanFailure {
    /// By the rules of planning.
    No(NoPlan),
    /// By those of assessing.
    Unassessed(NoAssessment),
    /// Something else.
    Other(Failure),
}

impl From<Failure> for PlanFailure {
    fn from(failure: Failure) -> Self {
        Self::Other(failure)
    }
}

impl From<StoreError> for PlanFailure {
    fn from(error: StoreError) -> Self {
        Self::Other(match error {
            // Another tap began the same plan.
            StoreError::Duplicate { what: "plan" } => stale(),
            other => other.into(),
        })
    }
}

/// Who acts on a plan that is another's.
struct Superior {
    account: AccountId,
    staff: Option<StaffId>,
}

impl Performance {
    /// Keeps the visitor's plan as it was typed, with whatever is still wrong with it, and puts it to the superior where that is asked.
    ///
    /// # Errors
    /// [`PlanFailure`]; what was typed is kept all the same where it only needs mending.
    pub async fn write_plan(
        &self,
        pack: &Pack,
        visitor: &Visitor,
        year: u16,
        typed: Vec<NewAim>,
        propose: bool,
    ) -> Result<Plan, PlanFailure> {
        let rule = plan_rule(pack)?;
        let me = self.me(pack, visitor).await?;
        let position = position_in(&me.organisation, me.staff, year).ok_or(Failure::NotFound)?.key.clone();
        let before = self.own_plan(pack, &me, year, &position).await?;
        let known: Vec<AimId> = before.iter().flat_map(|p| p.aims.iter().chain(&p.agreed)).map(|a| a.id).collect();
        let aims = typed.into_iter().take(rule.most as usize + 1).map(|new| self.aim_of(new, &known)).collect();
        let (plan, what) = match &before {
            None => (PlanId(self.0.id()), PlanHappening::Begun { position, year, aims }),
            Some(plan) if plan.is_writable() => (plan.id, PlanHappening::Written { aims }),
            Some(_) => return Err(PlanFailure::No(NoPlan::NotNow)),
        };
        let same = before.as_ref().is_some_and(|p| matches!(&what, PlanHappening::Written { aims } if *aims == p.aims));
        let plan = match before {
            Some(plan) if same => plan,
            before => self.keep_plan(pack, (me.account, Some(me.staff)), plan, before, what).await?,
        };
        if !propose {
            return Ok(plan);
        }
        let above = match self.0.superior_of(pack, &me.organisation, me.staff, year).await? {
            Some(who) => self.0.agreed_aims(pack, who, year).await?,
            None => None,
        };
        let what = plan.propose(rule, above.as_deref()).map_err(PlanFailure::No)?;
        self.keep_plan(pack, (me.account, Some(me.staff)), plan.id, Some(plan), what).await
    }

    /// What the superior says of a plan that was put to them.
    ///
    /// # Errors
    /// [`PlanFailure`].
    pub async fn answer_plan(
        &self,
        pack: &Pack,
        visitor: &Visitor,
        (year, number): (u16, &str),
        agreed: bool,
        why: &str,
    ) -> Result<Plan, PlanFailure> {
        let (superior, plan) = self.of_another(pack, visitor, year, number).await?;
        let what = plan.answer(agreed, why).map_err(PlanFailure::No)?;
        self.keep_plan(pack, (superior.account, superior.staff), plan.id, Some(plan), what).await
    }

    /// What the superior says of how it goes.
    ///
    /// # Errors
    /// [`PlanFailure`].
    pub async fn note_plan(&self, pack: &Pack, visitor: &Visitor, (year, number): (u16, &str), words: &str) -> Result<Plan, PlanFailure> {
        let (superior, plan) = self.of_another(pack, visitor, year, number).await?;
        let what = plan.note(words).map_err(PlanFailure::No)?;
        self.keep_plan(pack, (superior.account, superior.staff), plan.id, Some(plan), what).await
    }

    /// Assesses a year.
    ///
    /// # Errors
    /// [`PlanFailure`].
    pub async fn assess_plan(
        &self,
        pack: &Pack,
        visitor: &Visitor,
        (year, number): (u16, &str),
        standing: &Standing,
    ) -> Result<Plan, PlanFailure> {
        let (superior, plan) = self.of_another(pack, visitor, year, number).await?;
        let today = self.0.now().day(pack.zone());
        let what = plan.assess(plan_rule(pack)?, &rules(pack)?.predicates, today, standing).map_err(PlanFailure::Unassessed)?;
        self.keep_plan(pack, (superior.account, superior.staff), plan.id, Some(plan), what).await
    }

    async fn own_plan(&self, pack: &Pack, me: &Me, year: u16, position: &PositionKey) -> Result<Option<Plan>, Failure> {
        let found = plans::of_people(&self.0.db, pack.code(), year, &[me.staff]).await?;
        Ok(found.into_iter().find(|plan| plan.position == *position))
    }

    fn aim_of(&self, new: NewAim, known: &[AimId]) -> Aim {
        let id = new.id.filter(|id| known.contains(id)).unwrap_or_else(|| AimId(self.0.id()));
        let order = Some(new.order.trim().to_owned()).filter(|o| !o.is_empty());
        Aim { id, result: new.result.trim().to_owned(), serves: new.serves, order, indicators: new.indicators, codes: new.codes }
    }

    /// Another's plan, for whoever agrees to it.
    async fn of_another(&self, pack: &Pack, visitor: &Visitor, year: u16, number: &str) -> Result<(Superior, Plan), PlanFailure> {
        let account = visitor.person()?.account;
        let view = self.plan(pack, visitor, year, Some(number)).await?;
        let plan = view.plan.ok_or(Failure::NotFound)?;
        if !view.agrees {
            return Err(PlanFailure::No(NoPlan::NotSuperior));
        }
        let staff = self.0.organisation(pack).await?.of_account(account);
        Ok((Superior { account, staff }, plan))
    }

    async fn keep_plan(
        &self,
        pack: &Pack,
        (account, staff): (AccountId, Option<StaffId>),
        id: PlanId,
        before: Option<Plan>,
        what: PlanHappening,
    ) -> Result<Plan, PlanFailure> {
        let version = before.as_ref().map_or(1, |plan| plan.version + 1);
        let event = PlanEvent { plan: id, version, at: self.0.now(), by: Some(account), staff, what };
        let after = match before {
            None => Plan::begin(&event).ok_or(Failure::NotFound)?,
            Some(plan) => plan.after(&event),
        };
        let region = pack.code().clone();
        self.0
            .db
            .write_in(pack.code(), move |tx| {
                Box::pin(async move {
                    plans::commit(tx, &region, &event, &after).await?;
                    Ok::<_, PlanFailure>(after)
                })
            })
            .await
    }
}
