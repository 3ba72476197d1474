//! A case's events in words: what happened, by which post, with what was captured. The newest first, because that is
//! what the next decision stands on.
use super::{
    answers::Reader,
    case_view::{EventView, StepView},
};
use domain::{
    case::{CaseState, Event, Handing, Happening, Moved, Outcome, StepState, Verdict, timeline},
    form::{Answer, Answers, Areas, Check, Documents, Field, Form, Kind},
    money::Rupiah,
    pack::Service,
    people::{AccountId, Actor, AgencyKey},
    time::Day,
    words::{self, Lang},
};
use serde_json::Value;
use std::collections::BTreeMap;

/// What stands where something is sealed.
const SEALED: &str = "••••••";

impl Reader<'_> {
    fn say(&self, id: &str, en: &str) -> String {
        if self.lang == Lang::Id { id } else { en }.to_owned()
    }

    /// An agency's name; its key where the pack no longer has it, the applicant where there is none.
    pub(super) fn office(&self, agency: Option<&AgencyKey>) -> String {
        match agency {
            None => self.say("Pemohon", "The applicant"),
            Some(AgencyKey(key)) => self.pack.agency(key).map_or_else(|| key.clone(), |a| a.name.get(self.lang).to_owned()),
        }
    }

    /// A post in words: role and, where it belongs to one, the agency.
    pub(super) fn post(&self, role: &str, agency: Option<&AgencyKey>) -> String {
        let role = self.pack.role(role).map_or_else(|| role.to_owned(), |r| r.label.get(self.lang).to_owned());
        match agency.map(|key| self.office(Some(key))) {
            Some(office) if office != role => format!("{role} · {office}"),
            _ => role,
        }
    }

    /// Who acted: a post, or the applicant.
    pub(crate) fn who(&self, actor: &Actor) -> String {
        match (&actor.role, actor.account) {
            (Some(role), _) => {
                let post = self.post(&role.0, actor.agency.as_ref());
                if actor.acting { format!("{post} {}", self.say("(pelaksana tugas)", "(acting)")) } else { post }
            }
            (None, Some(_)) => self.say("Pemohon", "The applicant"),
            // Nobody's account: a request made without one, or the system's clock.
            (None, None) => self.say("Tanpa akun", "Without an account"),
        }
    }

    /// The events, newest first.
    pub(super) fn history(
        &self,
        service: &Service,
        state: &CaseState,
        events: &[(i64, Event)],
        names: &BTreeMap<AccountId, String>,
    ) -> Vec<EventView> {
        let mut before: Option<CaseState> = None;
        let mut views = Vec::new();
        for (_, event) in events {
            views.push(self.event(service, state, before.as_ref(), event, names));
            match &mut before {
                Some(before) => before.apply(event),
                None => before = CaseState::begin(state.id, event),
            }
        }
        views.reverse();
        views
    }

    /// An answer before and after it was mended, in words; a file by its name.
    fn difference(&self, service: &Service, key: &str, before: &CaseState, answers: &Answers, documents: &Documents) -> (String, String) {
        let field = service.form.field(key);
        let label = field.map_or_else(|| key.to_owned(), |f| f.label.get(self.lang).to_owned());
        let files = |of: &Documents| of.of(key).map(|d| d.name.clone()).collect::<Vec<_>>().join(", ");
        let words = |of: &Answers| match (of.0.get(key), field) {
            (Some(Answer::Rows(rows)), field) => rows.iter().map(|row| self.row(field, row, &Value::Null)).collect::<Vec<_>>().join("; "),
            (_, Some(field)) => self.text(field, of.text(key)),
            (_, None) => of.text(key).to_owned(),
        };
        let (old, new) = match field.map(|f| &f.kind) {
            Some(Kind::File { .. }) => (files(&before.documents), files(documents)),
            _ => (words(&before.answers), words(answers)),
        };
        let none = || self.say("kosong", "nothing");
        let [old, new] = [old, new].map(|text| if text.is_empty() { none() } else { text });
        // The same name may be another file, and a masked answer looks alike: that it changed is known.
        let new = if old == new { format!("{new} {}", self.say("(diganti)", "(replaced)")) } else { new };
        (label, format!("{old} → {new}"))
    }

    /// How a case came to somebody, or was left.
    fn handing(&self, how: Handing) -> String {
        match how {
            Handing::Taken => self.say("Mulai dikerjakan", "Work began"),
            Handing::LetGo => self.say("Dikembalikan ke antrean", "Given back to the desk"),
            Handing::HandedOver => self.say("Diserahkan kepada rekan", "Given to a colleague"),
            Handing::TakenOver => self.say("Diambil alih", "Taken over"),
            Handing::Reassigned => self.say("Dibagikan oleh atasan", "Given on by who divides the work"),
            Handing::ByLoad => self.say("Dibagi menurut beban", "Divided by load"),
            Handing::ByRotation => self.say("Dibagi bergiliran", "Divided in turn"),
        }
    }

    /// Words of an opinion, or that they are confidential where they were left out for this reader.
    fn closed(&self, confidential: bool, text: &str) -> String {
        if confidential && text.is_empty() { self.say("Rahasia", "Confidential") } else { text.to_owned() }
    }

    fn event(
        &self,
        service: &Service,
        state: &CaseState,
        before: Option<&CaseState>,
        event: &Event,
        names: &BTreeMap<AccountId, String>,
    ) -> EventView {
        let mut view = EventView {
            version: event.version,
            what: String::new(),
            who: self.who(&event.actor),
            when: words::date_time(event.at, self.pack.zone(), self.lang),
            note: None,
            details: vec![],
            marks: vec![],
        };
        let captured = |key: &str| service.workflow(state.workflow).and_then(|w| w.captured(key));
        let label = |key: &str| {
            service.form.field(key).or_else(|| captured(key)).map_or_else(|| key.to_owned(), |f| f.label.get(self.lang).to_owned())
        };
        match &event.what {
            Happening::Submitted(_) => view.what = self.say("Pengajuan masuk", "The request came in"),
            Happening::Amended { changed, answers, documents, .. } => {
                view.what = self.say("Pemohon memperbaiki isian", "The applicant mended the request");
                if let Some(before) = before {
                    view.details.extend(changed.iter().map(|key| self.difference(service, key, before, answers, documents)));
                }
            }
            Happening::Revealed { field } => {
                view.what = format!("{}: {}", self.say("Membuka data terkunci", "Opened sealed data"), label(field));
            }
            Happening::Compared { other, double, reason } => {
                let words = if *double {
                    self.say("Dinilai pengajuan ganda dengan", "Found to be asked twice with")
                } else {
                    self.say("Dibandingkan, bukan ganda:", "Compared, not the same thing:")
                };
                view.what = format!("{words} {other}");
                view.note = Some(reason.clone());
            }
            Happening::Assigned { to, how, until, reason } => {
                let to = to.and_then(|to| names.get(&to)).map_or_else(String::new, |name| format!(": {name}"));
                view.what = format!("{}{to}", self.handing(*how));
                if event.actor.account.is_none() {
                    view.who = self.say("Sistem", "The system");
                }
                if let Some(until) = until {
                    let until = words::date_time(*until, self.pack.zone(), self.lang);
                    view.details.push((self.say("Sampai", "Until"), until));
                }
                view.note.clone_from(reason);
            }
            Happening::Held { until, reason } => {
                view.what = match until {
                    Some(day) => {
                        format!("{} {}", self.say("Ditunda di meja sampai", "Put aside at the desk until"), words::date(*day, self.lang))
                    }
                    None => self.say("Dilanjutkan", "Taken up again"),
                };
                view.note.clone_from(reason);
            }
            Happening::Noted { text, mentions } => {
                let names = mentions.iter().filter_map(|who| names.get(who).cloned()).collect::<Vec<_>>().join(", ");
                view.what = self.say("Catatan petugas", "A note of an officer");
                view.note = Some(text.clone());
                if !names.is_empty() {
                    view.details.push((self.say("Untuk", "For"), names));
                }
            }
            Happening::Said { text } => {
                view.what = match event.actor.role {
                    Some(_) => self.say("Pesan kepada pemohon", "A message to the applicant"),
                    None => self.say("Pesan dari pemohon", "A message of the applicant"),
                };
                view.note = Some(text.clone());
            }
            Happening::Labelled { add, remove } => {
                let word = |key: &String| self.pack.desk.label(key).map_or_else(|| key.clone(), |l| l.label.get(self.lang).to_owned());
                let list = |keys: &[String]| keys.iter().map(word).collect::<Vec<_>>().join(", ");
                view.what = self.say("Label diubah", "Labels were changed");
                let parts = [(self.say("Dipasang", "Set"), list(add)), (self.say("Dilepas", "Taken off"), list(remove))];
                view.details.extend(parts.into_iter().filter(|(_, words)| !words.is_empty()));
            }
            Happening::OpinionAsked { agency, question, confidential, due_on } => {
                view.what = format!("{} {}", self.say("Pendapat diminta dari", "An opinion was asked of"), self.office(Some(agency)));
                view.details.push((self.say("Paling lambat", "By"), words::date(*due_on, self.lang)));
                view.note = Some(self.closed(*confidential, question));
            }
            Happening::OpinionGiven { text, confidential, .. } => {
                view.what = self.say("Pendapat diberikan", "An opinion was given");
                view.note = Some(self.closed(*confidential, text));
            }
            Happening::Escalated { step, .. } => {
                let chain = domain::case::chain(self.pack, state);
                let known = chain.iter().chain(&self.pack.desk.escalation).find(|s| s.key == *step);
                view.what = known.map_or_else(|| step.clone(), |s| s.label.get(self.lang).to_owned());
                view.who = self.say("Sistem", "The system");
            }
            Happening::Extended { days, reason, due_on, .. } => {
                view.what = format!(
                    "{} {days} {}",
                    self.say("Waktu diperpanjang", "The term was extended by"),
                    self.say("hari kerja", "working days")
                );
                view.note = Some(reason.clone());
                view.details.extend(due_on.map(|day| (self.say("Batas tahap", "The stage ends on"), words::date(day, self.lang))));
            }
            Happening::Lengthened { day, minutes, days, due_on, .. } => {
                view.what = format!(
                    "{} {days} {}",
                    self.say("Waktu pemohon bertambah", "The applicant has longer, by"),
                    self.say("hari kerja", "working days")
                );
                view.who = self.say("Sistem", "The system");
                let away = words::date(*day, self.lang);
                view.note = Some(self.say(
                    &format!("Layanan terganggu {minutes} menit pada {away}"),
                    &format!("The service was away for {minutes} minutes on {away}"),
                ));
                view.details.extend(due_on.map(|day| (self.say("Batas tahap", "The stage ends on"), words::date(day, self.lang))));
            }
            Happening::Reminded { timer, stage } => {
                view.what = self.say("Pengingat untuk pemohon", "A reminder for the applicant");
                view.who = self.say("Sistem", "The system");
                let timers = service.workflow(state.workflow).and_then(|w| w.stage(stage)).map(|s| &s.timers);
                if let Some(timer) = timers.and_then(|all| all.iter().find(|t| t.key == *timer)) {
                    let due = state.due_on.map(|d| words::date(d, self.lang)).unwrap_or_default();
                    view.note = Some(timer.notice.fill(self.lang, "due", &due));
                }
            }
            Happening::Rescheduled { due_on, promised_on, .. } => {
                view.what = self.say("Tanggal bergeser karena hari libur baru", "The dates moved with a new day off");
                view.who = self.say("Sistem", "The system");
                let due = due_on.map(|d| words::date(d, self.lang)).unwrap_or_default();
                let promised = words::date(*promised_on, self.lang);
                view.note = Some(self.say(
                    &format!("Batas tahap {due}; janji putusan {promised}"),
                    &format!("The stage ends on {due}; decision promised by {promised}"),
                ));
            }
            Happening::Moved(moved) => self.moved(service, state, moved, &mut view),
        }
        view
    }

    fn moved(&self, service: &Service, state: &CaseState, moved: &Moved, view: &mut EventView) {
        let workflow = service.workflow(state.workflow);
        let stage = workflow.and_then(|w| w.stage(&moved.from));
        let action = workflow.and_then(|w| w.action(&moved.from, &moved.action));
        // What goes off by itself has no action: it is called as the stage that it leads to.
        let lapsed = workflow.and_then(|w| w.stage(&moved.to));
        let done = workflow.and_then(|w| w.done(&moved.from, &moved.action));
        view.what = done.map_or_else(
            || lapsed.map_or_else(|| moved.action.clone(), |s| s.label.get(self.lang).to_owned()),
            |done| done.get(self.lang).to_owned(),
        );
        if action.is_none() {
            view.who = match done {
                Some(_) => self.say("Sistem", "The system"),
                None => self.say("Sistem: batas waktu lewat", "The system: the term is over"),
            };
        }
        view.note.clone_from(&moved.public_note);
        let form = Form::of_fields(action.map(|a| a.captures.clone()).unwrap_or_default());
        let facts =
            Check { form: &form, answers: &moved.captured, documents: &moved.documents, areas: self.pack as &dyn Areas, today: self.today }
                .facts();
        for (key, answer) in &moved.captured.0 {
            let field = action.and_then(|a| a.captures.iter().find(|f| f.key == *key));
            let name = field.map_or_else(|| key.clone(), |f| f.label.get(self.lang).to_owned());
            let text = match (answer, field) {
                (_, Some(field)) if field.is_sealed() && field.kind != Kind::Point => SEALED.to_owned(),
                (Answer::Text(text), Some(field)) => self.text(field, text.trim()),
                (Answer::Text(text), None) => text.clone(),
                (Answer::Rows(rows), field) => {
                    let rows = rows.iter().enumerate().map(|(i, row)| self.row(field, row, &facts[key][i]));
                    rows.collect::<Vec<_>>().join("; ")
                }
            };
            view.details.push((name, text));
        }
        for document in &moved.documents.0 {
            let field = action.and_then(|a| a.captures.iter().find(|f| f.key == document.slot));
            view.details.push((field.map_or_else(|| document.slot.clone(), |f| f.label.get(self.lang).to_owned()), document.name.clone()));
        }
        if let Some(why) = moved.amount.as_ref().and_then(|amount| amount.why_more.as_ref()) {
            view.details.push((self.say("Alasan nilai naik", "Why the amount rises"), why.clone()));
        }
        for measured in &moved.measured {
            let what = match moved.documents.0.iter().find(|d| d.hash == measured.what) {
                Some(photo) => photo.name.clone(),
                None => self.say("Titik peninjauan", "Where it was put on record"),
            };
            let words = match measured.metres {
                Some(metres) => format!(
                    "{} m {}",
                    words::number(i64::from(metres), self.lang),
                    self.say("dari titik permohonan", "from the declared place")
                ),
                None => self.say("tanpa koordinat", "says nothing of where it was"),
            };
            view.details.push((what, words));
        }
        if let Some(written) = moved.written_at {
            view.details.push((
                self.say("Ditulis tanpa sinyal pada", "Written without a line at"),
                words::date_time(written, self.pack.zone(), self.lang),
            ));
        }
        for flag in &moved.raises {
            let words = self.pack.desk.flag(flag).map_or_else(|| flag.clone(), |f| f.label.get(self.lang).to_owned());
            view.details.push((self.say("Tanda untuk pengawas", "Flag for the overseer"), words));
        }
        if let Some(skipped) = &moved.skipped {
            let words = self.say("Didahulukan dari berkas yang lebih lama", "Taken before older cases");
            view.details.push((words, format!("{} ({})", skipped.reason, skipped.ahead)));
        }
        if let Some(worked) = moved.worked.as_deref() {
            for term in worked.inputs.iter().chain(&worked.factors).chain(&worked.steps) {
                view.details.push((term.label.get(self.lang).to_owned(), term.value.clone()));
            }
            let result = Rupiah::try_from(worked.result).map_or_else(|_| worked.result.to_string(), |r| r.to_string());
            view.details.push((
                self.say("Hasil", "Result"),
                format!("{result} ({} {})", self.say("rumus versi", "formula version"), worked.version),
            ));
        }
        if let Some(code) = &moved.reason {
            let words = service.reasons.iter().find(|r| r.key == *code).map_or_else(|| code.clone(), |r| r.label.get(self.lang).to_owned());
            view.details.push((self.say("Alasan", "Reason"), words));
        }
        for item in &moved.items {
            let by = item
                .due_on
                .map(|day| format!(" ({} {})", self.say("paling lambat", "by"), words::date(day, self.lang)))
                .unwrap_or_default();
            view.details.push((item.label.get(self.lang).to_owned(), format!("{}{by}", item.reason)));
        }
        for (key, mark) in &moved.checklist {
            let item = stage.and_then(|s| s.checklist.iter().find(|i| i.key == *key));
            let name = item.map_or_else(|| key.clone(), |i| i.label.get(self.lang).to_owned());
            let (class, word) = self.verdict(mark.verdict);
            view.marks.push((name, class.to_owned(), word, mark.evidence.clone()));
        }
    }

    /// A row of a table in a line: its cells in the order of the columns, with what was computed of it.
    fn row(&self, field: Option<&Field>, row: &BTreeMap<String, String>, facts: &Value) -> String {
        let columns = match field.map(|f| &f.kind) {
            Some(Kind::Rows { columns, .. }) => columns.as_slice(),
            _ => return row.values().cloned().collect::<Vec<_>>().join(", "),
        };
        let cell = |column: &Field| match &column.kind {
            Kind::Computed { rupiah, .. } => {
                let value = self.value(facts.get(&column.key), *rupiah);
                (!value.is_empty()).then(|| format!("{}: {value}", column.label.get(self.lang)))
            }
            _ => Some(self.text(column, row.get(&column.key)?.trim())),
        };
        columns.iter().filter_map(cell).collect::<Vec<_>>().join(", ")
    }

    /// A verdict as class and word.
    fn verdict(&self, verdict: Verdict) -> (&'static str, String) {
        match verdict {
            Verdict::Fits => ("ok", self.say("Sesuai", "Fits")),
            Verdict::DoesNotFit => ("bad", self.say("Tidak sesuai", "Does not fit")),
            Verdict::DoesNotApply => ("wait", self.say("Tidak berlaku", "Does not apply")),
        }
    }

    /// How a case ended, in a word.
    pub(super) fn outcome(&self, outcome: Outcome) -> String {
        match outcome {
            Outcome::Done => self.say("Selesai", "Done"),
            Outcome::Refused => self.say("Tidak dapat diteruskan", "Refused"),
            Outcome::Withdrawn => self.say("Ditarik pemohon", "Withdrawn"),
            Outcome::Lapsed => self.say("Gugur", "Lapsed"),
        }
    }

    /// The line of light.
    pub(super) fn steps(&self, service: &Service, state: &CaseState) -> Vec<StepView> {
        let zone = self.pack.zone();
        // A case may run over years: the year is left away only where it is this one.
        let short =
            |day: Day| if day.year() == self.today.year() { words::date_short(day, self.lang) } else { words::date(day, self.lang) };
        let workflow = service.workflow(state.workflow);
        timeline(self.pack, state, self.today)
            .into_iter()
            .map(|step| {
                let since = step.since.map(|at| short(at.day(zone)));
                let end = step.end.as_ref().map(|end| short(end.at.day(zone)));
                let when = match (since, end, step.by) {
                    (Some(since), Some(end), _) if since == end => since,
                    (Some(since), Some(end), _) => format!("{since} – {end}"),
                    (Some(since), None, Some(by)) if step.state == StepState::Now => {
                        format!("{} {since}, {} {}", self.say("sejak", "since"), self.say("paling lambat", "at the latest"), short(by))
                    }
                    (Some(since), None, _) => since,
                    (None, _, Some(by)) => format!("{} {}", self.say("perkiraan sampai", "expected by"), short(by)),
                    (None, _, None) => String::new(),
                };
                StepView {
                    label: workflow
                        .and_then(|w| w.stage(&step.stage))
                        .map_or_else(|| step.stage.clone(), |s| s.label.get(self.lang).to_owned()),
                    state: step.state,
                    office: self.office(step.agency.as_ref()),
                    when,
                }
            })
            .collect()
    }
}
