//! A move in words: what was done, what was captured with it, what the checklist said.
use crate::desk::{answers::Reader, case_view::EventView};
use domain::{
    case::{CaseState, Moved, Verdict},
    form::{Answer, Areas, Check, Form, Kind},
    money::Rupiah,
    pack::Service,
    words,
};

/// What stands where something is sealed.
const SEALED: &str = "••••••";

impl Reader<'_> {
    pub(super) fn moved(&self, service: &Service, state: &CaseState, moved: &Moved, view: &mut EventView) {
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
                (_, Some(field)) if field.is_sealed() && !matches!(field.kind, Kind::Point { .. }) => SEALED.to_owned(),
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

    /// A verdict as class and word.
    fn verdict(&self, verdict: Verdict) -> (&'static str, String) {
        match verdict {
            Verdict::Fits => ("ok", self.say("Sesuai", "Fits")),
            Verdict::DoesNotFit => ("bad", self.say("Tidak sesuai", "Does not fit")),
            Verdict::DoesNotApply => ("wait", self.say("Tidak berlaku", "Does not apply")),
        }
    }
}
