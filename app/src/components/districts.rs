//! Districts as a schematic drawing, each a hexagon about where it lies: sizes are attributes of the drawing, colours come from
//! classes. What a colour says is said by dots as well, and by what stands on the cell.
use crate::lang::t;
use domain::{pack::Pack, tile_map};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// One district.
#[derive(Clone, Debug)]
pub(crate) struct District {
    /// Its cell, where it has one: half cells to the right, rows down.
    pub(crate) cell: Option<(i32, i32)>,
    /// How much of the largest, from 0 (nothing) to 5.
    pub(crate) step: usize,
    /// What stands on the cell above the name.
    pub(crate) mark: String,
    pub(crate) name: String,
    /// What a screen reader says, and the list that the cell leads to.
    pub(crate) said: String,
    pub(crate) href: String,
}

/// The cells of a region's districts, by code; those whose place is not recorded have none.
pub(crate) fn cells(pack: &Pack) -> BTreeMap<&str, (i32, i32)> {
    let placed: Vec<(&str, tile_map::Place)> = pack
        .districts
        .iter()
        .filter_map(|d| Some((d.code.as_str(), tile_map::Place { latitude: d.latitude?, longitude: d.longitude? })))
        .collect();
    let cells = tile_map::lay_out(&placed.iter().map(|(_, place)| *place).collect::<Vec<_>>());
    placed.iter().zip(&cells).map(|((code, _), cell)| (*code, (cell.halves(), cell.row))).collect()
}

/// How much of the largest, in five equal steps; 0 for nothing.
pub(crate) fn step(value: i64, largest: i64) -> usize {
    if value <= 0 || largest <= 0 {
        return 0;
    }
    let step = (i128::from(value) * 5 + i128::from(largest) - 1) / i128::from(largest);
    usize::try_from(step.clamp(1, 5)).unwrap_or(5)
}

/// Half the width of a cell, in the drawing's units.
const HALF: i32 = 52;
/// From the centre to a corner.
const CORNER: i32 = 60;
/// From one row's centres to the next.
const ROW: i32 = 90;
/// Between the drawing and its edge.
const EDGE: i32 = 6;

/// The drawing, with an id for its name; nothing where no district has a place.
pub(crate) fn drawing(id: &'static str, districts: &[District]) -> impl IntoView + use<> {
    let placed = || districts.iter().filter_map(|d| d.cell.map(|cell| (d, cell)));
    let most = |of: fn((i32, i32)) -> i32| placed().map(|(_, cell)| of(cell)).max().unwrap_or(0);
    let width = (most(|(halves, _)| halves) + 2) * HALF + 2 * EDGE;
    let first = placed().map(|(_, (_, row))| row).min().unwrap_or(0);
    let height = (most(|(_, row)| row) - first) * ROW + 2 * (CORNER + EDGE);
    // From north to south and from west to east, as one reads and as the tabulator goes.
    let mut cells: Vec<_> = placed().collect();
    cells.sort_by_key(|(_, (halves, row))| (*row, *halves));
    let cells: Vec<_> = cells.into_iter().map(|(district, (halves, row))| hexagon(district, (halves, row - first))).collect();
    let some = !cells.is_empty();
    some.then(|| {
        view! {
            <svg class="peta" viewBox=format!("0 0 {width} {height}") role="group" aria-labelledby=id>
                <title id=id>{t("Peta wilayah", "Map of the region")}</title>
                {cells}
            </svg>
        }
    })
}

fn hexagon(district: &District, (halves, row): (i32, i32)) -> impl IntoView + use<> {
    let (x, y) = (EDGE + (halves + 1) * HALF, EDGE + CORNER + row * ROW);
    let (side, near) = (HALF - 2, CORNER / 2 - 1);
    let corners = [(0, 2 - CORNER), (side, -near), (side, near), (0, CORNER - 2), (-side, near), (-side, -near)];
    let points = corners.map(|(dx, dy)| format!("{},{}", x + dx, y + dy)).join(" ");
    let [first, second] = lines(&district.name);
    let count = i32::try_from(district.step).unwrap_or(0);
    let dots: Vec<_> = (0..count).map(|i| view! { <circle cx={x + 12 * (2 * i - count + 1) / 2} cy={y + 41} r="4"/> }).collect();
    view! {
        // What is written on the cell stands beside the link, whose own name says more than there is room for.
        <g class=format!("k{}", district.step)>
            <a href=district.href.clone() aria-label=district.said.clone()><polygon points=points/></a>
            <g aria-hidden="true">
                <text x=x y={y - 6} class="n">{district.mark.clone()}</text>
                <text x=x y={y + 12} class="name">{first}</text>
                <text x=x y={y + 27} class="name">{second}</text>
                {dots}
            </g>
        </g>
    }
}

/// A name in two lines that fit into a cell; the whole one stands in the table and is what a screen reader says.
fn lines(name: &str) -> [String; 2] {
    const MOST: usize = 11;
    let (first, rest) = name.split_once(' ').unwrap_or((name, ""));
    [first, rest].map(|line| {
        if line.chars().count() <= MOST { line.to_owned() } else { line.chars().take(MOST - 1).chain(std::iter::once('…')).collect() }
    })
}

#[cfg(test)]
mod tests {
    use super::{lines, step};

    #[test]
    fn a_name_fits_into_its_cell() {
        assert_eq!(lines("Cibeunying Kaler"), ["Cibeunying", "Kaler"]);
        assert_eq!(lines("Coblong"), ["Coblong", ""]);
        assert_eq!(lines("Tanjungpandangan"), ["Tanjungpan…", ""]);
    }

    #[test]
    fn five_steps_up_to_the_largest() {
        assert_eq!([0, 1, 20, 21, 40, 80, 81, 100].map(|value| step(value, 100)), [0, 1, 1, 2, 2, 4, 5, 5]);
        assert_eq!((step(0, 0), step(5, 0), step(i64::MAX, i64::MAX)), (0, 0, 5));
    }
}
