//! Standing behind a proposal: one voice a confirmed account and case, so many a year, taken back whenever one likes.
use crate::{Failure, Visitor, open::Inner};
use domain::{case::Refusal, number::CaseNumber, pack::Pack, support::SupportRule, text::Text};
use std::sync::Arc;
use store::support::{Supported, Voice};

/// Proposals of a ranking.
const RANKED: u32 = 100;

/// Support.
#[derive(Clone)]
pub struct Support(pub(crate) Arc<Inner>);

/// How a case is supported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// How many stand behind it.
    pub voices: i64,
    /// Whether the visitor does.
    pub own: bool,
    /// Whether voices are taken at its stage.
    pub open: bool,
}

impl Support {
    /// How a case is supported; `None` where its service takes no voices.
    ///
    /// # Errors
    /// [`Failure::NotFound`].
    pub async fn of_case(&self, pack: &Pack, visitor: &Visitor, number: &CaseNumber) -> Result<Option<Standing>, Failure> {
        let state = store::cases::by_number(&self.0.db, pack.code(), number).await?.ok_or(Failure::NotFound)?.state;
        let Some(rule) = crate::register::is_public(pack, &state.service)?.support.as_ref() else { return Ok(None) };
        let account = visitor.account().filter(|_| visitor.is_signed_in());
        let (voices, own) = store::support::of_case(&self.0.db, pack.code(), state.id, account).await?;
        Ok(Some(Standing { voices, own, open: state.is_open() && rule.is_open_at(&state.stage) }))
    }

    /// Gives a voice. A second one counts once.
    ///
    /// # Errors
    /// [`Failure::SignedOut`], [`Failure::Forbidden`] for an account that nobody confirmed, [`Failure::NotFound`] where the case takes no
    /// voices, [`Failure::Refused`] for one's own proposal and where the year's voices are given.
    pub async fn give(&self, pack: &Pack, visitor: &Visitor, number: &CaseNumber) -> Result<(), Failure> {
        if !visitor.is_signed_in() {
            return Err(Failure::SignedOut);
        }
        let person = visitor.person()?;
        if !visitor.verified {
            return Err(Failure::Forbidden);
        }
        let state = store::cases::by_number(&self.0.db, pack.code(), number).await?.ok_or(Failure::NotFound)?.state;
        let rule = self.open_rule(pack, &state)?;
        if state.is_own_of(person) {
            let text =
                Text::new("Usulan sendiri tidak perlu didukung: Anda sudah mengusulkannya.", "Your own proposal needs no voice of yours.");
            return Err(Failure::Refused(Refusal::Guard { text, legal_base: Some(rule.legal_base.clone()) }));
        }
        let at = self.0.now();
        let (region, account, most) = (pack.code().clone(), person.account, i64::from(rule.most_a_year));
        let (case, service, year) = (state.id, state.service.clone(), at.day(pack.zone()).year());
        let legal_base = rule.legal_base.clone();
        self.0
            .db
            .write_in(pack.code(), move |tx| {
                Box::pin(async move {
                    let voice = Voice { case, account, service: &service, year, at };
                    let new = store::support::give(tx, &region, &voice).await?;
                    if new && store::support::of_account(tx, &region, account, &service, year).await? > most {
                        let text = Text {
                            id: format!("Tahun ini Anda sudah mendukung {most} usulan. Tarik salah satu dukungan dahulu."),
                            en: format!("You stand behind {most} proposals this year. Take one voice back first."),
                        };
                        return Err(Failure::Refused(Refusal::Guard { text, legal_base: Some(legal_base) }));
                    }
                    Ok(())
                })
            })
            .await
    }

    /// Takes a voice back.
    ///
    /// # Errors
    /// [`Failure::SignedOut`], [`Failure::NotFound`].
    pub async fn take_back(&self, pack: &Pack, visitor: &Visitor, number: &CaseNumber) -> Result<(), Failure> {
        if !visitor.is_signed_in() {
            return Err(Failure::SignedOut);
        }
        let account = visitor.person()?.account;
        let state = store::cases::by_number(&self.0.db, pack.code(), number).await?.ok_or(Failure::NotFound)?.state;
        self.open_rule(pack, &state)?;
        let (region, case) = (pack.code().clone(), state.id);
        self.0
            .db
            .write_in(pack.code(), move |tx| {
                Box::pin(async move {
                    store::support::take_back(tx, &region, case, account).await?;
                    Ok::<_, Failure>(())
                })
            })
            .await
    }

    /// The open proposals of a service that most stand behind.
    ///
    /// # Errors
    /// [`Failure::NotFound`] where it takes no voices.
    pub async fn ranking(&self, pack: &Pack, service: &str, district: Option<&str>) -> Result<Vec<Supported>, Failure> {
        crate::register::is_public(pack, service)?.support.as_ref().ok_or(Failure::NotFound)?;
        let mut ranked = store::support::ranking(&self.0.db, pack.code(), service, district, RANKED).await?;
        ranked.iter_mut().for_each(|one| one.title = domain::comment::without_personal_parts(&one.title));
        Ok(ranked)
    }

    fn open_rule<'p>(&self, pack: &'p Pack, state: &domain::case::CaseState) -> Result<&'p SupportRule, Failure> {
        let rule = crate::register::is_public(pack, &state.service)?.support.as_ref();
        rule.filter(|rule| state.is_open() && rule.is_open_at(&state.stage)).ok_or(Failure::NotFound)
    }
}
