//! Licences: the register that everybody may search, what happens to one by itself, and how a newer one takes an older one's place.
use crate::{Drafts, Engine, Failure, Visitor, drafts::Begun, keep::Kept, open::Inner, timers::one_of_many};
use domain::{
    case::{self, CaseId, CaseState, Event, Follows, Happening, Refusal},
    comment::without_personal_parts,
    find::Question,
    form::{Answers, Kind},
    licence::{LicenceRule, Status},
    number::{CaseNumber, SerialNumber},
    pack::{Pack, Service},
    text::Text,
    time::{Day, Instant},
    words::{self, Lang},
};
use std::sync::Arc;
use store::{
    Tx,
    licences::{LicenceFilter, LicenceLine, LicenceRow},
    papers::Ending,
};
use uuid::Uuid;

/// Licences on a page of the register.
const PAGE: u32 = 30;
/// How far licences in force are counted: what is more is said as more than so many.
pub const COUNTED: u32 = 10_000;
/// Cases read at a time.
const BATCH: u32 = 50;

/// Licences.
#[derive(Clone)]
pub struct Licences(pub(crate) Arc<Inner>);

/// A page of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterPage {
    /// Its lines, the newest first.
    pub lines: Vec<LicenceLine>,
    /// Where the next page begins; none on the last.
    pub next: Option<(Day, CaseId)>,
}

impl Licences {
    /// A page of the register. A search takes the number of a licence, or words of holder, subject and place.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn register(
        &self,
        pack: &Pack,
        search: &str,
        filter: &LicenceFilter,
        behind: Option<(Day, CaseId)>,
    ) -> Result<RegisterPage, Failure> {
        let (db, region) = (&self.0.db, pack.code());
        let lines = match search.trim() {
            "" => store::licences::page(db, region, filter, behind, PAGE + 1).await?,
            text => match text.parse::<SerialNumber>() {
                Ok(serial) => store::licences::by_serial(db, region, &serial).await?.into_iter().collect(),
                Err(_) => {
                    // What officers put on a case is no word for the public.
                    let mut words = Question::of(&[], text).words;
                    words.retain(|word| word.chars().all(char::is_alphanumeric));
                    let found = store::licences::find(db, region, &words, PAGE * 4).await?;
                    found.into_iter().filter(|l| fits(l, filter)).take(PAGE as usize).collect()
                }
            },
        };
        let more = lines.len() > PAGE as usize;
        let mut lines: Vec<_> = lines;
        lines.truncate(PAGE as usize);
        // From the last that was read: what is not shown must not hide what comes behind it.
        let next = lines.last().filter(|_| more).map(|l| (l.from, l.case));
        lines.retain(|l| shown(pack, l));
        Ok(RegisterPage { lines, next })
    }

    /// A licence by its number.
    ///
    /// # Errors
    /// [`Failure::NotFound`].
    pub async fn by_serial(&self, pack: &Pack, serial: &SerialNumber) -> Result<LicenceLine, Failure> {
        let found = store::licences::by_serial(&self.0.db, pack.code(), serial).await?;
        found.filter(|l| shown(pack, l)).ok_or(Failure::NotFound)
    }

    /// The licence of a case, where it has one.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn of_case(&self, pack: &Pack, case: CaseId) -> Result<Option<LicenceLine>, Failure> {
        Ok(store::licences::by_case(&self.0.db, pack.code(), case).await?)
    }

    /// Begins a request that follows a licence of the visitor's, with what was asked for then: a renewal, a change.
    ///
    /// # Errors
    /// [`Failure::NotFound`] where the case is not theirs or gives no such licence.
    pub async fn begin_following(&self, pack: &Pack, visitor: &Visitor, number: &CaseNumber, purpose: &str) -> Result<Uuid, Failure> {
        let stored = store::cases::by_number(&self.0.db, pack.code(), number).await?.ok_or(Failure::NotFound)?;
        if !self.0.owns(visitor, &stored.state).await? {
            return Err(Failure::NotFound);
        }
        let owner = visitor.person()?.account.0;
        self.0.follow_with(pack, &stored.state, owner, Some(purpose)).await?.ok_or(Failure::NotFound)
    }

    /// How many licences of the register are in force; one more than [`COUNTED`] where there are more.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn in_force(&self, pack: &Pack) -> Result<i64, Failure> {
        let services: Vec<&str> = pack.services.iter().filter(|s| !s.hidden).map(|s| s.key.as_str()).collect();
        let today = self.0.now().day(pack.zone());
        Ok(store::licences::in_force(&self.0.db, pack.code(), &services, today, COUNTED + 1).await?)
    }
}

fn shown(pack: &Pack, line: &LicenceLine) -> bool {
    pack.service(&line.service).is_some_and(|s| !s.hidden)
}

fn fits(line: &LicenceLine, filter: &LicenceFilter) -> bool {
    filter.service.as_ref().is_none_or(|s| *s == line.service)
        && filter.status.is_none_or(|s| s == line.status)
        && filter.district.as_ref().is_none_or(|d| Some(d) == line.district.as_ref())
        && filter.valid_on.is_none_or(|day| line.until.is_none_or(|until| until >= day))
}

/// A case's licence as the register has it; `None` where it has none.
pub(crate) fn row(pack: &Pack, state: &CaseState, at: Instant) -> Option<LicenceRow> {
    let licence = state.licence.as_ref()?;
    let rule = pack.service(&state.service)?.licence.as_ref()?;
    let said = |key: &Option<String>| key.as_deref().map(|k| state.answers.text(k).to_owned()).unwrap_or_default();
    Some(LicenceRow {
        case: state.id,
        service: state.service.clone(),
        paper: rule.paper.clone(),
        holder: match state.answers.text(&rule.holder) {
            name if rule.masked => first_letters(name),
            name => without_personal_parts(name),
        },
        activity: said(&rule.activity),
        place: without_personal_parts(&said(&rule.place)),
        district: state.district.clone(),
        from: licence.from,
        until: licence.until,
        status: licence.status,
        since: licence.since,
        next: case::licence_due(pack, state, at).map(|(day, _)| day),
    })
}

/// A person's name by its first letters: `T••• R•••`.
fn first_letters(name: &str) -> String {
    name.split_whitespace().filter_map(|word| Some(format!("{}•••", word.chars().next()?))).collect::<Vec<_>>().join(" ")
}

/// Whether an event may change what the register says.
pub(crate) fn touches(event: &Event) -> bool {
    matches!(event.what, Happening::Submitted(_) | Happening::Moved(_) | Happening::Amended { .. } | Happening::Reminded { .. })
}

/// What a licence's notice says; `None` where the rule has no such notice.
pub(crate) fn notice(pack: &Pack, state: &CaseState, key: &str, lang: Lang) -> Option<String> {
    let rule = pack.service(&state.service)?.licence.as_ref()?;
    let notice = rule.notices.iter().find(|n| n.key == key)?;
    let until = state.licence.as_ref()?.until.map(|day| words::date_long(day, lang)).unwrap_or_default();
    Some(notice.text.fill(lang, "until", &until))
}

/// A licence that follows another one takes its place in the transaction by which it comes into force.
pub(crate) async fn succeed(tx: &mut Tx<'_>, pack: &Pack, after: &CaseState, event: &Event) -> Result<(), Failure> {
    let Happening::Moved(moved) = &event.what else { return Ok(()) };
    let begins = moved.licence.as_ref().is_some_and(|m| m.term.is_some());
    let Some(follows) = after.follows.as_ref().filter(|_| begins) else { return Ok(()) };
    let Some(former) = store::cases::for_update(tx, pack.code(), follows.case).await? else { return Ok(()) };
    let Some(replaced) = case::replace(pack, &former.state, event.at) else { return Ok(()) };
    let kind = pack.service(&former.state.service).and_then(|s| s.licence.as_ref()).map(|l| l.paper.clone()).unwrap_or_default();
    let kept = Kept::of(former.state, replaced);
    // Not `go_on`: what is replaced is nobody's work, and follows nothing that could be replaced in turn.
    Box::pin(kept.commit(tx, pack)).await?;
    let newest = pack.service(&after.service).and_then(|s| s.licence.as_ref()).map(|l| l.paper.clone()).unwrap_or_default();
    let number = store::papers::newest_of_case(tx, pack.code(), after.id, &newest).await?;
    let why = Text::new("Diganti izin yang baru", "Replaced by a newer licence");
    let why = serde_json::to_string(&why).map_err(|e| Failure::unavailable("write why a licence was replaced", &e))?;
    let ending = Ending { kind: &kind, at: event.at, why: &why, replaced_by: number.as_ref() };
    store::papers::end_of_case(tx, pack.code(), follows.case, &ending).await?;
    Ok(())
}

impl Inner {
    /// The licence that a request follows, where its answers name one.
    ///
    /// # Errors
    /// [`Refusal::NoFormer`] where it is none that can be followed, or somebody else's.
    pub(crate) async fn follows(
        &self,
        pack: &Pack,
        service: &Service,
        answers: &Answers,
        visitor: &Visitor,
    ) -> Result<Option<Follows>, Failure> {
        let Some(rule) = &service.licence else { return Ok(None) };
        let Some(named) = asked_for(rule, service, answers) else { return Ok(None) };
        let no = |id: &str, en: &str| Failure::from(Refusal::NoFormer { why: Text::new(id, en) });
        let unknown = || {
            no(
                "Nomor izin lama tidak ditemukan. Tulis seperti tercetak pada izinnya, dari layanan yang sama",
                "No such licence was found. Write its number as it is printed, of the same service",
            )
        };
        let serial: SerialNumber = named.parse().map_err(|_| unknown())?;
        if serial.region() != pack.code() {
            return Err(no(
                "Izin ini dari daerah lain. Ajukan ke daerah yang menerbitkannya",
                "This licence is of another region. Ask there",
            ));
        }
        let line =
            store::licences::by_serial(&self.db, pack.code(), &serial).await?.filter(|l| l.service == service.key).ok_or_else(unknown)?;
        let former = store::cases::by_id(&self.db, pack.code(), line.case).await?.ok_or_else(unknown)?.state;
        let transferred = rule.purpose.as_deref().is_some_and(|key| rule.transfers.iter().any(|t| t == answers.text(key)));
        // Whoever has no account shows the receipt of the former request.
        if !transferred && !self.owns(visitor, &former).await? {
            return Err(no(
                "Izin ini bukan milik Anda. Masuk dengan akun pemegangnya, buka dulu permohonan lamanya dengan tanda terima, atau pilih balik nama",
                "This licence is not yours. Sign in as its holder, open its request with the receipt first, or choose a transfer",
            ));
        }
        let today = self.now().day(pack.zone());
        let over = line.until.is_some_and(|until| until.plus_days(i64::from(rule.grace_days)) < today);
        match line.status {
            Status::Revoked => Err(no("Izin ini sudah dicabut. Ajukan izin baru", "This licence was revoked. Ask for a new one")),
            Status::Replaced => {
                Err(no("Izin ini sudah diganti. Pakai nomor izin yang terbaru", "This licence was replaced. Use the newest number"))
            }
            Status::Suspended => {
                Err(no("Izin ini sedang dibekukan. Perbaiki pelanggarannya dahulu", "This licence is suspended. Mend the breach first"))
            }
            Status::Expired => {
                Err(no("Masa perpanjangan izin ini sudah lewat. Ajukan izin baru", "The time to renew is over. Ask for a new licence"))
            }
            Status::InForce if over => {
                Err(no("Masa perpanjangan izin ini sudah lewat. Ajukan izin baru", "The time to renew is over. Ask for a new licence"))
            }
            Status::InForce => Ok(Some(Follows { serial, case: former.id, number: former.number, until: line.until })),
        }
    }
}

/// The number that the answers give of a former licence, where they ask for more than a new one.
fn asked_for<'a>(rule: &LicenceRule, service: &Service, answers: &'a Answers) -> Option<&'a str> {
    let field = rule.former.as_deref().and_then(|key| service.form.field(key))?;
    let facts = domain::rule::Facts::of_answers(&answers_as_facts(service, answers)).ok()?;
    let asked = field.show_if.as_ref().is_none_or(|rule| rule.holds(&facts).unwrap_or(true));
    Some(answers.text(&field.key)).filter(|text| asked && !text.is_empty())
}

fn answers_as_facts(service: &Service, answers: &Answers) -> serde_json::Value {
    service.form.fields().map(|f| (f.key.clone(), serde_json::Value::from(answers.text(&f.key)))).collect()
}

impl Engine {
    /// Lets everything happen to licences that is due; gives how much did. Twice in a row the second does nothing.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn run_licences(&self) -> Result<usize, Failure> {
        let mut lived = 0;
        for pack in self.0.at_work().iter() {
            let (today, mut after) = (self.now().day(pack.zone()), CaseId(Uuid::nil()));
            loop {
                let page = store::licences::due(&self.0.db, pack.code(), today, after, BATCH).await?;
                let Some(last) = page.last() else { break };
                after = *last;
                for case in page {
                    lived += one_of_many(case, self.0.live_on(pack, case).await)?;
                }
            }
        }
        Ok(lived)
    }

    /// Lets silence count where it does: requests whose promise is over and that nobody decided count as granted.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn run_silence(&self) -> Result<usize, Failure> {
        let mut granted = 0;
        for pack in self.0.at_work().iter() {
            let today = self.now().day(pack.zone());
            for service in &pack.services {
                let stages: std::collections::BTreeSet<&str> =
                    service.workflows.iter().filter_map(|w| w.deemed.as_ref()).flat_map(|d| d.from.iter().map(String::as_str)).collect();
                for stage in stages {
                    let mut after = CaseId(Uuid::nil());
                    loop {
                        let page = store::cases::past_promise(&self.0.db, pack.code(), (&service.key, stage), today, after, BATCH).await?;
                        let Some(last) = page.last() else { break };
                        after = *last;
                        for case in page {
                            let judge = |pack: &Pack, state: &CaseState, at: Instant| Ok(case::deem(pack, state, at).into_iter().collect());
                            let Some(stored) = store::cases::by_id(&self.0.db, pack.code(), case).await? else { continue };
                            // Where silence does not count the writer is not asked, however often this runs.
                            if case::deem(pack, &stored.state, self.now()).is_none() {
                                continue;
                            }
                            let done = self.0.change(pack, case, None, judge).await;
                            granted += one_of_many(case, done.map(|state| usize::from(stored.state.version != state.version)))?;
                        }
                    }
                }
            }
        }
        Ok(granted)
    }
}

impl Inner {
    async fn live_on(self: &Arc<Self>, pack: &Pack, case: CaseId) -> Result<usize, Failure> {
        let mut lived = 0;
        // Several things may be due at once, as after a server stood still for long.
        while let Some(stored) = store::cases::by_id(&self.db, pack.code(), case).await? {
            let Some(event) = case::live_on(pack, &stored.state, self.now()) else { break };
            let begins = self.begins_renewal(pack, &stored.state, &event);
            let judge = |pack: &Pack, state: &CaseState, at: Instant| Ok(case::live_on(pack, state, at).into_iter().collect());
            self.change(pack, case, None, judge).await?;
            let owner = stored.state.applicant.filter(|_| begins);
            if let Some(owner) = owner
                && let Err(failure) = self.follow_with(pack, &stored.state, owner.0, None).await
            {
                tracing::warn!(%failure, "the draft of a renewal could not be made");
            }
            lived += 1;
        }
        Ok(lived)
    }

    /// A draft that begins with what a licence was asked for with, and names that licence; `None` where the service has no such request.
    async fn follow_with(
        self: &Arc<Self>,
        pack: &Pack,
        state: &CaseState,
        owner: Uuid,
        purpose: Option<&str>,
    ) -> Result<Option<Uuid>, Failure> {
        let Some(service) = pack.service(&state.service) else { return Ok(None) };
        let Some(rule) = &service.licence else { return Ok(None) };
        let (Some(asked), Some(former)) = (&rule.purpose, &rule.former) else { return Ok(None) };
        let Some(word) = purpose.or(rule.renewal.as_deref()) else { return Ok(None) };
        let Some(line) = store::licences::by_case(&self.db, pack.code(), state.id).await? else { return Ok(None) };
        let plain = self.opened(pack, state);
        let mut answers = plain.answers;
        answers.set(asked.clone(), word);
        answers.set(former.clone(), line.serial.to_string());
        // What was agreed to then is agreed to anew.
        for field in service.form.fields().filter(|f| matches!(f.kind, Kind::Confirm)) {
            answers.0.remove(&field.key);
        }
        let id = self.id();
        let begun = Begun { service, together: &[], id, owner, case: None, action: None };
        Drafts(self.clone()).insert(pack, &begun, &answers, &plain.documents).await?;
        Ok(Some(id))
    }

    fn begins_renewal(&self, pack: &Pack, state: &CaseState, event: &Event) -> bool {
        let Happening::Reminded { timer, .. } = &event.what else { return false };
        let rule = pack.service(&state.service).and_then(|s| s.licence.as_ref());
        rule.is_some_and(|rule| rule.notices.iter().any(|n| n.key == *timer && n.begins_renewal))
    }
}
