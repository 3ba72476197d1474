//! The gallery: projects of the region as everybody sees them, from the wish to the use.
use crate::{
    Failure,
    leaves::{Leaf, LeafAsked},
    open::Inner,
};
use domain::{
    case::{CaseId, CaseState, Event, Happening},
    form::Document,
    number::CaseNumber,
    pack::{Pack, Service},
    project::{self, BandKind, Curve, PhaseKind, ProjectRule},
    time::{Day, Instant},
};
use std::sync::Arc;
use store::projects::{ProjectFigure, ProjectFilter, ProjectLine, ProjectRow};

/// Projects on a page of the list.
const PAGE: u32 = 25;
/// Projects read at a time where all are read.
const BATCH: u32 = 2_000;
/// Pixels across of a site's picture.
const PICTURE: u32 = 900;

/// The gallery.
#[derive(Clone)]
pub struct Gallery(pub(crate) Arc<Inner>);

/// A page of the list of projects.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProjectPage {
    /// The projects, the newest first.
    pub lines: Vec<ProjectLine>,
    /// Where the next page begins; none on the last.
    pub next: Option<(Instant, CaseId)>,
}

/// A project with what happened to it.
#[derive(Clone, Debug)]
pub struct OpenProject {
    /// The project.
    pub line: ProjectLine,
    /// Its case, with public answers alone.
    pub state: CaseState,
    /// How far it was to be, came and cost.
    pub curve: Curve,
    /// The pictures of its reports, the newest first, with the day which each is of.
    pub pictures: Vec<(Day, Document)>,
}

/// How a project that is being done stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judged {
    /// How far it was to be today, in hundredths; `None` without a schedule.
    pub planned: Option<u32>,
    /// How far its money went, in hundredths of the contract.
    pub financial: u32,
    /// How far behind it is.
    pub band: BandKind,
    /// Whether nobody reported for too long.
    pub stalled: bool,
    /// Whether more was paid than was built.
    pub paid_ahead: bool,
}

/// The region's projects: the service, and what is said of its cases.
///
/// # Errors
/// [`Failure::NotFound`] where the region shows none.
pub fn gallery_of(pack: &Pack) -> Result<(&Service, &ProjectRule), Failure> {
    let shown = pack.services.iter().filter(|s| !s.hidden);
    shown.filter_map(|s| Some((s, s.project.as_ref()?))).next().ok_or(Failure::NotFound)
}

/// How a project stands on a day; `None` where it is not being done.
#[must_use]
pub fn judged(rule: &ProjectRule, line: &ProjectLine, today: Day) -> Option<Judged> {
    if rule.phase_of(&line.stage)?.kind != PhaseKind::Present {
        return None;
    }
    let of = &line.project;
    let planned = of.planned(today);
    let financial = of.financial(line.paid, line.contract);
    // Whoever has not begun to report is measured from the day on which the work began.
    let heard = of.reported.or(of.began);
    Some(Judged {
        planned,
        financial,
        band: planned.map_or(BandKind::Normal, |planned| rule.band(today, planned, of.physical)),
        stalled: of.physical < 100 && heard.is_some_and(|day| day.plus_days(i64::from(rule.stalled_days)) < today),
        paid_ahead: financial > of.physical.saturating_add(rule.paid_ahead),
    })
}

impl Gallery {
    /// A page of the list.
    ///
    /// # Errors
    /// [`Failure::NotFound`] where the region shows no projects.
    pub async fn page(&self, pack: &Pack, filter: &ProjectFilter, behind: Option<(Instant, CaseId)>) -> Result<ProjectPage, Failure> {
        self.some(pack, filter, behind, PAGE).await
    }

    /// Many of them at once, for maps and files: page by page until none is left.
    ///
    /// # Errors
    /// [`Failure::NotFound`] where the region shows no projects.
    pub async fn batch(&self, pack: &Pack, filter: &ProjectFilter, behind: Option<(Instant, CaseId)>) -> Result<ProjectPage, Failure> {
        self.some(pack, filter, behind, BATCH).await
    }

    async fn some(
        &self,
        pack: &Pack,
        filter: &ProjectFilter,
        behind: Option<(Instant, CaseId)>,
        most: u32,
    ) -> Result<ProjectPage, Failure> {
        let (service, _) = gallery_of(pack)?;
        let mut lines = store::projects::page(&self.0.db, pack.code(), &service.key, filter, behind, most + 1).await?;
        let more = lines.len() > most as usize;
        lines.truncate(most as usize);
        let next = lines.last().filter(|_| more).map(|l| (l.submitted_at, l.case));
        lines.iter_mut().for_each(in_public);
        Ok(ProjectPage { lines, next })
    }

    /// What the projects add up to.
    ///
    /// # Errors
    /// [`Failure::NotFound`] where the region shows no projects.
    pub async fn figures(&self, pack: &Pack) -> Result<Vec<ProjectFigure>, Failure> {
        let (service, _) = gallery_of(pack)?;
        Ok(store::projects::figures(&self.0.db, pack.code(), &service.key).await?)
    }

    /// One project.
    ///
    /// # Errors
    /// [`Failure::NotFound`].
    pub async fn open(&self, pack: &Pack, number: &CaseNumber) -> Result<OpenProject, Failure> {
        let (service, rule) = gallery_of(pack)?;
        let state = crate::Register(self.0.clone()).case(pack, number).await?.state;
        let found = store::projects::by_case(&self.0.db, pack.code(), state.id).await?.filter(|_| state.service == service.key);
        let mut line = found.ok_or(Failure::NotFound)?;
        let events = self.events(pack, state.id).await?;
        let paid = pack.workflow_of(&state).and_then(|w| w.figures.paid.as_deref());
        let worth = line.contract.or(line.requested).unwrap_or(0);
        let curve = project::curve(rule, &line.project, paid, worth, &events);
        let pictures = pictures(pack, service, rule, &events);
        in_public(&mut line);
        Ok(OpenProject { line, state, curve, pictures })
    }

    async fn events(&self, pack: &Pack, case: CaseId) -> Result<Vec<Event>, Failure> {
        Ok(store::events::of_case(&self.0.db, pack.code(), case).await?.into_iter().map(|(_, event)| event).collect())
    }

    /// The projects that grew from a proposal.
    ///
    /// # Errors
    /// [`Failure::Unavailable`].
    pub async fn grown_from(&self, pack: &Pack, proposal: &CaseNumber) -> Result<Vec<ProjectLine>, Failure> {
        let Ok((service, _)) = gallery_of(pack) else { return Ok(vec![]) };
        let mut lines = store::projects::of_proposal(&self.0.db, pack.code(), &service.key, proposal, PAGE).await?;
        lines.iter_mut().for_each(in_public);
        Ok(lines)
    }

    /// A picture of a report, as small as a telephone needs it: drawn anew, so that nothing of the camera is left in it.
    ///
    /// # Errors
    /// [`Failure::NotFound`]; [`Failure::BrokenFile`] where it can't be drawn.
    pub async fn picture(&self, pack: &Pack, number: &CaseNumber, hash: &str) -> Result<Leaf, Failure> {
        let (service, rule) = gallery_of(pack)?;
        let state = crate::Register(self.0.clone()).case(pack, number).await?.state;
        if state.service != service.key {
            return Err(Failure::NotFound);
        }
        let events = self.events(pack, state.id).await?;
        let (_, document) = pictures(pack, service, rule, &events).into_iter().find(|(_, d)| d.hash == hash).ok_or(Failure::NotFound)?;
        let (document, bytes) = self.0.read_file(document).await?;
        let asked = LeafAsked { page: 1, width: PICTURE, turn: crate::leaves::Turn::None };
        self.0.lens.leaf(bytes, &document.media, asked).await.map_err(|fault| crate::leaves::failure(&fault))
    }
}

/// What people wrote is published without telephones, identity numbers and the like.
fn in_public(line: &mut ProjectLine) {
    line.title = domain::comment::without_personal_parts(&line.title);
    line.project.contractor = domain::comment::without_personal_parts(&line.project.contractor);
}

/// The pictures of reports that everybody may see, the newest first.
fn pictures(pack: &Pack, service: &Service, rule: &ProjectRule, events: &[Event]) -> Vec<(Day, Document)> {
    let Some(slot) = rule.photos.as_deref() else { return vec![] };
    let is_open = |key: &str| service.workflows.iter().filter_map(|w| w.captured(key)).all(|f| f.public && !f.is_private_file());
    if !is_open(slot) {
        return vec![];
    }
    let of = |event: &Event| {
        let Happening::Moved(moved) = &event.what else { return vec![] };
        let day = Day::parse_loose(moved.captured.text(&rule.reported)).unwrap_or_else(|_| event.at.day(pack.zone()));
        moved.documents.0.iter().filter(|d| d.slot == slot).map(|d| (day, d.clone())).collect()
    };
    let mut found: Vec<(Day, Document)> = events.iter().flat_map(of).collect();
    found.reverse();
    found
}

/// The project that a case is, as it is kept.
pub(crate) fn row(pack: &Pack, state: &CaseState) -> Option<ProjectRow> {
    let service = pack.service(&state.service)?;
    let project = project::project(pack, service, state)?;
    Some(ProjectRow { case: state.id, service: state.service.clone(), project })
}

/// Whether a project may be another one after an event.
pub(crate) fn touches(event: &Event) -> bool {
    matches!(event.what, Happening::Submitted(_) | Happening::Moved(_) | Happening::Amended { .. } | Happening::Reversioned { .. })
}
