//! The register of licences as a table, and by part of the region as GeoJSON: a licence has no point of its own, for that may be where
//! somebody lives.
use super::{Here, between};
use crate::{citizen::licences::standing::standing, spreadsheet};
use axum::body::Body;
use domain::{case::CaseId, time::Day, words::Lang};
use engine::{Failure, LicenceFilter, LicenceLine};
use futures::{Stream, stream};
use serde_json::json;
use std::collections::BTreeMap;

const HEADS: [&str; 11] =
    ["serial", "service", "licence", "holder", "activity", "place", "district_code", "district", "valid_from", "valid_until", "status"];

/// The whole register, in pieces.
fn pieces(here: Here) -> impl Stream<Item = Result<String, Failure>> + Send {
    let begin: Option<Option<(Day, CaseId)>> = Some(None);
    stream::try_unfold((here, begin), |(here, at)| async move {
        let Some(behind) = at else { return Ok(None) };
        let page = here.asked.engine.licences().register(&here.asked.pack, "", &LicenceFilter::default(), behind).await?;
        let text = spreadsheet::commas(page.lines.iter().map(|line| row(&here, line)));
        Ok(Some((text, (here, page.next.map(Some)))))
    })
}

pub(super) fn csv(here: Here) -> Body {
    between(spreadsheet::commas([HEADS.map(str::to_owned)]), pieces(here), "")
}

fn row(here: &Here, line: &LicenceLine) -> Vec<String> {
    let (pack, today) = (&here.asked.pack, here.asked.today());
    let district = line.district.as_deref().and_then(|code| pack.district(code));
    vec![
        line.serial.to_string(),
        line.service.clone(),
        pack.service(&line.service).map(|s| s.name.get(Lang::Id).to_owned()).unwrap_or_default(),
        line.holder.clone(),
        line.activity.clone(),
        line.place.clone(),
        line.district.clone().unwrap_or_default(),
        district.map(|d| d.name.clone()).unwrap_or_default(),
        line.from.to_string(),
        line.until.map(|d| d.to_string()).unwrap_or_default(),
        standing(line, today).name().to_owned(),
    ]
}

/// How many licences of each kind stand how in each part of the region.
pub(super) async fn geojson(here: &Here) -> Result<String, Failure> {
    let (pack, today) = (&here.asked.pack, here.asked.today());
    let mut counts: BTreeMap<String, BTreeMap<&'static str, u64>> = BTreeMap::new();
    let mut behind = None;
    loop {
        let page = here.asked.engine.licences().register(pack, "", &LicenceFilter::default(), behind).await?;
        for line in &page.lines {
            let of = counts.entry(line.district.clone().unwrap_or_default()).or_default();
            *of.entry(standing(line, today).name()).or_default() += 1;
        }
        behind = page.next;
        if behind.is_none() {
            break;
        }
    }
    let features: Vec<_> = counts
        .iter()
        .filter_map(|(code, by_status)| {
            let district = pack.district(code)?;
            let point = district.longitude.zip(district.latitude).map(|(x, y)| json!({"type": "Point", "coordinates": [x, y]}));
            Some(json!({"type": "Feature", "id": code, "geometry": point, "properties": {"name": district.name, "licences": by_status}}))
        })
        .collect();
    Ok(json!({"type": "FeatureCollection", "features": features}).to_string())
}
