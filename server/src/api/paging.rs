//! Lists come a page at a time, and go on behind the last entry seen: no offset, so no page is skipped or seen twice
//! while the list changes.
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Paging {
    /// The `next` of the page before.
    pub(crate) after: Option<String>,
    /// Most entries, 1 to 200; 50 when left out.
    limit: Option<u32>,
}

/// Which year.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct OfYear {
    /// The budget year.
    pub(crate) year: i32,
}

impl Paging {
    /// Most entries of a page.
    #[must_use]
    pub(crate) fn limit(&self) -> u32 {
        self.limit.unwrap_or(50).clamp(1, 200)
    }
}

/// One page of a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Items<T> {
    /// The entries.
    pub(crate) items: Vec<T>,
    /// What to give as `after` for the next page; null on the last.
    pub(crate) next: Option<String>,
}

impl<T> Items<T> {
    /// A list that is whole on one page.
    #[must_use]
    pub(crate) fn all(items: Vec<T>) -> Self {
        Self { items, next: None }
    }
}
