//! What can be asked of a desk's list, in the words of its address: each list that can be seen can be sent to a colleague.
use super::view::QueueView;
use crate::{
    address::{and, in_query},
    error::AppError,
    wire::Wire,
};
use domain::queue::{Filter, Order, Part, Whose};
use leptos::prelude::*;

/// The words of an address.
pub const PART: &str = "saring";
/// On whose pile.
pub const WHOSE: &str = "siapa";
/// One service.
pub const SERVICE: &str = "layanan";
/// One stage.
pub const STAGE: &str = "tahap";
/// What is looked for.
pub const FIND: &str = "cari";
/// Where it is looked for.
pub const WHERE: &str = "di";
/// In all cases of the region.
pub const EVERYWHERE: &str = "semua";
/// What comes first.
pub const ORDER: &str = "urut";
/// What is shown beside the usual; once for each.
pub const COLUMN: &str = "kolom";
/// The box of a decision that says from which list it was taken.
pub const LIST: &str = "antrean";

/// Most letters that are looked for.
const MOST: usize = 120;
/// Most columns, and letters of a column's key.
const COLUMNS: usize = 12;
const LETTERS: usize = 24;

/// The word of a part; none for all.
#[must_use]
pub fn part_word(part: Part) -> Option<&'static str> {
    match part {
        Part::All => None,
        Part::Overdue => Some("lewat"),
        Part::Today => Some("hari-ini"),
        Part::Held => Some("ditunda"),
    }
}

/// The word of a pile; none for whoever's.
#[must_use]
pub fn whose_word(whose: Whose) -> Option<&'static str> {
    match whose {
        Whose::All => None,
        Whose::Mine => Some("saya"),
        Whose::Nobodys => Some("bebas"),
    }
}

/// The word of an order; none for the usual one.
#[must_use]
pub fn order_word(order: Order) -> Option<&'static str> {
    match order {
        Order::Due => None,
        Order::Longest => Some("lama"),
    }
}

/// What an address asks for; unknown words narrow nothing.
#[must_use]
pub fn asked(words: impl Fn(&str) -> Vec<String>) -> Filter {
    let word = |name: &str| words(name).into_iter().next();
    let mut columns = words(COLUMN);
    columns.retain(|key| !key.is_empty() && key.len() <= LETTERS && key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'));
    columns.truncate(COLUMNS);
    columns.dedup();
    let filled = |name: &str| word(name).map(|w| w.trim().to_owned()).filter(|w| !w.is_empty());
    let (part, whose, order) = (word(PART), word(WHOSE), word(ORDER));
    Filter {
        whose: [Whose::Mine, Whose::Nobodys].into_iter().find(|w| whose_word(*w) == whose.as_deref()).unwrap_or_default(),
        part: [Part::Overdue, Part::Today, Part::Held].into_iter().find(|p| part_word(*p) == part.as_deref()).unwrap_or_default(),
        service: filled(SERVICE),
        stage: filled(STAGE),
        find: filled(FIND).map(|find| find.chars().take(MOST).collect()).unwrap_or_default(),
        everywhere: word(WHERE).as_deref() == Some(EVERYWHERE),
        columns,
        order: if order.as_deref() == order_word(Order::Longest) { Order::Longest } else { Order::Due },
    }
}

/// The pairs of an address that asks for this.
#[must_use]
pub fn pairs(filter: &Filter) -> Vec<(&'static str, String)> {
    let word = |name, word: Option<&str>| word.filter(|w| !w.is_empty()).map(|w| (name, w.to_owned()));
    [
        word(PART, part_word(filter.part)),
        word(WHOSE, whose_word(filter.whose)),
        word(SERVICE, filter.service.as_deref()),
        word(STAGE, filter.stage.as_deref()),
        word(FIND, Some(&filter.find)),
        word(WHERE, (filter.everywhere && !filter.find.is_empty()).then_some(EVERYWHERE)),
        word(ORDER, order_word(filter.order)),
    ]
    .into_iter()
    .flatten()
    .chain(filter.columns.iter().map(|key| (COLUMN, key.clone())))
    .collect()
}

/// What the address of a page asks for.
#[must_use]
pub fn asked_of(query: &leptos_router::params::ParamsMap) -> Filter {
    asked(|name| query.get_all(name).unwrap_or_default())
}

/// The same as a query, without its question mark; empty for the whole list.
#[must_use]
pub fn query(filter: &Filter) -> String {
    pairs(filter).iter().map(|(name, word)| format!("{name}={}", in_query(word))).collect::<Vec<_>>().join("&")
}

/// The address of a list.
#[must_use]
pub fn list_href(region: &str, filter: &Filter) -> String {
    and(&format!("/{region}/meja"), &query(filter))
}

/// The address of a case within a list, so that the next one is the list's next.
#[must_use]
pub fn case_href(region: &str, number: &str, filter: &Filter) -> String {
    and(&format!("/{region}/meja/{number}"), &query(filter))
}

/// What a query asks for, where it came as a text.
#[cfg(feature = "ssr")]
#[must_use]
pub(crate) fn asked_in(query: &str) -> Filter {
    let address = format!("/?{query}").parse::<http::Uri>().ok();
    let pairs =
        address.and_then(|uri| axum::extract::Query::<Vec<(String, String)>>::try_from_uri(&uri).ok()).map(|q| q.0).unwrap_or_default();
    asked_among(&pairs)
}

/// The query as it may be kept for later: a search for what may be somebody's private number is left out.
#[cfg(feature = "ssr")]
#[must_use]
pub(crate) fn kept_query(pack: &domain::pack::Pack, filter: &Filter) -> String {
    let private = domain::find::is_veiled(&filter.find) || !domain::find::Question::of(&pack.services, &filter.find).whole.is_empty();
    query(&if private { Filter { find: String::new(), ..filter.clone() } } else { filter.clone() })
}

/// What pairs of an address ask for.
#[cfg(feature = "ssr")]
#[must_use]
pub(crate) fn asked_among(pairs: &[(String, String)]) -> Filter {
    asked(|name| pairs.iter().filter(|(n, _)| n == name).map(|(_, word)| word.clone()).collect())
}

/// One page of the desk's list; `filter` as it stands in an address, `selected` the number of the case beside it.
///
/// **Needs**: a post in the region. **Errors**: `NotFound`, `SignedOut`, `Forbidden`, `Unavailable`.
#[server(endpoint = "desk/queue", output = Wire)]
pub async fn queue(region: String, filter: String, after: Option<String>, selected: Option<String>) -> Result<QueueView, AppError> {
    let here = super::here::Here::of_page(&region)?;
    Ok(super::queue_load::load(&here, &asked_in(&filter), after.as_deref(), selected.as_deref()).await?)
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn an_address_asks_for_what_it_was_made_of() {
        let all = Filter {
            part: Part::Today,
            whose: Whose::Nobodys,
            service: Some("hibah-uang".into()),
            stage: Some("evaluation".into()),
            find: "Jl. Rekaan & Co 100%".into(),
            everywhere: true,
            order: Order::Longest,
            columns: vec!["district".into(), "requested".into()],
        };
        for filter in [all.clone(), Filter::default(), Filter { part: Part::Held, whose: Whose::Mine, ..Filter::default() }] {
            assert_eq!(asked_in(&query(&filter)), filter);
        }
        assert_eq!(list_href("kota-contoh", &Filter::default()), "/kota-contoh/meja");
        assert!(
            case_href("kota-contoh", "HB-1", &all)
                .starts_with("/kota-contoh/meja/HB-1?saring=hari-ini&siapa=bebas&layanan=hibah-uang&tahap=")
        );
        assert_eq!(asked_in("saring=apa&urut=x&di=y&cari=%20%20"), Filter::default());
        assert_eq!(asked_in(&format!("cari={}", "x".repeat(9_000))).find.len(), MOST);
        assert_eq!(asked_in("kolom=%3Cb%3E&kolom=&kolom=district").columns, ["district"]);
    }
}
