//! The recap after the year: to whom what was paid of a programme that no list named beforehand. Names and addresses are
//! sealed; whoever takes them out leaves an event on each case.
use crate::{
    Failure, Lists, Visitor,
    budgets::{may_set, officer},
    keep::Kept,
};
use domain::{
    case::{CaseState, reveal_for_recap},
    money::Rupiah,
    number::CaseNumber,
    pack::{Pack, Service},
    text::Text,
    time::Day,
};

/// A programme's recap of a year.
#[derive(Clone, Debug, PartialEq)]
pub struct Recap {
    /// Its last day.
    pub due_on: Option<Day>,
    /// The columns that stand beside number and amount.
    pub columns: Vec<Text>,
    /// A line a case, by number.
    pub lines: Vec<RecapLine>,
}

/// A case whose money was paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecapLine {
    /// The number on its receipt.
    pub number: CaseNumber,
    /// What the columns say; masked where personal and not taken out.
    pub fields: Vec<String>,
    /// The district's code.
    pub district: Option<String>,
    /// What was given.
    pub amount: Rupiah,
}

impl Lists {
    /// A programme's recap of a budget year, personal data masked.
    ///
    /// # Errors
    /// [`Failure::NotFound`] for a programme without one, [`Failure::Forbidden`] for roles that set no budgets and do not
    /// see everything.
    pub async fn recap(&self, pack: &Pack, visitor: &Visitor, service: &str, year: i32) -> Result<Recap, Failure> {
        let (service, cases) = self.recapped(pack, visitor, service, year).await?;
        Ok(self.lines(pack, service, year, &cases, |state| self.0.masked(pack, state)))
    }

    /// The same with everything as it was typed. That the officer took it out is an event of each case.
    ///
    /// # Errors
    /// As [`Lists::recap`].
    pub async fn take_recap_out(&self, pack: &Pack, visitor: &Visitor, service: &str, year: i32) -> Result<Recap, Failure> {
        let (service, cases) = self.recapped(pack, visitor, service, year).await?;
        let person = officer(pack, visitor)?.clone();
        if !may_set(pack, &person) {
            return Err(Failure::Forbidden);
        }
        let recap = self.lines(pack, service, year, &cases, |state| self.0.opened(pack, state));
        let at = self.0.now();
        let fields: Vec<String> = service
            .recap
            .iter()
            .flat_map(|r| &r.fields)
            .filter(|f| service.form.field(f).is_some_and(|f| f.is_sealed()))
            .cloned()
            .collect();
        let of = self.0.pack_of(pack.code()).ok_or(Failure::NotFound)?;
        self.0
            .db
            .write_in(pack.code(), move |tx| {
                Box::pin(async move {
                    for case in &cases {
                        let Some(stored) = store::cases::for_update(tx, of.code(), case.id).await? else { continue };
                        let mut state = stored.state;
                        for field in &fields {
                            let event = reveal_for_recap(&of, &state, &person, field, at)?;
                            let kept = Kept::of(state, event);
                            state = kept.after.clone();
                            kept.commit(tx, &of).await?;
                        }
                    }
                    Ok::<_, Failure>(())
                })
            })
            .await?;
        Ok(recap)
    }

    async fn recapped<'p>(
        &self,
        pack: &'p Pack,
        visitor: &Visitor,
        service: &str,
        year: i32,
    ) -> Result<(&'p Service, Vec<CaseState>), Failure> {
        let person = officer(pack, visitor)?;
        let sees_all = person.posts_in(pack.code()).any(|p| pack.role(&p.role.0).is_some_and(|r| r.sees_all));
        if !may_set(pack, person) && !sees_all {
            return Err(Failure::Forbidden);
        }
        let service = pack.service(service).ok_or(Failure::NotFound)?;
        let rule = service.recap.as_ref().ok_or(Failure::NotFound)?;
        let taking = store::budgets::taking(&self.0.db, pack.code(), &service.key, year).await?;
        Ok((service, taking.into_iter().map(|c| c.state).filter(|s| rule.has(s)).collect()))
    }

    fn lines(&self, pack: &Pack, service: &Service, year: i32, cases: &[CaseState], shown: impl Fn(&CaseState) -> CaseState) -> Recap {
        let rule = service.recap.as_ref();
        let fields: Vec<&String> = rule.into_iter().flat_map(|r| &r.fields).collect();
        let line = |state: &CaseState| {
            let shown = shown(state);
            RecapLine {
                number: state.number.clone(),
                fields: fields.iter().map(|f| shown.answers.text(f).to_owned()).collect(),
                district: state.district.clone(),
                amount: domain::budget::taken_by(pack, state).unwrap_or_default(),
            }
        };
        Recap {
            due_on: rule.and_then(|r| r.due_on(year)),
            columns: fields.iter().filter_map(|f| service.form.field(f)).map(|f| f.label.clone()).collect(),
            lines: cases.iter().map(line).collect(),
        }
    }
}
