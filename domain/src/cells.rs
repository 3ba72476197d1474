//! A schematic map of districts of which only the middle is known: around each the ground that is nearer to it than to any other, cut off
//! where no neighbour is near. It shows what lies beside what, and is no boundary.

/// Longitude and latitude, in degrees.
pub type Place = (f64, f64);

/// Corners of the shape that a cell is at most.
const CORNERS: u32 = 24;
/// How far a cell reaches at most, in distances between neighbours.
const REACH: f64 = 1.25;

/// The cell around each place, as a ring whose last corner is its first (RFC 7946: against the clock). Two places at one spot share it
/// unfairly, and a place that is no number has none.
#[must_use]
pub fn cells(places: &[Place]) -> Vec<Vec<Place>> {
    // A degree of longitude is shorter than one of latitude; near the equator by little, but shapes are to be round.
    let middle = places.iter().map(|p| p.1).sum::<f64>() / places.len().max(1) as f64;
    let narrow = middle.to_radians().cos().max(0.1);
    let flat: Vec<Place> = places.iter().map(|(x, y)| (x * narrow, *y)).collect();
    let reach = usual_distance(&flat) * REACH;
    flat.iter()
        .enumerate()
        .map(|(i, own)| {
            let mut ring = around(*own, reach);
            for (_, other) in flat.iter().enumerate().filter(|(j, other)| *j != i && *other != own) {
                ring = nearer(&ring, *own, *other);
            }
            ring.iter().map(|(x, y)| (x / narrow, *y)).chain(ring.first().map(|(x, y)| (x / narrow, *y))).collect()
        })
        .collect()
}

/// Half of the places have their nearest neighbour as near or nearer.
fn usual_distance(places: &[Place]) -> f64 {
    let nearest =
        |own: &Place| places.iter().filter(|other| *other != own).map(|other| distance(*own, *other)).fold(f64::INFINITY, f64::min);
    let mut all: Vec<f64> = places.iter().map(nearest).filter(|d| d.is_finite()).collect();
    all.sort_by(f64::total_cmp);
    // One district alone is a tenth of a degree across: ten kilometres.
    all.get(all.len() / 2).copied().unwrap_or(0.05)
}

fn distance(a: Place, b: Place) -> f64 {
    (a.0 - b.0).hypot(a.1 - b.1)
}

fn around(own: Place, reach: f64) -> Vec<Place> {
    let corner = |i: u32| {
        let angle = f64::from(i) / f64::from(CORNERS) * std::f64::consts::TAU;
        (own.0 + reach * angle.cos(), own.1 + reach * angle.sin())
    };
    (0..CORNERS).map(corner).collect()
}

/// What of a shape is nearer to `own` than to `other`: cut along the line half way between them.
fn nearer(ring: &[Place], own: Place, other: Place) -> Vec<Place> {
    let half = ((own.0 + other.0) / 2.0, (own.1 + other.1) / 2.0);
    let way = (other.0 - own.0, other.1 - own.1);
    // Below nothing on the own side of the line.
    let side = |p: Place| (p.0 - half.0) * way.0 + (p.1 - half.1) * way.1;
    let mut left = Vec::with_capacity(ring.len() + 1);
    for (i, from) in ring.iter().enumerate() {
        let to = ring.get((i + 1) % ring.len()).copied().unwrap_or(*from);
        let (a, b) = (side(*from), side(to));
        if a <= 0.0 {
            left.push(*from);
        }
        if (a < 0.0 && b > 0.0) || (a > 0.0 && b < 0.0) {
            let t = a / (a - b);
            left.push((from.0 + (to.0 - from.0) * t, from.1 + (to.1 - from.1) * t));
        }
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn holds(ring: &[Place], p: Place) -> bool {
        // A convex ring against the clock has what it holds at the left of each edge.
        ring.windows(2).all(|e| match e {
            [a, b] => (b.0 - a.0) * (p.1 - a.1) - (b.1 - a.1) * (p.0 - a.0) >= -1e-9,
            _ => true,
        })
    }

    #[test]
    fn two_districts_share_the_ground_between_them() {
        let cells = cells(&[(107.0, -6.9), (107.2, -6.9)]);
        let east = cells[0].iter().map(|p| p.0).fold(f64::MIN, f64::max);
        let west = cells[1].iter().map(|p| p.0).fold(f64::MAX, f64::min);
        assert!((east - 107.1).abs() < 1e-9 && (west - 107.1).abs() < 1e-9, "{east} {west}");
        assert!(cells.iter().all(|ring| ring.first() == ring.last()), "a ring is closed");
    }

    #[test]
    fn one_alone_and_two_at_one_spot_are_no_trouble() {
        assert_eq!(cells(&[]).len(), 0);
        assert!(cells(&[(107.0, -6.9)])[0].len() > 20);
        assert!(cells(&[(107.0, -6.9), (107.0, -6.9)]).iter().all(|ring| ring.len() > 3));
    }

    proptest! {
        #[test]
        fn each_place_lies_in_its_own_cell_and_in_no_other(places in prop::collection::btree_set((0_u32..400, 0_u32..400), 2..30)) {
            let places: Vec<Place> = places.into_iter().map(|(x, y)| (107.0 + f64::from(x) / 1000.0, -7.0 + f64::from(y) / 1000.0)).collect();
            let cells = cells(&places);
            for (i, place) in places.iter().enumerate() {
                for (j, ring) in cells.iter().enumerate() {
                    prop_assert_eq!(holds(ring, *place), i == j, "{:?} in {:?}", place, ring);
                }
            }
        }
    }
}
