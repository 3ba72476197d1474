//! A schematic map: each place gets a cell of its own in a grid of hexagons, as near as can be to where it really is. Cells
//! of one size are all legible and can all be touched, which the true outlines of districts on a telephone are not.

/// Where a place is, in degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// North of the equator.
    pub latitude: f64,
    /// East of Greenwich.
    pub longitude: f64,
}

/// A cell of the grid. Odd rows stand half a cell to the right; rows count downwards from the north. The first row and
/// column that are used are 0, or 1 where a row must keep its side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell {
    /// From the north.
    pub row: i32,
    /// From the west.
    pub column: i32,
}

impl Cell {
    /// How many half cells its centre lies to the right of the centre of the first cell of an even row.
    #[must_use]
    pub fn halves(self) -> i32 {
        self.column.saturating_mul(2).saturating_add(self.row.rem_euclid(2))
    }
}

/// The height of a row in widths of a cell: hexagons stand on a corner.
const ROW: f64 = 0.866_025_403_784_438_6;
/// How much of the ground the cells cover. Less would keep more of the shape of the whole, and make each cell smaller.
const COVER: f64 = 1.0;
/// How often all pairs are looked at for a better exchange. It settles after two or three.
const PASSES: usize = 8;

/// A point in widths of a cell.
type Point = (f64, f64);

/// A cell for each place, in the places' order; no two are the same. The same places get the same cells, in whatever order
/// they come.
#[must_use]
pub fn lay_out(places: &[Place]) -> Vec<Cell> {
    let points = on_grid(places);
    let mut order: Vec<usize> = (0..points.len()).collect();
    // From the middle outwards, so that what is crowded there pushes the edge out and not the other way round.
    let key = |i: usize| points.get(i).copied().unwrap_or_default();
    order.sort_by(|a, b| {
        let ((ax, ay), (bx, by)) = (key(*a), key(*b));
        (ax * ax + ay * ay).total_cmp(&(bx * bx + by * by)).then(ay.total_cmp(&by)).then(ax.total_cmp(&bx))
    });
    let mut taken: Vec<Option<Cell>> = vec![None; points.len()];
    for i in &order {
        let cell = nearest_free(key(*i), &taken);
        if let Some(place) = taken.get_mut(*i) {
            *place = Some(cell);
        }
    }
    let mut cells: Vec<Cell> = taken.into_iter().map(|cell| cell.unwrap_or(Cell { row: 0, column: 0 })).collect();
    relax(&points, &order, &mut cells);
    from_zero(&mut cells);
    cells
}

/// The places around their middle, in widths of a cell.
fn on_grid(places: &[Place]) -> Vec<Point> {
    let finite: Vec<&Place> = places.iter().filter(|p| p.latitude.is_finite() && p.longitude.is_finite()).collect();
    let range = |of: fn(&Place) -> f64| {
        let values = || finite.iter().map(|p| of(p));
        (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max))
    };
    if finite.is_empty() {
        return vec![(0.0, 0.0); places.len()];
    }
    let ((south, north), (west, east)) = (range(|p| p.latitude), range(|p| p.longitude));
    let (middle_y, middle_x) = (f64::midpoint(south, north), f64::midpoint(west, east));
    // A degree of longitude is shorter away from the equator.
    let narrow = middle_y.to_radians().cos().abs().max(0.01);
    let (width, height) = ((east - west) * narrow, north - south);
    let count = u32::try_from(places.len()).map_or(f64::MAX, f64::from);
    let by_ground = (width * height * COVER / (count * ROW)).sqrt();
    // Places in a row, or all in one spot, have no ground to share.
    let by_line = width.max(height) / count;
    let size = by_ground.max(by_line).max(1e-9);
    let point = |p: &Place| {
        let fits = p.latitude.is_finite() && p.longitude.is_finite();
        if fits { ((p.longitude - middle_x) * narrow / size, (middle_y - p.latitude) / size) } else { (0.0, 0.0) }
    };
    places.iter().map(point).collect()
}

fn centre(cell: Cell) -> Point {
    (f64::from(cell.halves()) / 2.0, f64::from(cell.row) * ROW)
}

fn apart((ax, ay): Point, (bx, by): Point) -> f64 {
    (ax - bx).powi(2) + (ay - by).powi(2)
}

/// The free cell that is nearest to a point; of equally near ones the first by row and column.
fn nearest_free(point: Point, taken: &[Option<Cell>]) -> Cell {
    let rounded = |value: f64| format!("{:.0}", value.clamp(-1e6, 1e6)).parse::<i32>().unwrap_or(0);
    let (row, column) = (rounded(point.1 / ROW), rounded(point.0));
    // The window has more cells than there are places, so one of them is free.
    let reach = (0_i32..).find(|r| usize::try_from((2 * r + 1) * (2 * r + 1)).is_ok_and(|cells| cells > taken.len())).unwrap_or(1) + 1;
    let around = (row - reach..=row + reach).flat_map(|row| (column - reach..=column + reach).map(move |column| Cell { row, column }));
    around
        .filter(|cell| !taken.contains(&Some(*cell)))
        .min_by(|a, b| apart(centre(*a), point).total_cmp(&apart(centre(*b), point)).then(a.cmp(b)))
        .unwrap_or(Cell { row, column })
}

/// Exchanges the cells of two places as long as that brings both together nearer to where they are.
fn relax(points: &[Point], order: &[usize], cells: &mut [Cell]) {
    for _ in 0..PASSES {
        let mut better = false;
        for (n, i) in order.iter().enumerate() {
            for j in order.iter().skip(n + 1) {
                let (Some(a), Some(b), Some(p), Some(q)) = (cells.get(*i), cells.get(*j), points.get(*i), points.get(*j)) else { continue };
                let (a, b) = (*a, *b);
                let now = apart(centre(a), *p) + apart(centre(b), *q);
                if apart(centre(b), *p) + apart(centre(a), *q) < now - 1e-9 {
                    cells.swap(*i, *j);
                    better = true;
                }
            }
        }
        if !better {
            break;
        }
    }
}

/// Moves all cells so that counting begins at the top and the left. Rows move by twos, or odd ones would change sides.
fn from_zero(cells: &mut [Cell]) {
    let row = cells.iter().map(|c| c.row).min().unwrap_or(0);
    let column = cells.iter().map(|c| c.column).min().unwrap_or(0);
    let row = row - row.rem_euclid(2);
    for cell in cells {
        cell.row -= row;
        cell.column -= column;
    }
}

#[cfg(test)]
mod tests {
    use super::{Cell, Place, lay_out};
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn places() -> impl Strategy<Value = Vec<Place>> {
        // Near each other, far from each other, and on the very same spot.
        let one = (-11.0..6.0_f64, 95.0..141.0_f64).prop_map(|(latitude, longitude)| Place { latitude, longitude });
        let near =
            (0..6_u8, 0..6_u8).prop_map(|(y, x)| Place { latitude: -6.9 + f64::from(y) * 0.01, longitude: 107.6 + f64::from(x) * 0.01 });
        prop_oneof![prop::collection::vec(one, 0..60), prop::collection::vec(near, 0..60)]
    }

    proptest! {
        #[test]
        fn no_two_places_share_a_cell(places in places()) {
            let cells = lay_out(&places);
            prop_assert_eq!(cells.len(), places.len());
            prop_assert_eq!(cells.iter().collect::<BTreeSet<_>>().len(), places.len());
            prop_assert!(cells.iter().all(|c| c.row >= 0 && c.column >= 0));
        }

        #[test]
        fn the_same_places_get_the_same_cells_in_any_order(mut places in places()) {
            places.dedup_by(|a, b| a == b);
            let mut distinct: Vec<Place> = vec![];
            for place in places {
                if !distinct.contains(&place) {
                    distinct.push(place);
                }
            }
            let forth = lay_out(&distinct);
            distinct.reverse();
            let mut back = lay_out(&distinct);
            back.reverse();
            prop_assert_eq!(forth, back);
        }
    }

    #[test]
    fn north_is_up_and_east_is_right() {
        let at = |latitude, longitude| Place { latitude, longitude };
        let cells = lay_out(&[at(-6.86, 107.58), at(-6.86, 107.70), at(-6.95, 107.58), at(-6.95, 107.70), at(-6.90, 107.64)]);
        let [nw, ne, sw, se, middle] = cells.as_slice() else { panic!("{cells:?}") };
        assert!(nw.row < middle.row && middle.row < sw.row && ne.row < se.row, "{cells:?}");
        assert!(nw.halves() < middle.halves() && middle.halves() < ne.halves() && sw.halves() < se.halves(), "{cells:?}");
    }

    #[test]
    fn what_can_not_be_laid_out_is_laid_out_all_the_same() {
        assert_eq!(lay_out(&[]), []);
        assert_eq!(lay_out(&[Place { latitude: f64::NAN, longitude: 1.0 }]), [Cell { row: 0, column: 0 }]);
        let spot = Place { latitude: 0.0, longitude: 0.0 };
        assert_eq!(lay_out(&[spot; 7]).into_iter().collect::<BTreeSet<_>>().len(), 7);
    }
}
