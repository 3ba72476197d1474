//! Where a page of a desk's list ends, as text that travels in an address.
use crate::{CaseLine, Failure};
use domain::{queue::Order, time::Day};
use std::{fmt, str::FromStr};
use uuid::Uuid;

/// The last line of a page, in the order of its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cursor {
    /// Due day, or milliseconds since when it waits.
    pub(super) at: i64,
    /// The case.
    pub(super) id: Uuid,
}

impl Cursor {
    /// A line's place in a list of this order.
    pub(super) fn of(line: &CaseLine, order: Order) -> Self {
        let at = match order {
            Order::Due => i64::from(line.due.map_or(i32::MAX, Day::number)),
            Order::Longest => line.stage_since.millis(),
        };
        Self { at, id: line.id.0 }
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.at, self.id)
    }
}

impl FromStr for Cursor {
    type Err = Failure;

    fn from_str(text: &str) -> Result<Self, Failure> {
        let (at, id) = text.split_once('.').ok_or(Failure::NotFound)?;
        Ok(Self { at: at.parse().map_err(|_| Failure::NotFound)?, id: id.parse().map_err(|_| Failure::NotFound)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_back_to_the_place() {
        let place = Cursor { at: -3, id: Uuid::from_u64_pair(7, 9) };
        assert_eq!(place.to_string().parse(), Ok(place));
        for wrong in ["", "x", "1.", ".1", "1.x", "99999999999999999999.00000000-0000-0007-0000-000000000009"] {
            assert_eq!(wrong.parse::<Cursor>(), Err(Failure::NotFound), "{wrong}");
        }
    }
}
