//! How a year's staff were called, agency by agency, beside how such words may spread where the agency itself has one. A spread that
//! breaks the ministry's limits is named and has to be explained before the year is closed; nobody's word is changed by it.
use super::plan_rule;
use crate::{
    Failure, Visitor,
    performance::{Performance, holds, rules, sees_everybody},
};
use domain::{
    pack::Pack,
    performance::{StaffId, predicate::SpreadRule},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::performance::{plans, work};

/// Longest explanation.
const MOST_WHY: usize = 500;

/// How an agency stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgencyWords {
    /// The agency.
    pub agency: String,
    /// Its own word, by its key.
    pub own: Option<String>,
    /// How many of its staff have each.
    pub spread: BTreeMap<String, u32>,
    /// Staff whose year was not assessed.
    pub without: u32,
    /// The limits that the spread breaks.
    pub broken: Vec<SpreadRule>,
    /// Why it breaks them, as it was explained.
    pub why: String,
}

/// How a year stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordsView {
    /// The year.
    pub year: u16,
    /// By agency.
    pub agencies: Vec<AgencyWords>,
    /// Whether the visitor gives agencies their word.
    pub gives: bool,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Given {
    word: String,
    why: String,
}

fn name(agency: &str, year: u16) -> String {
    format!("predicate {year} {agency}")
}

impl Performance {
    /// How a year's words spread.
    ///
    /// # Errors
    /// [`Failure::Forbidden`] for who may not see everybody's.
    pub async fn words(&self, pack: &Pack, visitor: &Visitor, year: u16) -> Result<WordsView, Failure> {
        plan_rule(pack)?;
        visitor.person()?;
        if !sees_everybody(pack, visitor) {
            return Err(Failure::Forbidden);
        }
        let rules = rules(pack)?;
        let (db, region) = (&self.0.db, pack.code());
        let organisation = self.0.organisation(pack).await?;
        let given: BTreeMap<StaffId, String> = plans::words(db, region, year).await?.into_iter().collect();
        let mut by_agency: BTreeMap<String, AgencyWords> = BTreeMap::new();
        for person in organisation.chart.staff() {
            let Some(position) = super::position_in(&organisation, person.id, year) else { continue };
            let Some(unit) = organisation.chart.unit(&position.unit) else { continue };
            let one = by_agency.entry(unit.agency.clone()).or_insert_with(|| AgencyWords {
                agency: unit.agency.clone(),
                own: None,
                spread: BTreeMap::new(),
                without: 0,
                broken: vec![],
                why: String::new(),
            });
            match given.get(&person.id) {
                Some(word) => *one.spread.entry(word.clone()).or_default() += 1,
                None => one.without += 1,
            }
        }
        for one in by_agency.values_mut() {
            let Some(text) = store::known::get(db, region, &name(&one.agency, year)).await? else { continue };
            let given: Given = serde_json::from_str(&text).map_err(|e| Failure::unavailable("read an agency's word", &e))?;
            one.broken = rules.predicates.broken(&given.word, &one.spread).into_iter().cloned().collect();
            (one.own, one.why) = (Some(given.word), given.why);
        }
        Ok(WordsView { year, agencies: by_agency.into_values().collect(), gives: holds(pack, visitor, &rules.signed_by) })
    }

    /// Gives an agency its word; nothing, and false, where the words of its staff break the limits and nobody says why.
    ///
    /// # Errors
    /// [`Failure::Forbidden`] for who does not sign months; [`Failure::NotFound`] for another agency or word.
    pub async fn give_word(
        &self,
        pack: &Pack,
        visitor: &Visitor,
        (year, agency): (u16, &str),
        word: &str,
        why: &str,
    ) -> Result<bool, Failure> {
        let actor = self.by(pack, visitor, &rules(pack)?.signed_by)?;
        let view = self.words(pack, visitor, year).await?;
        let one = view.agencies.iter().find(|a| a.agency == agency).ok_or(Failure::NotFound)?;
        let predicates = &rules(pack)?.predicates;
        if !predicates.agencies.iter().any(|w| w.key == word) {
            return Err(Failure::NotFound);
        }
        let why: String = why.trim().chars().take(MOST_WHY).collect();
        if !predicates.broken(word, &one.spread).is_empty() && why.is_empty() {
            return Ok(false);
        }
        let given = Given { word: word.to_owned(), why };
        let text = serde_json::to_string(&given).map_err(|e| Failure::unavailable("write an agency's word", &e))?;
        let (region, at, id, key) = (pack.code().clone(), self.0.now(), self.0.id(), name(agency, year));
        let told = serde_json::json!({ "agency": agency, "year": year, "word": given.word, "why": given.why });
        self.0
            .db
            .write_in(pack.code(), move |tx| {
                Box::pin(async move {
                    store::known::put(tx, &region, &key, &text).await?;
                    work::note(tx, &region, id, (at, "agency_word", Some(actor)), &told).await?;
                    Ok::<_, Failure>(true)
                })
            })
            .await
    }
}
