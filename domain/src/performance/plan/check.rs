//! Whether a plan can be put to the superior: everything that is wrong is said at once, each at its aim.
use super::{Aim, PlanRule};

/// The fewest characters of what is to be achieved, and of an indicator.
const LEAST: usize = 10;
/// The most.
const MOST: usize = 500;

/// What is wrong with an aim, or with the whole plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AimFault {
    /// The plan has fewer aims than that.
    TooFew(u32),
    /// It has more than that.
    TooMany(u32),
    /// What is to be achieved is not said in a sentence.
    ResultShort,
    /// It is too long.
    TooLong,
    /// The same stands in an earlier aim, counted from 0.
    Twice(usize),
    /// Nothing says how it is seen to be achieved.
    NoIndicator,
    /// An indicator is not said in words.
    IndicatorShort,
    /// An indicator measures nothing that the rules know.
    NoAspect,
    /// An indicator counts, and says nothing of what, or none of it.
    NoUnit,
    /// It serves none of the superior's aims, and no letter orders it.
    ServesNothing,
    /// The aim that it serves is none of the superior's (any more).
    ServesNone,
}

/// What is wrong with aims; `superior` are the aims that were agreed with the superior, where there is one who has a plan.
#[must_use]
pub fn check(rule: &PlanRule, aims: &[Aim], superior: Option<&[Aim]>) -> Vec<(Option<usize>, AimFault)> {
    let mut faults = Vec::new();
    let n = u32::try_from(aims.len()).unwrap_or(u32::MAX);
    if n < rule.least {
        faults.push((None, AimFault::TooFew(rule.least)));
    }
    if n > rule.most {
        faults.push((None, AimFault::TooMany(rule.most)));
    }
    for (at, aim) in aims.iter().enumerate() {
        let mut say = |fault| faults.push((Some(at), fault));
        match aim.result.trim().chars().count() {
            n if n < LEAST => say(AimFault::ResultShort),
            n if n > MOST => say(AimFault::TooLong),
            _ => {}
        }
        let same = |one: &Aim| one.result.trim().eq_ignore_ascii_case(aim.result.trim());
        if let Some(first) = aims.iter().take(at).position(same) {
            say(AimFault::Twice(first));
        }
        if aim.indicators.is_empty() {
            say(AimFault::NoIndicator);
        }
        for indicator in &aim.indicators {
            match indicator.words.trim().chars().count() {
                n if n < LEAST => say(AimFault::IndicatorShort),
                n if n > MOST => say(AimFault::TooLong),
                _ => {}
            }
            if !rule.aspects.iter().any(|a| a.key == indicator.aspect) {
                say(AimFault::NoAspect);
            }
            if indicator.target.is_some_and(|n| n == 0) || (indicator.target.is_some() && indicator.unit.trim().is_empty()) {
                say(AimFault::NoUnit);
            }
        }
        let ordered = aim.order.as_deref().is_some_and(|o| !o.trim().is_empty());
        match (superior, aim.serves) {
            (Some(theirs), Some(serves)) if !theirs.iter().any(|one| one.id == serves) => say(AimFault::ServesNone),
            (Some(_), None) if !ordered => say(AimFault::ServesNothing),
            _ => {}
        }
    }
    faults
}
