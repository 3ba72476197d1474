//! What can be asked of a desk's list: all of it by pages, or what is late or due today; each is an address of its own.
use super::view::QueueView;
use crate::error::AppError;
use domain::time::Day;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Which part of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Which {
    /// All that wait.
    #[default]
    All,
    /// Those whose term has passed.
    Overdue,
    /// Those due today.
    Today,
}

impl Which {
    /// By the word in the address; an unknown one means all.
    #[must_use]
    pub fn named(word: &str) -> Self {
        match word {
            "lewat" => Self::Overdue,
            "hari-ini" => Self::Today,
            _ => Self::All,
        }
    }

    /// The address of this part of a region's list.
    #[must_use]
    pub fn href(self, region: &str) -> String {
        match self {
            Self::All => format!("/{region}/meja"),
            Self::Overdue => format!("/{region}/meja?saring=lewat"),
            Self::Today => format!("/{region}/meja?saring=hari-ini"),
        }
    }

    /// Whether a case with this last day belongs to the part.
    #[must_use]
    pub fn takes(self, due: Option<Day>, today: Day) -> bool {
        match self {
            Self::All => true,
            Self::Overdue => due.is_some_and(|due| due < today),
            Self::Today => due == Some(today),
        }
    }

    /// Whether a case with this last day stands behind all of the part, in a list ordered by deadline.
    #[must_use]
    pub fn is_past(self, due: Option<Day>, today: Day) -> bool {
        match self {
            Self::All => false,
            Self::Overdue => due.is_none_or(|due| due >= today),
            Self::Today => due.is_none_or(|due| due > today),
        }
    }
}

/// One page of the desk's list.
///
/// **Needs**: a post in the region. **Errors**: `NotFound`, `SignedOut`, `Forbidden`, `Unavailable`.
#[server(endpoint = "desk/queue")]
pub async fn queue(region: String, which: Which, after: Option<String>) -> Result<QueueView, AppError> {
    let here = super::here::Here::of_page(&region)?;
    Ok(super::queue_load::load(&here, which, after.as_deref()).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_stand_one_behind_the_other() {
        let day = |d| Day::new(2026, 11, d).unwrap();
        let (today, dues) = (day(23), [Some(day(19)), Some(day(20)), Some(day(23)), Some(day(24)), None]);
        let taken = |w: Which| dues.iter().filter(|d| w.takes(**d, today)).count();
        assert_eq!((taken(Which::All), taken(Which::Overdue), taken(Which::Today)), (5, 2, 1));
        for which in [Which::Overdue, Which::Today] {
            // Nothing of the part comes after the first that is past it.
            let behind = dues.iter().skip_while(|d| !which.is_past(**d, today));
            assert!(behind.clone().count() > 0 && behind.into_iter().all(|d| !which.takes(*d, today)), "{which:?}");
        }
    }

    #[test]
    fn an_address_names_its_part() {
        for which in [Which::All, Which::Overdue, Which::Today] {
            let word = which.href("kota-contoh").split_once("saring=").map_or("", |(_, w)| w).to_owned();
            assert_eq!(Which::named(&word), which);
        }
    }
}
