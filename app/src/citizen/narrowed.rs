//! What narrows a public list, as it stands in its address: a figure links to the very list that it counts, so both build
//! and read the address here.
use super::page::{queried_year, query};
use crate::lang::{pick, t};
use domain::{figures::Figure, pack::Pack, words::Lang};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Stands for the cases that no agency is in charge of.
pub(crate) const NO_AGENCY: &str = "tanpa";

/// What narrows the list, by the words of its address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Narrowed {
    pub(crate) bidang: Option<String>,
    pub(crate) tahap: Option<String>,
    pub(crate) tahun: Option<i32>,
    pub(crate) cari: Option<String>,
    /// An agency's key, or [`NO_AGENCY`].
    pub(crate) dinas: Option<String>,
    /// A district's code.
    pub(crate) kecamatan: Option<String>,
    /// What a figure counts.
    pub(crate) hasil: Option<String>,
    /// Where the page begins.
    pub(crate) mulai: Option<String>,
}

/// Something that narrows the list and can be taken away.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Chosen {
    words: String,
    /// The list without it.
    without: Narrowed,
}

/// The figures by their word in an address; what was asked for is the list without a word.
const OUTCOMES: [(&str, Figure); 4] =
    [("disetujui", Figure::Approved), ("dibayar", Figure::Paid), ("dilaporkan", Figure::Reported), ("ditolak", Figure::Refused)];

/// The word of a figure in an address; none for everything asked.
pub(crate) fn word_of(figure: Figure) -> Option<String> {
    OUTCOMES.iter().find(|(_, f)| *f == figure).map(|(word, _)| (*word).to_owned())
}

/// What a figure is called.
pub(crate) fn name_of(figure: Figure, lang: Lang) -> &'static str {
    match figure {
        Figure::Asked => pick(lang, "Diajukan", "Asked for"),
        Figure::Approved => pick(lang, "Disetujui", "Approved"),
        Figure::Paid => pick(lang, "Dibayar", "Paid"),
        Figure::Reported => pick(lang, "Dilaporkan", "Reported"),
        Figure::Refused => pick(lang, "Ditolak", "Refused"),
    }
}

/// What can be chosen as an outcome: word and name.
pub(crate) fn outcomes(lang: Lang) -> Vec<(String, String)> {
    OUTCOMES.iter().map(|(word, figure)| ((*word).to_owned(), name_of(*figure, lang).to_owned())).collect()
}

impl Narrowed {
    /// As the page's address says.
    pub(crate) fn here() -> Self {
        Self {
            bidang: query("bidang"),
            tahap: query("tahap"),
            tahun: queried_year(),
            cari: query("cari"),
            dinas: query("dinas"),
            kecamatan: query("kecamatan"),
            hasil: query("hasil"),
            mulai: query("mulai"),
        }
    }

    /// As a file's address says.
    pub(crate) fn of(pairs: &[(String, String)]) -> Self {
        let said = |name: &str| pairs.iter().find(|(key, value)| key == name && !value.is_empty()).map(|(_, value)| value.clone());
        Self {
            bidang: said("bidang"),
            tahap: said("tahap"),
            tahun: said("tahun").and_then(|year| year.parse().ok()),
            cari: said("cari"),
            dinas: said("dinas"),
            kecamatan: said("kecamatan"),
            hasil: said("hasil"),
            mulai: None,
        }
    }

    /// The same list, from another place on.
    pub(crate) fn after(&self, next: &str) -> Self {
        Self { mulai: Some(next.to_owned()), ..self.clone() }
    }

    /// The address of the list.
    pub(crate) fn href(&self, region: &str, service: &str) -> String {
        self.address(&format!("/{region}/{service}"))
    }

    /// The address of a page that is narrowed by the same words.
    pub(crate) fn address(&self, page: &str) -> String {
        let tahun = self.tahun.map(|y| y.to_string());
        let pairs = [
            ("bidang", &self.bidang),
            ("tahap", &self.tahap),
            ("tahun", &tahun),
            ("cari", &self.cari),
            ("dinas", &self.dinas),
            ("kecamatan", &self.kecamatan),
            ("hasil", &self.hasil),
            ("mulai", &self.mulai),
        ];
        let query: Vec<String> =
            pairs.into_iter().filter_map(|(k, v)| v.as_ref().map(|v| format!("{k}={}", crate::server::in_query(v)))).collect();
        if query.is_empty() { page.to_owned() } else { format!("{page}?{}", query.join("&")) }
    }

    /// What the register is asked.
    pub(crate) fn filter(&self, pack: &Pack) -> engine::PublicFilter {
        let agency = self.dinas.as_deref().map(|dinas| Some(dinas).filter(|d| *d != NO_AGENCY));
        engine::PublicFilter {
            affair: self.bidang.clone(),
            stage: self.tahap.clone(),
            fiscal_year: self.tahun,
            find: self.cari.clone(),
            district: self.kecamatan.clone(),
            affairs: agency.map(|agency| engine::affairs_of(pack, agency)),
            counted: self.hasil.as_deref().and_then(|hasil| OUTCOMES.iter().find(|(word, _)| *word == hasil)).map(|(_, figure)| *figure),
        }
    }

    /// What narrows the list by a link, in words.
    pub(crate) fn said(&self, pack: &Pack, lang: Lang) -> Vec<Chosen> {
        let mut chosen = Vec::new();
        let mut add = |words: Option<String>, without: Self| chosen.extend(words.map(|words| Chosen { words, without }));
        let whole = Self { mulai: None, ..self.clone() };
        let agency = self.dinas.as_ref().map(|dinas| agency_name(pack, Some(dinas.as_str()).filter(|d| *d != NO_AGENCY), lang));
        add(agency, Self { dinas: None, ..whole.clone() });
        let district = self.kecamatan.as_ref().map(|code| {
            let name = pack.district(code).map_or(code.as_str(), |d| d.name.as_str());
            format!("{} {name}", pack.heading("district", lang))
        });
        add(district, Self { kecamatan: None, ..whole.clone() });
        let outcome = self.hasil.as_deref().and_then(|hasil| OUTCOMES.iter().find(|(word, _)| *word == hasil));
        add(outcome.map(|(_, figure)| name_of(*figure, lang).to_owned()), Self { hasil: None, ..whole.clone() });
        let year = self.tahun.map(|year| format!("{} {year}", pick(lang, "Tahun anggaran", "Budget year")));
        add(year, Self { tahun: None, ..whole });
        chosen
    }
}

/// An agency's name; of the cases that none is in charge of for `None`.
pub(crate) fn agency_name(pack: &Pack, agency: Option<&str>, lang: Lang) -> String {
    match agency {
        Some(key) => pack.agency(key).map_or(key, |a| a.name.get(lang)).to_owned(),
        None => pick(lang, "Belum ditentukan dinasnya", "No agency in charge yet").to_owned(),
    }
}

/// What narrows the list, each with a link to the list without it.
pub(super) fn chosen(region: &str, service: &str, chosen: &[Chosen]) -> impl IntoView + use<> {
    let items: Vec<_> = chosen
        .iter()
        .map(|c| {
            view! { <li><a class="tag" rel="external" href=c.without.href(region, service)>{c.words.clone()}<span aria-hidden="true">" ×"</span><span class="unseen">{t(", hapus saringan ini", ", take this filter away")}</span></a></li> }
        })
        .collect();
    let some = !items.is_empty();
    some.then(|| view! { <ul class="chips" aria-label=t("Saringan", "Filters")>{items}</ul> })
}

#[cfg(test)]
mod tests {
    use super::{Narrowed, OUTCOMES, word_of};
    use domain::figures::Figure;

    #[test]
    fn an_address_carries_what_narrows() {
        let narrowed = Narrowed { tahun: Some(2027), dinas: Some("dinas a&b".into()), hasil: word_of(Figure::Paid), ..Narrowed::default() };
        assert_eq!(narrowed.href("kota-contoh", "hibah"), "/kota-contoh/hibah?tahun=2027&dinas=dinas%20a%26b&hasil=dibayar");
        assert_eq!(Narrowed::default().href("kota-contoh", "hibah"), "/kota-contoh/hibah");
        assert_eq!(word_of(Figure::Asked), None);
        assert_eq!(OUTCOMES.map(|(word, figure)| word_of(figure).as_deref() == Some(word)), [true; 4]);
    }
}
