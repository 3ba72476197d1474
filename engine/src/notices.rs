//! Notices to people: kept with the event that caused them, shown in the account, sent by mail where one is set up.
use crate::{Failure, Visitor, open::Inner};
use domain::{
    case::{CaseState, Event, sent_back},
    form::Kind,
    pack::Pack,
    people::{AccountId, AgencyKey},
    time::Instant,
    words::{self, Lang},
};
use std::sync::Arc;
use store::notices::NewNotice;
use uuid::Uuid;

/// The kind of a notice that carries a code: sent, and shown only in demonstrations, where no mail goes out.
pub(crate) const CODE: &str = "code";

/// Notices.
#[derive(Clone)]
pub struct Notices(pub(crate) Arc<Inner>);

/// A notice as its receiver sees it.
#[derive(Clone, Debug)]
pub struct NoticeRow {
    /// Its id.
    pub id: Uuid,
    /// One line.
    pub subject: String,
    /// What happened, what happens next, what to do.
    pub body: String,
    /// Where to follow it.
    pub link: String,
    /// When.
    pub created_at: Instant,
    /// Whether it was read.
    pub read: bool,
}

/// A notice that waits to be sent.
#[derive(Clone)]
pub struct DueNotice {
    /// Its id.
    pub id: Uuid,
    /// The receiver's address.
    pub to: String,
    /// One line.
    pub subject: String,
    /// The text.
    pub body: String,
    /// A path to follow.
    pub link: Option<String>,
}

impl Notices {
    /// The newest notices of a visitor.
    ///
    /// # Errors
    /// [`Failure::SignedOut`].
    pub async fn mine(&self, visitor: &Visitor, limit: u32) -> Result<Vec<NoticeRow>, Failure> {
        let account = visitor.person()?.account;
        let Some(row) = store::accounts::by_id(&self.0.db, account).await? else { return Ok(vec![]) };
        let rows = store::notices::of_account(&self.0.db, &row.region, account, limit).await?;
        Ok(rows
            .into_iter()
            .filter(|n| self.0.demo || n.kind != CODE)
            .map(|n| NoticeRow {
                id: n.id,
                subject: n.subject,
                body: n.body,
                link: n.link,
                created_at: n.created_at,
                read: n.read_at.is_some(),
            })
            .collect())
    }

    /// Marks all as read.
    ///
    /// # Errors
    /// [`Failure::SignedOut`].
    pub async fn mark_read(&self, visitor: &Visitor) -> Result<(), Failure> {
        let account = visitor.person()?.account;
        let Some(row) = store::accounts::by_id(&self.0.db, account).await? else { return Ok(()) };
        let now = self.0.now();
        let region = row.region.clone();
        self.0
            .db
            .write_in(&row.region, move |tx| {
                Box::pin(async move { Ok::<_, Failure>(store::notices::mark_read(tx, &region, account, None, now).await?) })
            })
            .await?;
        Ok(())
    }

    /// Notices with an address that were not sent yet, the oldest first.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn due(&self, limit: u32) -> Result<Vec<DueNotice>, Failure> {
        let due = store::notices::due(&self.0.db, self.0.now(), limit).await?;
        Ok(due
            .into_iter()
            .filter_map(|n| {
                let to = self.0.seal(&n.region).open("address", n.address.as_deref()?);
                (!to.is_empty()).then_some(DueNotice {
                    id: n.id,
                    to,
                    subject: n.subject,
                    body: n.body,
                    link: Some(n.link).filter(|l| !l.is_empty()),
                })
            })
            .collect())
    }

    /// Notes that one was sent.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn sent(&self, notice: Uuid) -> Result<(), Failure> {
        let now = self.0.now();
        self.0.db.write(move |tx| Box::pin(async move { Ok::<_, Failure>(store::notices::sent(tx, notice, now).await?) })).await
    }

    /// Notes that one could not be sent; it is tried again in ten minutes.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn failed(&self, notice: Uuid) -> Result<(), Failure> {
        let next = self.0.now().plus_ms(10 * 60_000);
        self.0.db.write(move |tx| Box::pin(async move { Ok::<_, Failure>(store::notices::failed(tx, notice, Some(next)).await?) })).await
    }
}

impl Inner {
    /// The notice of a case's new standing, or what a timer has to say, to its applicant. Whoever has no login to read it with
    /// gets it at the address that stands in the request; none where there is neither.
    pub(crate) async fn case_notice(
        &self,
        pack: &Pack,
        state: &CaseState,
        applicant: Option<AccountId>,
        reminder: Option<&Event>,
    ) -> Result<Vec<NewNotice>, Failure> {
        let Some(account) = applicant else { return Ok(vec![]) };
        let Some(row) = store::accounts::by_id(&self.db, account).await? else { return Ok(vec![]) };
        let lang: Lang = row.lang.parse().unwrap_or_default();
        let to = match row.login {
            Some(login) => row.verified_at.is_some().then_some(login).filter(|login| login.contains('@')),
            None => match self.written_address(pack, state) {
                Some(address) => Some(address),
                None => return Ok(vec![]),
            },
        };
        let address = to.map(|to| self.seal(pack.code()).seal("address", &to));
        let reminder = reminder.and_then(|event| self.timer_notice(pack, state, event, account, lang));
        let notice = match reminder {
            Some(reminder) => NewNotice { address, ..reminder },
            None => self.notice_words(pack, state, account, lang, address),
        };
        Ok(vec![notice])
    }

    /// The e-mail address that stands in a request.
    pub(crate) fn written_address(&self, pack: &Pack, state: &CaseState) -> Option<String> {
        let mut fields = pack.service(&state.service)?.form.fields().filter(|f| matches!(f.kind, Kind::Email));
        let field = fields.find(|f| !state.answers.text(&f.key).is_empty())?;
        Some(self.opened(pack, state).answers.text(&field.key).to_owned()).filter(|text| text.contains('@'))
    }

    pub(crate) fn notice_words(
        &self,
        pack: &Pack,
        state: &CaseState,
        account: AccountId,
        lang: Lang,
        address: Option<String>,
    ) -> NewNotice {
        let stage = pack.workflow_of(state).and_then(|w| w.stage(&state.stage));
        let office = state
            .agency
            .as_ref()
            .and_then(|AgencyKey(a)| pack.agency(a))
            .map_or_else(|| if lang == Lang::Id { "Anda" } else { "You" }.to_owned(), |a| a.name.get(lang).to_owned());
        let doing = stage.map(|s| s.doing.fill(lang, "office", &office)).unwrap_or_default();
        let advice = stage.and_then(|s| s.advice.as_ref()).map(|a| format!(" {}", a.get(lang))).unwrap_or_default();
        let lacks: String = sent_back(pack, state).into_iter().map(|text| format!(" {text}")).collect();
        let by = state
            .due_on
            .map(|d| {
                if lang == Lang::Id {
                    format!(" Paling lambat {}.", words::date_long(d, lang))
                } else {
                    format!(" By {} at the latest.", words::date_long(d, lang))
                }
            })
            .unwrap_or_default();
        NewNotice {
            id: self.id(),
            account,
            case: Some(state.id),
            kind: "case".into(),
            subject: format!("{}: {}", state.number, stage.map(|s| s.tag.get(lang)).unwrap_or_default()),
            body: format!("{doing}.{by}{advice}{lacks}").replace("..", "."),
            link: format!("/{}/lacak/{}", pack.region.slug, state.number),
            address,
            created_at: self.now(),
        }
    }
}
