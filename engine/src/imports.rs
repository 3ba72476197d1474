//! Cases that come from elsewhere as a table, such as requests that a national system hands to the region to verify: a line a case, its
//! columns named as the form's fields. A line that was taken before is known by its own number and taken once.
use crate::{Accounts, Drafts, Failure, Visitor, batches::AT_ONCE, hand_in::Hand};
use domain::{
    case::CaseId,
    form::{Answers, Areas, Check, Documents, Form, Problem},
    number::CaseNumber,
    pack::{Pack, Service},
    time::Instant,
};
use futures::{
    FutureExt, StreamExt, TryStreamExt,
    future::{BoxFuture, ready},
    stream,
};
use std::collections::BTreeMap;

/// Most lines of one table.
pub const MOST_LINES: usize = 2_000;

/// What became of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineTaken {
    /// It would become a case, or became this one.
    New(Option<CaseNumber>),
    /// It is this case already.
    Known(CaseNumber),
    /// It is the same as this line above it.
    Twice(u64),
    /// It can't be taken as it is.
    Wrong(Vec<Problem>),
    /// A rule keeps it out, in words of both languages by the failure.
    Refused(Failure),
}

/// A line and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedLine {
    /// Its line in the table; the heading is the first.
    pub line: u64,
    /// The number that it brought along.
    pub id: String,
    /// What became of it.
    pub taken: LineTaken,
}

/// Why a whole table can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableFault {
    /// A column that is needed is missing: the field's key.
    NoColumn(String),
    /// A column that no field of the form has.
    Unknown(String),
    /// A line has more or fewer cells than the heading.
    Broken(u64),
    /// It has more lines than are taken at once.
    TooLong,
    /// Nothing stands below the heading.
    Empty,
}

/// The form's key of a heading: a key, or the Indonesian words of a field.
fn column(form: &Form, heading: &str) -> Option<String> {
    let plain = heading.trim().to_lowercase();
    let same = |text: &str| text.to_lowercase() == plain;
    form.fields().find(|f| same(&f.key) || same(&f.label.id) || same(&f.label.en)).map(|f| f.key.clone())
}

/// The lines of a table, each with its answers.
fn lines(service: &Service, key: &str, text: &str) -> Result<Vec<(u64, Answers)>, TableFault> {
    let mut csv = crate::table::reader(text);
    let heading = csv.headers().map_err(|_| TableFault::Broken(1))?.clone();
    let mut columns = vec![];
    for name in &heading {
        columns.push(column(&service.form, name).ok_or_else(|| TableFault::Unknown(name.chars().take(60).collect()))?);
    }
    if !columns.iter().any(|c| c == key) {
        return Err(TableFault::NoColumn(key.to_owned()));
    }
    let mut lines = vec![];
    for record in csv.records() {
        let record = record.map_err(|e| TableFault::Broken(e.position().map_or(1, csv::Position::line)))?;
        if lines.len() == MOST_LINES {
            return Err(TableFault::TooLong);
        }
        let mut answers = Answers::default();
        columns
            .iter()
            .zip(record.iter())
            .filter(|(_, cell)| !cell.trim().is_empty())
            .for_each(|(key, cell)| answers.set(key.clone(), cell.trim()));
        lines.push((record.position().map_or(1, csv::Position::line), answers));
    }
    if lines.is_empty() { Err(TableFault::Empty) } else { Ok(lines) }
}

impl Drafts {
    /// The services whose cases the visitor can take from a table.
    pub fn imported_by<'p>(&'p self, pack: &'p Pack, visitor: &'p Visitor) -> impl Iterator<Item = &'p Service> {
        pack.services.iter().filter(|s| s.imports.is_some() && self.keys_in(pack, s, visitor))
    }

    /// Takes a table of cases of a service; without `write` only says what would become of each line.
    ///
    /// # Errors
    /// [`Failure::Forbidden`] for whoever does not hand these cases in; the table's own fault where it can't be read.
    pub async fn import(
        &self,
        pack: &Pack,
        visitor: &Visitor,
        service: &Service,
        table: &str,
        write: bool,
    ) -> Result<Result<Vec<ImportedLine>, TableFault>, Failure> {
        let rule = service.imports.as_ref().filter(|_| self.keys_in(pack, service, visitor)).ok_or(Failure::Forbidden)?;
        let lines = match lines(service, &rule.id, table) {
            Ok(lines) => lines,
            Err(fault) => return Ok(Err(fault)),
        };
        let at = self.0.now();
        let id_of = |answers: &Answers| answers.text(&rule.id).to_owned();
        let case_of = |id: &str| CaseId(self.0.seal(pack.code()).id("import", &format!("{}/{}/{id}", pack.code(), service.key)));
        let all: Vec<CaseId> = lines.iter().map(|(_, answers)| case_of(&id_of(answers))).collect();
        let stored = store::cases::by_ids(&self.0.db, pack.code(), &all).await?;
        let known: BTreeMap<CaseId, CaseNumber> = stored.into_iter().map(|s| (s.state.id, s.state.number)).collect();
        let mut firsts: BTreeMap<String, u64> = BTreeMap::new();
        let mut done: Vec<BoxFuture<'_, Result<ImportedLine, Failure>>> = Vec::with_capacity(lines.len());
        for (line, answers) in lines {
            let id = id_of(&answers);
            let case = case_of(&id);
            let problems = || {
                let today = at.day(pack.zone());
                let documents = Documents::default();
                Check { form: &service.form, answers: &answers, documents: &documents, areas: pack as &dyn Areas, today }.all()
            };
            // What was taken before is known, whatever the form asks for today; of lines with the same number the first that fits is taken.
            let judged = match (known.get(&case), firsts.get(&id)) {
                (Some(number), _) => Some(LineTaken::Known(number.clone())),
                (None, Some(first)) => Some(LineTaken::Twice(*first)),
                (None, None) => match problems() {
                    none if none.is_empty() => (!write).then_some(LineTaken::New(None)),
                    some => Some(LineTaken::Wrong(some)),
                },
            };
            if matches!(judged, None | Some(LineTaken::New(_))) {
                firsts.insert(id.clone(), line);
            }
            done.push(match judged {
                Some(taken) => ready(Ok(ImportedLine { line, id, taken })).boxed(),
                None => async move {
                    let taken = match self.import_line(pack, visitor, service, (case, answers), at).await {
                        Ok(taken) => taken,
                        Err(Failure::Invalid { problems }) => LineTaken::Wrong(problems),
                        Err(failure @ (Failure::Unavailable { .. } | Failure::SignedOut)) => return Err(failure),
                        Err(failure) => LineTaken::Refused(failure),
                    };
                    Ok(ImportedLine { line, id, taken })
                }
                .boxed(),
            });
        }
        // Each is a transaction of its own; some at a time, so that their writes reach the disk together.
        Ok(Ok(stream::iter(done).buffered(AT_ONCE).try_collect().await?))
    }

    async fn import_line(
        &self,
        pack: &Pack,
        visitor: &Visitor,
        service: &Service,
        (case, answers): (CaseId, Answers),
        at: Instant,
    ) -> Result<LineTaken, Failure> {
        let applicant = Some(Accounts(self.0.clone()).nameless(pack).await?);
        let numbers = [self.0.next_number(pack, service, at).await?];
        let keyed_by = self.0.keying_in(pack, service, visitor);
        let documents = Documents::default();
        let (id, together) = (case.0, &[][..]);
        let hand = Hand { visitor, applicant, keyed_by, numbers: &numbers, id, together, answers: &answers, documents: &documents, at };
        let ready = self.ready(pack, service, &hand, 0).await?;
        let of = self.0.pack_of(pack.code()).ok_or(Failure::NotFound)?;
        let kept = self.0.db.write_in(pack.code(), move |tx| Box::pin(async move { ready.keep(tx, &of).await }));
        match kept.await {
            Ok(()) => Ok(LineTaken::New(numbers.into_iter().next())),
            // Somebody took the same table at the same moment.
            Err(Failure::Refused(domain::case::Refusal::Stale { .. })) => {
                let known = store::cases::by_id(&self.0.db, pack.code(), case).await?.ok_or(Failure::NotFound)?;
                Ok(LineTaken::Known(known.state.number))
            }
            Err(other) => Err(other),
        }
    }
}
