//! What the page of rules says, read off the pack.
use super::terms::term;
use crate::{error::AppError, lang::pick, server::Asked};
use domain::{
    form::{Field, FileKind, Kind},
    pack::{Pack, Service},
    time::Day,
    words::{self, Lang},
    workflow::{Effect, Office, Stage, StageKind, Workflow},
};
use serde::{Deserialize, Serialize};

/// Periods of the year that are shown: those that run and the nearest to come.
const PERIODS: usize = 5;

/// One rule, with what belongs to it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Line {
    pub(super) words: String,
    pub(super) more: Vec<String>,
    pub(super) legal_base: Option<String>,
}

/// The rules of a service.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RulesView {
    pub(super) region: String,
    pub(super) path: String,
    pub(super) brand: String,
    pub(super) name: String,
    pub(super) summary: String,
    pub(super) legal_base: String,
    pub(super) open: bool,
    pub(super) window: String,
    pub(super) promise: String,
    pub(super) eligibility: Vec<Line>,
    pub(super) windows: Vec<Line>,
    pub(super) papers: Vec<Line>,
    pub(super) limits: Vec<Line>,
    pub(super) steps: Vec<Line>,
    pub(super) reasons: Vec<Line>,
    pub(super) objections: Vec<Line>,
    pub(super) reports: Vec<Line>,
}

/// The rules of a service as they hold today.
///
/// **Needs**: nothing; they are public. **Errors**: `NotFound`.
pub(super) async fn rules(region: String, service: String) -> Result<RulesView, AppError> {
    let asked = Asked::of_page(&region)?;
    let (pack, lang, today) = (&asked.pack, asked.lang, asked.today());
    let service = asked.service(&service)?;
    let workflow = service.workflow_on(today).ok_or(AppError::NotFound)?;
    let rules = Rules { pack, service, workflow, lang, today };
    Ok(RulesView {
        path: service.path.clone(),
        brand: service.brand.clone(),
        name: service.name.get(lang).to_owned(),
        summary: service.summary.get(lang).to_owned(),
        legal_base: format!("{}; {}", service.legal_base, workflow.legal_base),
        open: service.taken_on(today).is_some(),
        window: rules.window(),
        promise: match lang {
            Lang::Id => format!(
                "Keputusan dijanjikan paling lama {} hari kerja sejak pengajuan dikirim, di luar hari-hari ketika berkas ada pada Anda.",
                workflow.promise_days
            ),
            Lang::En => format!(
                "A decision is promised within {} working days from handing in, not counting the days on which you hold the papers.",
                workflow.promise_days
            ),
        },
        eligibility: rules.eligibility(),
        windows: rules.windows(),
        papers: rules.papers(),
        limits: rules.limits(),
        steps: workflow.line().map(|stage| rules.stage(stage)).collect(),
        reasons: service
            .reasons
            .iter()
            .map(|r| Line { words: r.label.get(lang).to_owned(), more: vec![], legal_base: r.legal_base.clone() })
            .collect(),
        objections: rules.objections(),
        reports: rules.reports(),
        region,
    })
}

struct Rules<'p> {
    pack: &'p Pack,
    service: &'p Service,
    workflow: &'p Workflow,
    lang: Lang,
    today: Day,
}

impl Rules<'_> {
    fn say(&self, id: &'static str, en: &'static str) -> &'static str {
        pick(self.lang, id, en)
    }

    fn day(&self, day: Day) -> String {
        words::date(day, self.lang)
    }

    fn window(&self) -> String {
        let always = self.service.always.as_ref();
        match (self.service.window_on(self.today), self.service.next_window(self.today)) {
            (None, None) if always.is_some() && self.service.taken_on(self.today).is_some() => {
                self.say("Diterima setiap hari", "Taken every day").to_owned()
            }
            (None, None) if always.is_some_and(|a| a.instead.is_some()) => {
                always.and_then(|a| a.instead.as_ref()).map(|t| t.get(self.lang).to_owned()).unwrap_or_default()
            }
            (Some(open), _) => format!("{} {}", self.say("Dibuka sampai", "Open until"), self.day(open.closes)),
            (None, Some(next)) => format!("{} {}", self.say("Sedang ditutup; dibuka lagi", "Closed; opens again on"), self.day(next.opens)),
            (None, None) => {
                self.say("Sedang ditutup; masa berikutnya belum ditetapkan", "Closed; the next window is not fixed yet").to_owned()
            }
        }
    }

    fn eligibility(&self) -> Vec<Line> {
        let line = |q: &domain::pack::EligibilityQuestion| {
            let wanted = if q.yes_goes_on {
                self.say("Jawaban yang diperlukan: Ya.", "The answer needed: yes.")
            } else {
                self.say("Jawaban yang diperlukan: Tidak.", "The answer needed: no.")
            };
            let hint = q.hint.as_ref().map(|h| h.get(self.lang).to_owned());
            let other = if q.yes_goes_on {
                self.say("Bila jawabannya Tidak:", "If the answer is no:")
            } else {
                self.say("Bila jawabannya Ya:", "If the answer is yes:")
            };
            let otherwise = format!("{other} {}", q.otherwise.get(self.lang));
            let exempt = q.exempt.as_ref().map(|e| format!("{} {}.", self.say("Atau:", "Or:"), e.get(self.lang)));
            Line {
                words: q.question.get(self.lang).to_owned(),
                more: hint.into_iter().chain([wanted.to_owned()]).chain(exempt).chain([otherwise]).collect(),
                legal_base: q.legal_base.clone(),
            }
        };
        self.service.eligibility_on(self.today).map(line).collect()
    }

    /// The windows that are not over, and what else of the year runs or is to come.
    fn windows(&self) -> Vec<Line> {
        let mut windows: Vec<_> = self.service.windows.iter().filter(|w| w.closes >= self.today).collect();
        windows.sort_by_key(|w| w.opens);
        windows
            .into_iter()
            .map(|w| Line {
                words: format!("{} – {}", self.day(w.opens), self.day(w.closes)),
                more: vec![format!("{} {}", self.say("Untuk tahun anggaran", "For the budget year"), w.fiscal_year)],
                legal_base: Some(w.legal_base.clone()),
            })
            .chain(self.pack.periods.coming(&self.service.key, self.today).take(PERIODS).map(|p| Line {
                words: p.label.get(self.lang).to_owned(),
                more: vec![format!("{} – {}", self.day(p.from), self.day(p.until))],
                legal_base: Some(p.legal_base.clone()),
            }))
            .collect()
    }

    fn papers(&self) -> Vec<Line> {
        let of_page = |page: &domain::form::Page| {
            let depends = page.show_if.is_some();
            page.fields.iter().filter_map(|field| self.paper(field, depends)).collect::<Vec<_>>()
        };
        self.service.form.pages.iter().flat_map(of_page).collect()
    }

    fn paper(&self, field: &Field, depends: bool) -> Option<Line> {
        let Kind::File { most, max_mb, accept, .. } = &field.kind else { return None };
        let kinds: Vec<&str> = accept
            .iter()
            .map(|kind| match kind {
                FileKind::Pdf => "PDF",
                FileKind::Picture => self.say("foto", "picture"),
            })
            .collect();
        let form = match self.lang {
            Lang::Id => format!("{}, paling banyak {most} berkas, masing-masing paling besar {max_mb} MB", kinds.join(" atau ")),
            Lang::En => format!("{}, at most {most} file(s) of {max_mb} MB each", kinds.join(" or ")),
        };
        let when = match (field.optional, depends || field.show_if.is_some()) {
            (true, _) => Some(self.say("Boleh tidak disertakan.", "May be left out.")),
            (false, true) => Some(self.say("Hanya bila jawaban Anda memerlukannya.", "Only where your answers call for it.")),
            (false, false) => None,
        };
        let hint = field.hint.as_ref().map(|h| h.get(self.lang).to_owned());
        Some(Line {
            words: field.label.get(self.lang).to_owned(),
            more: hint.into_iter().chain([form]).chain(when.map(str::to_owned)).collect(),
            legal_base: field.legal_base.clone(),
        })
    }

    fn limits(&self) -> Vec<Line> {
        let holds = self.service.limits.iter().filter(|l| l.valid_from <= self.today && l.valid_until.is_none_or(|u| self.today <= u));
        holds
            .map(|l| {
                let since = match (l.valid_until, self.lang) {
                    (None, Lang::Id) => format!("Berlaku sejak {}", self.day(l.valid_from)),
                    (None, Lang::En) => format!("Holds since {}", self.day(l.valid_from)),
                    (Some(until), _) => format!("{} – {}", self.day(l.valid_from), self.day(until)),
                };
                Line { words: l.text.get(self.lang).to_owned(), more: vec![since], legal_base: Some(l.legal_base.clone()) }
            })
            .collect()
    }

    fn stage(&self, stage: &Stage) -> Line {
        let clock = stage.clock.as_ref();
        let holder = (!stage.kind.is_end()).then(|| format!("{} {}", self.say("Dipegang", "Held by"), self.office(stage)));
        Line {
            words: stage.label.get(self.lang).to_owned(),
            more: holder.into_iter().chain(clock.map(|c| term(self.service, c, self.lang))).collect(),
            legal_base: clock.map(|c| c.legal_base.clone()),
        }
    }

    fn office(&self, stage: &Stage) -> String {
        match &stage.holder.office {
            Office::Applicant => self.say("Anda", "you").to_owned(),
            Office::Agency(key) => self.pack.agency(key).map_or(key.as_str(), |a| a.name.get(self.lang)).to_owned(),
            Office::InChargeOf(affair) => self
                .pack
                .agency_of_affair(affair)
                .and_then(|key| self.pack.agency(key))
                .map_or(affair.as_str(), |a| a.name.get(self.lang))
                .to_owned(),
            Office::ByAffair => self.say("dinas yang membidangi urusannya", "the agency in charge of its field").to_owned(),
        }
    }

    fn objections(&self) -> Vec<Line> {
        let refused = self.workflow.stages.iter().filter(|s| s.kind == StageKind::Refused);
        let ways = refused.flat_map(|s| s.actions.iter().filter(|a| a.effect == Effect::Object).map(move |a| (s, a)));
        ways.map(|(stage, action)| {
            let hears = self.workflow.stage(&action.to);
            let by = hears.map(|h| format!("{} {}", self.say("Diperiksa oleh", "Looked at by"), self.office(h)));
            let takes = hears.and_then(|h| h.clock.as_ref()).map(|c| term(self.service, c, self.lang));
            let within = stage.clock.as_ref().map(|c| {
                format!("{} ({})", term(self.service, c, self.lang), self.say("untuk mengajukannya, satu kali", "to object, once"))
            });
            Line {
                words: action.label.get(self.lang).to_owned(),
                more: within.into_iter().chain(stage.advice.as_ref().map(|a| a.get(self.lang).to_owned())).chain(by).chain(takes).collect(),
                legal_base: action.legal_base.clone(),
            }
        })
        .collect()
    }

    fn reports(&self) -> Vec<Line> {
        let owing = self.workflow.stages.iter().filter(|s| s.owes_report);
        let mut lines: Vec<Line> = owing
            .flat_map(|stage| {
                let reports = stage.actions.iter().filter(|a| a.by_applicant && a.effect == Effect::Advance && a.to != stage.key);
                reports.filter(|a| self.workflow.stage(&a.to).is_some_and(|to| to.holder.role.is_some())).map(move |a| (stage, a))
            })
            .filter(|(_, a)| a.captures.iter().any(|f| matches!(f.kind, Kind::File { .. } | Kind::Rows { .. })))
            .map(|(stage, action)| {
                let asked = action.captures.iter().filter(|f| !matches!(f.kind, Kind::Computed { .. } | Kind::Confirm) && !f.fixed);
                let what: Vec<&str> = asked.map(|f| f.label.get(self.lang)).collect();
                let clock = stage.clock.as_ref();
                Line {
                    words: action.label.get(self.lang).to_owned(),
                    more: clock
                        .map(|c| term(self.service, c, self.lang))
                        .into_iter()
                        .chain([format!("{} {}", self.say("Isinya:", "It holds:"), what.join(", "))])
                        .collect(),
                    legal_base: clock.map(|c| c.legal_base.clone()),
                }
            })
            .collect();
        if let Some(base) = self.service.owing_legal_base.clone().filter(|_| !lines.is_empty()) {
            lines.push(Line {
                words: self
                    .say("Selama laporan terlambat, pengajuan baru tidak diterima.", "While a report is late nothing new can be asked for.")
                    .to_owned(),
                more: vec![],
                legal_base: Some(base),
            });
        }
        lines
    }
}
