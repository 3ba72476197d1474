//! Who owes a report, and is therefore given nothing new: said before a form is begun, and again when it is handed in.
use crate::{Drafts, Failure, Visitor};
use domain::{
    case::Refusal,
    pack::{Pack, Service},
};
use store::alike::Saying;

impl Drafts {
    /// The late report that keeps the visitor from asking for a service; none where nothing does. Whoever is not signed in
    /// is not known yet: they are asked instead, and told when they hand in.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn owed(&self, pack: &Pack, service: &Service, visitor: &Visitor) -> Result<Option<Refusal>, Failure> {
        let (Some(legal_base), Some(person)) = (&service.owing_legal_base, &visitor.person) else { return Ok(None) };
        let today = self.0.now().day(pack.zone());
        let owes = |service: &str, stage: &str| pack.service(service).and_then(|s| s.stage(stage)).is_some_and(|s| s.owes_report);
        let own = store::cases::own(&self.0.db, pack.code(), person.account, 100).await?;
        let late = own.into_iter().filter(|l| l.outcome.is_none() && owes(&l.service, &l.stage));
        let first = late.filter_map(|l| Some((l.due.filter(|due| *due < today)?, l.number))).min();
        Ok(first.map(|(due, number)| Refusal::ReportOwed { number: number.to_string(), due, legal_base: legal_base.clone() }))
    }

    /// The late report of the same recipient, whoever handed the request in: found by what the answers say.
    pub(crate) async fn owed_by_recipient(&self, pack: &Pack, service: &Service, said: &[Saying]) -> Result<(), Failure> {
        let Some(legal_base) = &service.owing_legal_base else { return Ok(()) };
        let today = self.0.now().day(pack.zone());
        let owes = |service: &str, stage: &str| pack.service(service).and_then(|s| s.stage(stage)).is_some_and(|s| s.owes_report);
        for saying in said.iter().filter(|(way, _)| service.alike.iter().any(|w| w.owes && w.key == *way)) {
            let late = store::alike::late(&self.0.db, pack.code(), saying, today).await?;
            if let Some((number, _, _, due)) = late.into_iter().find(|(_, service, stage, _)| owes(service, stage)) {
                return Err(Refusal::ReportOwed { number: number.to_string(), due, legal_base: legal_base.clone() }.into());
            }
        }
        Ok(())
    }

    pub(crate) async fn may_ask(&self, pack: &Pack, service: &Service, visitor: &Visitor) -> Result<(), Failure> {
        if !service.keyed_by.is_empty() && self.0.keying_in(pack, service, visitor).is_none() {
            return Err(Failure::Forbidden);
        }
        match self.owed(pack, service, visitor).await? {
            Some(refusal) => Err(refusal.into()),
            None => Ok(()),
        }
    }
}
