//! Bars of what was asked for and what was approved, drawn by the server. The table below says the same in figures, so the
//! drawing is a picture with a sentence for whoever does not see it. Text stands beside the drawing, not in it: a picture
//! that shrinks to a phone would shrink its words too.
use super::{load::Group, table::rupiah};
use crate::lang::{pick, t};
use domain::{figures::Figure, words::Lang};
use leptos::prelude::*;

/// The length of the longest bar, in the drawing's units.
const WIDTH: i64 = 1_000;
/// The least length of a bar that stands for anything.
const LEAST: i64 = 4;

/// The bars of some groups, the longest over the whole width.
pub(super) fn bars(groups: &[Group], lang: Lang) -> impl IntoView + use<> {
    let largest = groups.iter().map(Group::asked).max().unwrap_or(0);
    let items: Vec<_> = groups
        .iter()
        .map(|group| {
            let of =
                |figure: Figure| Figure::ALL.iter().position(|f| *f == figure).and_then(|i| group.figures.get(i)).map_or(0, |c| c.rupiah);
            let (asked, approved) = (of(Figure::Asked), of(Figure::Approved));
            let said = format!(
                "{}: {} {}, {} {}",
                group.name,
                pick(lang, "diajukan", "asked for"),
                rupiah(asked, lang),
                pick(lang, "disetujui", "approved"),
                rupiah(approved, lang)
            );
            view! {
                <li>
                    <span class="small">{group.name.clone()}</span>
                    <svg class="bar" viewBox="0 0 1000 40" preserveAspectRatio="none" role="img">
                        <title>{said}</title>
                        <rect class="asked" x="0" y="2" width=length(asked, largest) height="36"/>
                        <rect class="approved" x="0" y="10" width=length(approved, largest) height="20"/>
                    </svg>
                </li>
            }
        })
        .collect();
    view! {
        <figure class="bars">
            <figcaption class="small">{t("Batang luar: diajukan. Batang dalam yang penuh: disetujui.", "Outer bar: asked for. Filled inner bar: approved.")}</figcaption>
            <ul>{items}</ul>
        </figure>
    }
}

/// `part` of the whole width, at least visible where it is anything.
fn length(part: i64, largest: i64) -> i64 {
    if part <= 0 {
        return 0;
    }
    let scaled = i128::from(part) * i128::from(WIDTH) / i128::from(largest.max(part));
    i64::try_from(scaled).unwrap_or(WIDTH).max(LEAST)
}

#[cfg(test)]
mod tests {
    use super::length;

    #[test]
    fn a_bar_is_as_long_as_its_part_and_always_seen() {
        assert_eq!([length(0, 9), length(1, 1_000_000), length(5, 10), length(10, 10)], [0, 4, 500, 1_000]);
        assert_eq!((length(10, 0), length(i64::MAX, i64::MAX), length(-3, 9)), (1_000, 1_000, 0));
    }
}
