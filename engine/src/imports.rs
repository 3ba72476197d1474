//! Cases that come from elsewhere as a table, such as requests that a national system hands to the region to verify: a line a case, its
//! columns named as the form's fields. A line that was taken before is known by its own number and taken once.
use crate::{Accounts, Draft, Drafts, Failure, Visitor, hand_in::Hand};
use domain::{
    case::CaseId,
    form::{Answers, Areas, Check, Documents, Form, Problem},
    number::CaseNumber,
    pack::{Pack, Service},
};
use uuid::Uuid;

/// Most lines of one table.
pub const MOST_LINES: usize = 2_000;

/// What became of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineTaken {
    /// It would become a case, or became this one.
    New(Option<CaseNumber>),
    /// It is this case already.
    Known(CaseNumber),
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
    let plain = heading.trim().trim_start_matches('\u{feff}').to_lowercase();
    let same = |text: &str| text.to_lowercase() == plain;
    form.fields().find(|f| same(&f.key) || same(&f.label.id) || same(&f.label.en)).map(|f| f.key.clone())
}

/// The lines of a table, each with its answers.
fn lines(service: &Service, key: &str, text: &str) -> Result<Vec<(u64, Answers)>, TableFault> {
    let first = text.lines().next().unwrap_or_default();
    let delimiter = if first.matches(';').count() > first.matches(',').count() { b';' } else { b',' };
    let mut csv = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
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
        let mut taken: Vec<ImportedLine> = Vec::with_capacity(lines.len());
        for (line, answers) in lines {
            let id = answers.text(&rule.id).to_owned();
            let same = taken.iter().find(|t| t.id == id && !id.is_empty());
            let done = match same {
                // The same number twice in one table is one case.
                Some(before) => before.taken.clone(),
                None => match Box::pin(self.import_line(pack, visitor, service, (&id, answers), write)).await {
                    Ok(done) => done,
                    Err(Failure::Invalid { problems }) => LineTaken::Wrong(problems),
                    Err(failure @ (Failure::Unavailable { .. } | Failure::SignedOut)) => return Err(failure),
                    Err(failure) => LineTaken::Refused(failure),
                },
            };
            taken.push(ImportedLine { line, id, taken: done });
        }
        Ok(Ok(taken))
    }

    async fn import_line(
        &self,
        pack: &Pack,
        visitor: &Visitor,
        service: &Service,
        (id, answers): (&str, Answers),
        write: bool,
    ) -> Result<LineTaken, Failure> {
        let at = self.0.now();
        let documents = Documents::default();
        let today = at.day(pack.zone());
        let problems = Check { form: &service.form, answers: &answers, documents: &documents, areas: pack as &dyn Areas, today }.all();
        if !problems.is_empty() {
            return Ok(LineTaken::Wrong(problems));
        }
        let case: Uuid = self.0.seal.id("import", &format!("{}/{}/{id}", pack.code(), service.key));
        if let Some(known) = store::cases::by_id(&self.0.db, pack.code(), CaseId(case)).await? {
            return Ok(LineTaken::Known(known.state.number));
        }
        if !write {
            return Ok(LineTaken::New(None));
        }
        let draft = Draft {
            id: case,
            service: service.key.clone(),
            together: vec![],
            answers,
            documents,
            page: String::new(),
            version: 1,
            resume_code: String::new(),
            saved_at: at,
            case: None,
            action: None,
        };
        let applicant = Some(Accounts(self.0.clone()).nameless(pack).await?);
        let numbers = [self.0.next_number(pack, service, at).await?];
        let hand = Hand { visitor, applicant, keyed_by: self.0.keying_in(pack, service, visitor), numbers: &numbers, draft: &draft, at };
        let ready = Box::pin(self.ready(pack, service, &hand, 0)).await?;
        let of = self.0.pack_of(pack.code()).ok_or(Failure::NotFound)?;
        let kept = self.0.db.write_in(pack.code(), move |tx| Box::pin(async move { Box::pin(ready.keep(tx, &of)).await }));
        match kept.await {
            Ok(()) => Ok(LineTaken::New(numbers.into_iter().next())),
            // Somebody took the same table at the same moment.
            Err(Failure::Refused(domain::case::Refusal::Stale { .. })) => {
                let known = store::cases::by_id(&self.0.db, pack.code(), CaseId(case)).await?.ok_or(Failure::NotFound)?;
                Ok(LineTaken::Known(known.state.number))
            }
            Err(other) => Err(other),
        }
    }
}
