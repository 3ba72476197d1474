//! Texts within addresses.

/// Percent-encodes a text for a query.
#[must_use]
pub fn in_query(text: &str) -> String {
    text.bytes()
        .map(|b| if b.is_ascii_alphanumeric() || b"-._~/".contains(&b) { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}

/// An address with one more pair in its query.
#[must_use]
pub fn and(address: &str, pair: &str) -> String {
    match (pair.is_empty(), address.contains('?')) {
        (true, _) => address.to_owned(),
        (false, true) => format!("{address}&{pair}"),
        (false, false) => format!("{address}?{pair}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_joins_the_others() {
        assert_eq!(and("/a", ""), "/a");
        assert_eq!(and("/a", "b=1"), "/a?b=1");
        assert_eq!(and("/a?b=1", "c=2"), "/a?b=1&c=2");
        assert_eq!(in_query("Jl. Rekaan/7 & é"), "Jl.%20Rekaan/7%20%26%20%C3%A9");
    }
}
