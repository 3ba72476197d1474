//! How long the bars are. A bar's length is its count against the largest; its parts are what has time, what is due
//! today and what is late. Figures in, figures out: the drawing is elsewhere.

/// One part of a bar: where it begins and how long it is, of [`WIDTH`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// From the left.
    pub x: i64,
    /// Its length; 0 where there is nothing.
    pub width: i64,
}

/// The length of the largest bar.
pub const WIDTH: i64 = 1_000;
/// The least length of a part that counts anything: one late case among thousands must be seen.
const LEAST: i64 = 12;

/// The parts of a stage's bar: in time, due today, late. They lie side by side from 0 without gap, and reach at most
/// [`WIDTH`]. Counts that do not fit each other are taken as they can be.
#[must_use]
pub fn parts(open: i64, due_today: i64, overdue: i64, largest: i64) -> [Part; 3] {
    let open = open.max(0);
    let late = overdue.clamp(0, open);
    let today = due_today.clamp(0, open - late);
    let counts = [open - late - today, today, late];
    let shown = i64::try_from(counts.iter().filter(|c| **c > 0).count()).unwrap_or_default();
    let whole = scale(open, largest.max(open).max(1), WIDTH).max(shown * LEAST);
    let mut widths = counts.map(|count| if count > 0 { scale(count, open, whole).max(LEAST) } else { 0 });
    // What the least lengths add is taken from the longest part.
    let over = widths.iter().sum::<i64>() - whole;
    if let Some(longest) = widths.iter_mut().max() {
        *longest -= over;
    }
    let [a, b, c] = widths;
    [Part { x: 0, width: a }, Part { x: a, width: b }, Part { x: a + b, width: c }]
}

/// The height of a column of the chart, of `height`: in proportion to the largest, and at least visible where it counts
/// anything.
#[must_use]
pub fn column(count: i64, largest: i64, height: i64) -> i64 {
    if count <= 0 { 0 } else { scale(count, largest.max(count), height).max(2) }
}

/// `count / whole` of `length`, rounded; in wide figures, so that no count is too large.
fn scale(count: i64, whole: i64, length: i64) -> i64 {
    let (count, whole, length) = (i128::from(count), i128::from(whole.max(1)), i128::from(length));
    i64::try_from((count * length + whole / 2) / whole).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_shows_what_it_counts() {
        let widths = |bar: [Part; 3]| bar.map(|p| p.width);
        assert_eq!(widths(parts(100, 0, 0, 100)), [1_000, 0, 0]);
        assert_eq!(widths(parts(50, 10, 5, 100)), [350, 100, 50]);
        assert_eq!(widths(parts(0, 0, 0, 100)), [0, 0, 0]);
        // One late case among five thousand is still a red mark.
        assert_eq!(widths(parts(5_000, 0, 1, 5_000)), [988, 0, 12]);
        // More late than there are can't be drawn longer than the bar.
        assert_eq!(widths(parts(4, 9, 9, 8)), [0, 0, 500]);
    }

    #[test]
    fn parts_lie_side_by_side_and_stay_inside() {
        for open in [0, 1, 2, 3, 17, 388, 100_000, i64::MAX / 4] {
            for late in [0, 1, open / 3, open, open.saturating_add(9), -1] {
                for today in [0, 1, open / 2, open, -5] {
                    for largest in [0, 1, open, open.saturating_mul(3), i64::MAX] {
                        let [a, b, c] = parts(open, today, late, largest);
                        assert_eq!((a.x, b.x, c.x), (0, a.width, a.width + b.width));
                        assert!(a.width >= 0 && b.width >= 0 && c.width >= 0, "{open} {today} {late} {largest}: {a:?} {b:?} {c:?}");
                        assert!(c.x + c.width <= WIDTH, "{open} {today} {late} {largest}");
                        assert_eq!(open > 0, a.width + b.width + c.width > 0);
                        assert_eq!(late > 0 && open > 0, c.width > 0);
                    }
                }
            }
        }
    }

    #[test]
    fn columns_keep_their_order() {
        assert_eq!((column(0, 50, 60), column(1, 5_000, 60), column(50, 50, 60)), (0, 2, 60));
        assert!(column(20, 50, 60) < column(21, 50, 60));
    }
}
