//! How far from the declared place a visit was put on record, and each of its pictures was taken. What is far, or says nothing of where it
//! was, raises a flag: it may have its reason, and somebody asks for it.
use crate::{
    form::{Answers, Documents},
    point::Point,
    workflow::MeasureRule,
};
use serde::{Deserialize, Serialize};

/// A distance that was measured.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measured {
    /// The captured field, or the hash of the picture.
    pub what: String,
    /// Metres from the declared place; none where it says nothing of where it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metres: Option<u32>,
}

fn metres(declared: Point, other: Point) -> u32 {
    // Nothing on earth is farther than its half circumference.
    (declared.km_to(other) * 1000.0).round().clamp(0.0, 20_100_000.0) as u32
}

/// The distances of a visit, and the flags that they raise. Where no place was declared nothing is measured.
pub(super) fn measured(
    rule: &MeasureRule,
    declared: Option<Point>,
    captured: &Answers,
    documents: &Documents,
) -> (Vec<Measured>, Vec<String>) {
    let Some(declared) = declared else { return (vec![], vec![]) };
    let at = |text: &str| text.parse::<Point>().ok().map(|point| metres(declared, point));
    let mut found = vec![Measured { what: rule.point.clone(), metres: at(captured.text(&rule.point)) }];
    found.extend(documents.of(&rule.photos).map(|photo| {
        let point = photo.taken.as_ref().and_then(|t| t.point.as_deref());
        Measured { what: photo.hash.clone(), metres: point.and_then(at) }
    }));
    let mut flags = vec![];
    if found.iter().any(|m| m.metres.is_some_and(|m| m > rule.within_m)) {
        flags.push(rule.far.clone());
    }
    if found.iter().any(|m| m.metres.is_none()) {
        flags.push(rule.without.clone());
    }
    (found, flags)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        form::{Document, Taken},
        time::Instant,
    };

    #[test]
    fn what_is_far_or_says_nothing_raises_its_flag() {
        let rule = MeasureRule {
            declared: "point".into(),
            point: "visit_point".into(),
            photos: "visit_photos".into(),
            within_m: 500,
            far: "jauh".into(),
            without: "tanpa-titik".into(),
            legal_base: "usulan".into(),
        };
        let photo = |hash: &str, point: Option<&str>| Document {
            slot: "visit_photos".into(),
            hash: hash.into(),
            name: "a.jpg".into(),
            media: "image/jpeg".into(),
            size: 1,
            at: Instant(0),
            taken: point.map(|p| Taken { point: Some(p.into()), at: None, by_device: false }),
        };
        let mut captured = Answers::default();
        captured.set("visit_point", "-6.9147, 107.6098");
        let declared = "-6.9150, 107.6100".parse().ok();
        let near = photo("a", Some("-6.9151, 107.6101"));
        let (found, flags) = measured(&rule, declared, &captured, &Documents(vec![near.clone()]));
        assert!(found.iter().all(|m| m.metres.is_some_and(|m| m < 60)) && flags.is_empty(), "{found:?}");
        let all = Documents(vec![near, photo("b", None), photo("c", Some("-6.20, 106.81"))]);
        let (found, flags) = measured(&rule, declared, &captured, &all);
        assert_eq!(flags, ["jauh", "tanpa-titik"]);
        assert_eq!(found[2].metres, None);
        assert!(found[3].metres.unwrap() > 100_000);
        assert_eq!(measured(&rule, None, &captured, &all), (vec![], vec![]));
    }
}
