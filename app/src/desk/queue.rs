//! What can be asked of a desk's list: all of it by pages, or what is late or due today; each is an address of its own.
use super::view::QueueView;
use crate::{error::AppError, wire::Wire};
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
}

/// One page of the desk's list.
///
/// **Needs**: a post in the region. **Errors**: `NotFound`, `SignedOut`, `Forbidden`, `Unavailable`.
#[server(endpoint = "desk/queue", output = Wire)]
pub async fn queue(region: String, which: Which, after: Option<String>) -> Result<QueueView, AppError> {
    let here = super::here::Here::of_page(&region)?;
    Ok(super::queue_load::load(&here, which, after.as_deref()).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_its_part() {
        for which in [Which::All, Which::Overdue, Which::Today] {
            let word = which.href("kota-contoh").split_once("saring=").map_or("", |(_, w)| w).to_owned();
            assert_eq!(Which::named(&word), which);
        }
    }
}
