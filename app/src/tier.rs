//! How much of the browser a page needs. A citizen's phone downloads no WebAssembly.

/// The tiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tier {
    /// No WebAssembly at all: links, forms, and on some pages a small script.
    Plain,
    /// An office's page: hydrated, live, with keys.
    Office,
}

impl Tier {
    /// The tier of an address.
    #[must_use]
    pub fn of_path(path: &str) -> Self {
        let mut parts = path.split('/').filter(|p| !p.is_empty()).skip(1);
        match (parts.next(), parts.next()) {
            _ if is_framed(path) => Self::Plain,
            // What offices read like paper, and forms that are filled now and then, need no more than a citizen's page.
            (
                Some("meja"),
                Some(
                    "anggaran" | "banyak" | "buku" | "daftar" | "impor" | "pengembalian" | "pengumuman" | "rekap" | "rute" | "tanggapan"
                    | "tim",
                ),
            ) => Self::Plain,
            (
                Some("komando"),
                Some("beban" | "daftar" | "dinding" | "kejadian" | "kerja" | "peringatan" | "ringkasan" | "sinyal" | "tautan"),
            ) => Self::Plain,
            (Some("meja" | "komando"), _) => Self::Office,
            _ => Self::Plain,
        }
    }
}

/// Whether an address is of a case's papers, which stand in a frame of the case's own page; nothing else does.
#[must_use]
pub fn is_framed(path: &str) -> bool {
    let mut parts = path.split('/').filter(|p| !p.is_empty()).skip(1);
    (parts.next(), parts.nth(1), parts.next()) == (Some("meja"), Some("lembar"), None)
}

#[cfg(test)]
mod tests {
    use super::{Tier, is_framed};

    #[test]
    fn papers_alone_stand_in_a_frame() {
        assert!(is_framed("/kota-contoh/meja/HB-1/lembar"));
        for alone in
            ["/kota-contoh/meja/HB-1", "/kota-contoh/hibah/lembar", "/kota-contoh/meja/lembar", "/kota-contoh/meja/HB-1/lembar/x", "/"]
        {
            assert!(!is_framed(alone), "{alone}");
        }
    }

    #[test]
    fn only_offices_need_more_than_html() {
        for plain in [
            "/",
            "/meja",
            "/kota-contoh",
            "/kota-contoh/hibah",
            "/kota-contoh/hibah/HB-1",
            "/kota-contoh/hibah/ajukan/1/akhir",
            "/masuk",
            "/kota-contoh/akun",
            "/kota-contoh/lacak/HB-1",
            "/kota-contoh/hibah/meja",
            "/kota-contoh/meja/daftar",
            "/kota-contoh/meja/daftar/DN3273-2026-0000001-7",
            "/kota-contoh/meja/pengumuman",
            "/kota-contoh/meja/tanggapan",
            "/kota-contoh/meja/tim",
            "/kota-contoh/komando/dinding",
            "/kota-contoh/komando/tautan",
            "/kota-contoh/komando/daftar",
            "/kota-contoh/meja/pengembalian",
            "/kota-contoh/meja/rute",
            "/kota-contoh/meja/rute/GD-1",
            "/kota-contoh/meja/impor",
            "/kota-contoh/komando/beban",
            "/kota-contoh/komando/kerja",
            "/kota-contoh/komando/kejadian/0198",
            "/kota-contoh/komando/peringatan",
            "/kota-contoh/komando/sinyal",
            "/kota-contoh/komando/ringkasan",
            "/kota-contoh/meja/banyak/0198",
            "/kota-contoh/meja/banyak",
            "/kota-contoh/meja/HB-1/lembar",
        ] {
            assert_eq!(Tier::of_path(plain), Tier::Plain, "{plain}");
        }
        for office in ["/kota-contoh/meja", "/kota-contoh/meja/HB-1", "/kota-contoh/komando", "/kota-contoh/komando/"] {
            assert_eq!(Tier::of_path(office), Tier::Office, "{office}");
        }
    }
}
