//! Where a case lies, in words: with which office, by which post, since when, or how it ended.
use super::{answers::Reader, case_view::StepView};
use domain::{
    case::{CaseState, Outcome, StepState, timeline},
    pack::Service,
    people::{Actor, AgencyKey},
    time::Day,
    words::{self, Lang},
};

impl Reader<'_> {
    pub(super) fn say(&self, id: &str, en: &str) -> String {
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
