//! The hexagons as a drawing: sizes are attributes of the drawing, colours come from classes. What a colour says is said by
//! dots as well, and by the number that leads to the table.
use super::DistrictView;
use crate::lang::t;
use leptos::prelude::*;

/// Half the width of a cell, in the drawing's units.
const HALF: i32 = 52;
/// From the centre to a corner.
const CORNER: i32 = 60;
/// From one row's centres to the next.
const ROW: i32 = 90;
/// Between the drawing and its edge.
const EDGE: i32 = 6;

pub(super) fn drawing(districts: &[DistrictView]) -> impl IntoView + use<> {
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
            <svg class="peta" viewBox=format!("0 0 {width} {height}") role="group" aria-labelledby="judul-peta">
                <title id="judul-peta">{t("Peta kecamatan", "Map of districts")}</title>
                {cells}
            </svg>
        }
    })
}

fn hexagon(district: &DistrictView, (halves, row): (i32, i32)) -> impl IntoView + use<> {
    let (x, y) = (EDGE + (halves + 1) * HALF, EDGE + CORNER + row * ROW);
    let (side, near) = (HALF - 2, CORNER / 2 - 1);
    let corners = [(0, 2 - CORNER), (side, -near), (side, near), (0, CORNER - 2), (-side, near), (-side, -near)];
    let points = corners.map(|(dx, dy)| format!("{},{}", x + dx, y + dy)).join(" ");
    let [first, second] = lines(&district.group.name);
    let count = i32::try_from(district.step).unwrap_or(0);
    let dots: Vec<_> = (0..count).map(|i| view! { <circle cx={x + 12 * (2 * i - count + 1) / 2} cy={y + 41} r="4"/> }).collect();
    view! {
        // What is written on the cell stands beside the link, whose own name says more than there is room for.
        <g class=format!("k{}", district.step)>
            <a href=district.href.clone() aria-label=district.said.clone()><polygon points=points/></a>
            <g aria-hidden="true">
                <text x=x y={y - 6} class="n">{district.number}</text>
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
    use super::lines;

    #[test]
    fn a_name_fits_into_its_cell() {
        assert_eq!(lines("Cibeunying Kaler"), ["Cibeunying", "Kaler"]);
        assert_eq!(lines("Coblong"), ["Coblong", ""]);
        assert_eq!(lines("Tanjungpandangan"), ["Tanjungpan…", ""]);
    }
}
