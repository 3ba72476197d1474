//! A slip on paper: printed from what is on record, by the pack's template, with the words that its page has.
use super::views::SlipView;
use crate::{
    Failure,
    papers::{Sheet, Template},
    performance::{Performance, rules},
};
use bytes::Bytes;
use domain::pack::Pack;
use serde_json::{Value, json};

impl Performance {
    /// Whether slips can be printed here.
    #[must_use]
    pub fn prints_slips(&self, pack: &Pack) -> bool {
        pack.performance.as_ref().is_some_and(|r| r.slip.is_some())
    }

    /// A slip that the visitor was shown as PDF: `slip` is what stands on it, in words; `title` and `standing` are its heading and how its
    /// month stands. A slip that is signed gives the same bytes each time.
    ///
    /// # Errors
    /// [`Failure::NotFound`] where the region prints none.
    pub async fn print_slip(&self, pack: &Pack, view: &SlipView, (title, standing): (&str, &str), slip: Value) -> Result<Bytes, Failure> {
        let template = rules(pack)?.slip.as_ref().ok_or(Failure::NotFound)?;
        let organisation = self.0.organisation(pack).await?;
        let agency = view.slip.stretches.last().and_then(|s| organisation.chart.position(&s.position));
        let agency = agency.and_then(|p| organisation.chart.unit(&p.unit)).and_then(|unit| pack.agency(&unit.agency));
        let letterhead = pack.region.letterhead.as_ref();
        let number = format!("{}/{}", view.slip.month, view.person.number);
        let facts = json!({
            "document": { "title": title, "number": number, "label": standing, "verify": "" },
            "region": { "government": pack.region.government.id, "lines": letterhead.map(|l| l.lines.clone()).unwrap_or_default(), "place": letterhead.map(|l| l.place.clone()).unwrap_or_default() },
            "signer": { "office": agency.map(|a| a.name.id.clone()).unwrap_or_default() },
            "slip": slip,
        });
        let issued_at = view.state.signed_at.unwrap_or_else(|| self.0.now());
        let template = Template::of(pack, template);
        let sheet = Sheet { template, facts, qr: String::new(), pictures: vec![], number, issued_at, zone: pack.zone() };
        self.0.press_sheet(sheet).await
    }
}
