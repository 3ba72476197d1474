//! Who holds which position, and who judges whom. A position is held by somebody, by an acting holder while that one is away or the
//! position is vacant, or by nobody; then the next position up the line judges.
mod chart;

pub use chart::{Chart, ChartFault};

use crate::time::Day;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A member of staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct StaffId(pub Uuid);

/// A position (*jabatan*), by the code that the region gives it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct PositionKey(pub String);

/// A unit of an agency, by the code that the region gives it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UnitKey(pub String);

/// A unit of an agency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Its code.
    pub key: UnitKey,
    /// The agency, by its key in the pack.
    pub agency: String,
    /// The unit that it belongs to.
    pub parent: Option<UnitKey>,
    /// Its name.
    pub name: String,
}

/// A position.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// Its code.
    pub key: PositionKey,
    /// The unit.
    pub unit: UnitKey,
    /// What it is called.
    pub title: String,
    /// Its class, one of the pack's.
    pub class: String,
    /// Its kind, one of the pack's.
    pub kind: String,
    /// The position whose holder judges the work of this one's; none for the head of all.
    pub superior: Option<PositionKey>,
}

/// A member of staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Staff {
    /// Who.
    pub id: StaffId,
    /// The official number (*NIP*), or the region's own for whom has none.
    pub number: String,
    /// The name.
    pub name: String,
    /// Employed from this day.
    pub from: Day,
    /// Until this day.
    pub until: Option<Day>,
}

/// How somebody holds a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hold {
    /// By appointment.
    Own,
    /// For a holder who is away, or where there is none (*Plt.*, *Plh.*).
    Acting,
    /// On loan to another agency.
    Seconded,
}

impl Hold {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Own, Self::Acting, Self::Seconded];

    /// Its name in the store and in files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Acting => "acting",
            Self::Seconded => "seconded",
        }
    }

    /// The one of a name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|h| h.name() == name)
    }
}

/// That somebody holds a position between two days, both included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placement {
    /// Who.
    pub staff: StaffId,
    /// Which.
    pub position: PositionKey,
    /// How.
    pub hold: Hold,
    /// First day.
    pub from: Day,
    /// Last day; open where there is none.
    pub until: Option<Day>,
}

impl Placement {
    /// Whether it holds on a day.
    #[must_use]
    pub fn holds(&self, day: Day) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }

    /// The part of it that lies between two days.
    #[must_use]
    pub fn within(&self, from: Day, until: Day) -> Option<(Day, Day)> {
        let (first, last) = (self.from.max(from), self.until.map_or(until, |u| u.min(until)));
        (first <= last).then_some((first, last))
    }
}

/// One position up the line from a member of staff, the nearest first, with those who hold it on the day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Rung {
    /// The position.
    pub position: PositionKey,
    /// Who holds it by appointment or on loan.
    pub holder: Option<StaffId>,
    /// Who holds it for them.
    pub acting: Option<StaffId>,
    /// Whether the holder is away on the day.
    pub away: bool,
}

impl Rung {
    /// Who has the powers of the position on the day: the acting holder where there is one, with the full powers of the post; else
    /// the holder, who is not away.
    #[must_use]
    pub fn in_power(&self) -> Option<StaffId> {
        self.acting.or_else(|| self.holder.filter(|_| !self.away))
    }
}

/// The rungs on which somebody has the power to judge a person's work: never that person, whichever positions they hold for others,
/// and nobody whose own work that person judges on the day. The first is whose duty it is.
pub fn judges<'l>(line: &'l [Rung], of: StaffId, judged_by_of: &'l [StaffId]) -> impl Iterator<Item = (usize, StaffId)> + 'l {
    let powers = line.iter().enumerate().filter_map(|(at, rung)| Some((at, rung.in_power()?)));
    powers.filter(move |(_, who)| *who != of && !judged_by_of.contains(who))
}
