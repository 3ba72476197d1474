//! What a project is called on a page: its phase, its agency, who pays for it, how it stands.
use crate::lang::pick;
use domain::{
    form::Kind,
    pack::{Pack, Service},
    project::{BandKind, PhaseKind},
    words::Lang,
};
use engine::ProjectJudged;

/// Who pays, in words.
pub(super) fn fund<'p>(service: &'p Service, key: &'p str, lang: Lang) -> &'p str {
    funds(service).iter().find(|choice| choice.key == key).map_or(key, |choice| choice.label.get(lang))
}

/// Who can pay.
pub(super) fn funds(service: &Service) -> &[domain::form::Choice] {
    let field = service.project.as_ref().and_then(|rule| rule.fund.as_deref()).and_then(|key| service.form.field(key));
    match field.map(|field| &field.kind) {
        Some(Kind::Choice { options, .. }) => options,
        _ => &[],
    }
}

/// A field of affairs in words.
pub(super) fn affair<'p>(pack: &'p Pack, key: Option<&'p str>, lang: Lang) -> &'p str {
    key.and_then(|key| pack.affair(key)).map_or_else(|| key.unwrap_or_default(), |choice| choice.label.get(lang))
}

/// The agency in charge of a field of affairs.
pub(super) fn agency<'p>(pack: &'p Pack, affair: Option<&str>, lang: Lang) -> Option<&'p str> {
    pack.agency(pack.agency_of_affair(affair?)?).map(|agency| agency.name.get(lang))
}

/// The look of a phase on a tag.
pub(super) fn tag(kind: Option<PhaseKind>) -> &'static str {
    match kind {
        Some(PhaseKind::Past) => "tag ok",
        Some(PhaseKind::Present) => "tag now",
        Some(PhaseKind::Side) => "tag bad",
        Some(PhaseKind::Plan) | None => "tag",
    }
}

/// What has to be asked about a project, in short.
pub(super) fn doubts(judged: &ProjectJudged, lang: Lang) -> Vec<(&'static str, &'static str)> {
    let mut said = Vec::new();
    match judged.band {
        BandKind::Critical => said.push(("tag bad", pick(lang, "Jauh tertinggal", "Far behind"))),
        BandKind::Watch => said.push(("tag warn", pick(lang, "Tertinggal", "Behind"))),
        BandKind::Normal => {}
    }
    if judged.paid_ahead {
        said.push(("tag bad", pick(lang, "Dibayar melebihi kemajuan", "Paid ahead of the work")));
    }
    if judged.stalled {
        said.push(("tag warn", pick(lang, "Laporan terlalu lama", "Report is old")));
    }
    said
}
