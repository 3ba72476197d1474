//! Who a region is: its names, its place in the country, its words and the head of its letters.
use crate::{
    region::{RegionCode, RegionKind, Slug},
    text::Text,
    time::Zone,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Who a region is and how it looks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// Official code.
    pub code: RegionCode,
    /// First segment of its addresses.
    pub slug: Slug,
    /// Province, kabupaten or kota.
    pub kind: RegionKind,
    /// Short name: "Kota Bandung".
    pub name: String,
    /// Its government: "Pemerintah Kota Bandung".
    pub government: Text,
    /// The province it lies in.
    pub province: String,
    /// WIB, WITA or WIT.
    pub zone: Zone,
    /// Accent colour, `#rrggbb`; at least 4.5 : 1 on white.
    pub accent: String,
    /// The promise on its first page.
    pub promise: Text,
    /// How to reach it.
    pub contact: Text,
    /// The name of its command center.
    pub command_center: String,
    /// Names of hosts that are this region's alone, `izin.contoh.go.id`: there its first page is the first page.
    #[serde(default)]
    pub hosts: Vec<String>,
    /// Further languages of its citizens' pages, by code: `su`.
    #[serde(default)]
    pub languages: Vec<String>,
    /// Rises with each parcel that is handed on, so that nobody takes an older one for news.
    #[serde(default = "first_edition")]
    pub edition: u32,
    /// What it calls what every region has: `head` of the region, `district`, `village`, and whatever else its texts say.
    #[serde(default)]
    pub words: BTreeMap<String, Text>,
    /// What stands at the head of its letters beside its name.
    #[serde(default)]
    pub letterhead: Option<Letterhead>,
}

fn first_edition() -> u32 {
    1
}

/// The head of a region's letters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Letterhead {
    /// Street, postal code, telephone: the lines under the name, as they are printed.
    pub lines: Vec<String>,
    /// The place that stands before the date.
    pub place: String,
}
