//! A case's events in words: what happened, by which post, with what was captured. The newest first, because that is
//! what the next decision stands on.
mod moved;

use super::{answers::Reader, case_view::EventView};
use domain::{
    case::{CaseState, Event, Handing, Happening},
    form::{Answer, Answers, Documents, Kind},
    pack::Service,
    people::AccountId,
    words,
};
use serde_json::Value;
use std::collections::BTreeMap;

impl Reader<'_> {
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
            Happening::Reversioned { from, to, reason, due_on, promised_on, .. } => {
                view.what = self.say(
                    &format!("Pindah dari versi {from} ke versi {to} aturan"),
                    &format!("Went over from version {from} to version {to} of the rules"),
                );
                let due = due_on.map(|d| words::date(d, self.lang)).unwrap_or_default();
                let promised = words::date(*promised_on, self.lang);
                view.note = Some(self.say(
                    &format!("{reason}. Batas tahap {due}; janji putusan {promised}"),
                    &format!("{reason}. The stage ends on {due}; decision promised by {promised}"),
                ));
            }
            Happening::Moved(moved) => self.moved(service, state, moved, &mut view),
        }
        view
    }
}
