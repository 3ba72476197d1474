//! How much of the browser a page needs. A citizen's phone downloads no WebAssembly unless something on the page is live.

/// The tiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tier {
    /// No WebAssembly at all: links and forms.
    Plain,
    /// Complete without it; it comes when the browser is idle.
    Form,
    /// An office's page, hydrated at once.
    Office,
}

impl Tier {
    /// The tier of an address.
    #[must_use]
    pub fn of_path(path: &str) -> Self {
        let mut parts = path.split('/').filter(|p| !p.is_empty()).skip(1);
        match (parts.next(), parts.next(), parts.next()) {
            (Some("meja" | "komando"), _, _) => Self::Office,
            (Some("lacak"), Some(_), None) => Self::Form,
            _ => Self::Plain,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Tier;

    #[test]
    fn only_what_is_live_needs_more_than_html() {
        let tier = |path| Tier::of_path(path);
        for plain in [
            "/",
            "/kota-contoh",
            "/kota-contoh/hibah",
            "/kota-contoh/hibah/HB-1",
            "/kota-contoh/hibah/ajukan/1/akhir",
            "/masuk",
            "/kota-contoh/akun",
            "/kota-contoh/lacak",
            "/kota-contoh/lacak/HB-1/tanda-terima",
        ] {
            assert_eq!(tier(plain), Tier::Plain, "{plain}");
        }
        assert_eq!(tier("/kota-contoh/lacak/HB-1"), Tier::Form);
        assert_eq!((tier("/kota-contoh/meja"), tier("/kota-contoh/komando")), (Tier::Office, Tier::Office));
    }
}
