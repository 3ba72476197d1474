//! Windows that come again each year: a pack says "15 January to 30 June, for the year after" once, and gets one dated window
//! for each year from the first to the last that it names.
use super::{
    error::PackError,
    node::{Node, Value},
};
use domain::time::Day;
use serde::Deserialize;
use std::collections::BTreeMap;

/// One window of the year.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Yearly {
    /// Month and day on which it opens, `01-15`.
    pub(super) opens: String,
    /// Month and day on which it closes, both included.
    pub(super) closes: String,
    /// How many years after the window's the budget year is.
    #[serde(default)]
    pub(super) ahead: i32,
    /// The first year.
    pub(super) first: i32,
    /// The last year.
    pub(super) last: i32,
    /// Where it comes from.
    pub(super) legal_base: String,
}

/// The years that a pack may span; more would be a slip of the hand.
const SPAN: i32 = 40;

/// Puts the windows of every year in the place of a service's `yearly`, in the order in which they open. A folder's own are settled
/// before it is laid over another: a region that names one window names all its windows, either way.
pub(super) fn expand(service: &mut BTreeMap<String, Node>, errors: &mut Vec<PackError>) {
    let Some(yearly) = service.remove("yearly") else { return };
    let Value::Array(items) = &yearly.value else {
        errors.push(PackError::new(&yearly.at, "`yearly` is not a list", "write [[yearly]]"));
        return;
    };
    let mut windows = match service.remove("windows").map(|w| w.value) {
        Some(Value::Array(named)) => named,
        _ => vec![],
    };
    for item in items {
        match one(item) {
            Ok(found) => windows.extend(found),
            Err(error) => errors.push(error),
        }
    }
    windows.sort_by(|a, b| opens(a).cmp(&opens(b)));
    service.insert("windows".to_owned(), Node { at: yearly.at.clone(), value: Value::Array(windows) });
}

fn opens(window: &Node) -> Option<&str> {
    window.get("opens").and_then(Node::as_text)
}

fn one(item: &Node) -> Result<Vec<Node>, PackError> {
    let yearly: Yearly = super::read::read(item)?;
    if !(yearly.first..=yearly.first.saturating_add(SPAN)).contains(&yearly.last) {
        let what = format!("the years {} to {} are not years in their order", yearly.first, yearly.last);
        return Err(PackError::new(&item.at, what, format!("let `last` follow `first`, by at most {SPAN}")));
    }
    (yearly.first..=yearly.last)
        .map(|year| {
            let day = |text: &str| {
                let whole = format!("{year}-{text}");
                let wrong = |_| PackError::new(&item.at, format!("`{text}` is no day of {year}"), "write month and day, such as 01-15");
                whole.parse::<Day>().map_err(wrong).map(|_| Node::text(item.at.clone(), whole))
            };
            let number = |n: i32| Node { at: item.at.clone(), value: Value::Number(n.into()) };
            let window = BTreeMap::from([
                ("opens".to_owned(), day(&yearly.opens)?),
                ("closes".to_owned(), day(&yearly.closes)?),
                ("fiscal_year".to_owned(), number(year.saturating_add(yearly.ahead))),
                ("legal_base".to_owned(), Node::text(item.at.clone(), yearly.legal_base.clone())),
            ]);
            Ok(Node::table(item.at.clone(), window))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::expand;
    use crate::pack::{node::Value, parse::parse};
    use serde_json::json;

    fn windows(yearly: &str) -> (serde_json::Value, Vec<String>) {
        let Value::Table(mut service) = parse("a.toml", yearly).unwrap().value else { panic!("no table") };
        let mut errors = vec![];
        expand(&mut service, &mut errors);
        (service["windows"].json(), errors.into_iter().map(|e| e.to_string()).collect())
    }

    #[test]
    fn one_window_a_year() {
        let yearly = "[[yearly]]\nopens = '01-15'\ncloses = '06-30'\nahead = 1\nfirst = 2026\nlast = 2027\nlegal_base = 'x'\n";
        let (found, errors) = windows(yearly);
        assert!(errors.is_empty(), "{errors:?}");
        let of = |year: i32| json!({"opens": format!("{year}-01-15"), "closes": format!("{year}-06-30"), "fiscal_year": year + 1, "legal_base": "x"});
        assert_eq!(found, json!([of(2026), of(2027)]));
    }

    #[test]
    fn a_day_that_is_none_and_years_that_run_backwards_are_said() {
        let of = |opens: &str, last: i32| {
            windows(&format!("[[yearly]]\nopens = '{opens}'\ncloses = '06-30'\nfirst = 2026\nlast = {last}\nlegal_base = 'x'\n")).1
        };
        assert!(of("02-30", 2026)[0].contains("a.toml:1: `02-30` is no day of 2026"), "{:?}", of("02-30", 2026));
        assert!(of("01-01", 2025)[0].contains("not years in their order"));
        assert!(of("01-01", 3000)[0].contains("not years in their order"));
    }
}
