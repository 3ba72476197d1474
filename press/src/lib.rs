//! The press: Typst as a library, in a crate of its own so that nothing else waits for its compiler. A template sees its own
//! texts, the facts, and the code to the verification page; no other file, no network, no clock.
#![forbid(unsafe_code)]

mod fonts;
pub mod leaf;
mod world;

#[cfg(test)]
mod tests;

use engine::papers::{Press, PressFault, Sheet, Smudge};
use typst::{
    WorldExt,
    diag::{Severity, SourceDiagnostic},
    foundations::{Datetime, Smart},
    syntax::DiagSpan,
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};
use world::Desk;

/// How many prints a part of a document is remembered for: what all letters share stays, what one had goes.
const REMEMBERED: usize = 8;

/// Prints with Typst.
#[derive(Clone, Copy, Debug, Default)]
pub struct TypstPress;

impl Press for TypstPress {
    fn print(&self, sheet: &Sheet) -> Result<Vec<u8>, PressFault> {
        let desk = Desk::lay(sheet)?;
        let printed = set(&desk, sheet);
        typst::comemo::evict(REMEMBERED);
        printed
    }
}

fn set(desk: &Desk, sheet: &Sheet) -> Result<Vec<u8>, PressFault> {
    let fault = |errors: &[SourceDiagnostic]| PressFault(errors.iter().map(|e| smudge(desk, e)).collect());
    let document = typst::compile::<PagedDocument>(desk).output.map_err(|errors| fault(&errors))?;
    let options = PdfOptions {
        ident: Smart::Custom(sheet.number.clone()),
        creator: Smart::Custom(Some("Terang".to_owned())),
        timestamp: moment(sheet).map(Timestamp::new_utc),
        // Tagged, titled, in a named language, with a text for each picture: or it is refused.
        standards: PdfStandards::new(&[PdfStandard::Ua_1]).unwrap_or_default(),
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&document, &options).map_err(|errors| fault(&errors))
}

/// The time of issue as it stands in the file.
fn moment(sheet: &Sheet) -> Option<Datetime> {
    let utc = domain::time::Zone::Wib;
    let at = sheet.issued_at.plus_ms(-i64::from(utc.offset_minutes()) * 60_000);
    let (day, (hour, minute)) = (at.day(utc), at.hour_minute(utc));
    Datetime::from_ymd_hms(day.year(), day.month(), day.day(), hour, minute, 0)
}

/// An error with the place that it points at: the innermost of the template's own.
fn smudge(desk: &Desk, error: &SourceDiagnostic) -> Smudge {
    let place = |span: DiagSpan| {
        let id = span.id()?;
        Some((desk.name(id)?, desk.line(id, desk.range(span)?.start)))
    };
    let (template, line) = place(error.span).or_else(|| error.trace.iter().find_map(|t| place(t.span.into()))).unwrap_or_default();
    let hints = error.hints.iter().map(|h| h.v.as_str());
    let kind = if error.severity == Severity::Error { "" } else { "warning: " };
    Smudge { template, line, what: format!("{kind}{}", [error.message.as_str()].into_iter().chain(hints).collect::<Vec<_>>().join("; ")) }
}
