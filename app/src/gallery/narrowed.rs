//! What narrows the gallery's list, as it stands in its address: a number links to the very projects that it counts.
use crate::{citizen::page::query, server::in_query};
use domain::{pack::Pack, project::ProjectRule};
use engine::ProjectFilter;

/// What narrows the list, by the words of its address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Narrowed {
    /// A phase's key.
    pub(crate) masa: Option<String>,
    pub(crate) tahun: Option<i32>,
    pub(crate) bidang: Option<String>,
    /// A district's code.
    pub(crate) kecamatan: Option<String>,
    /// Who pays.
    pub(crate) dana: Option<String>,
    pub(crate) cari: Option<String>,
    /// Where the page begins.
    pub(crate) mulai: Option<String>,
}

impl Narrowed {
    /// As the page's address says.
    pub(crate) fn here() -> Self {
        Self {
            masa: query("masa"),
            tahun: query("tahun").and_then(|year| year.parse().ok()),
            bidang: query("bidang"),
            kecamatan: query("kecamatan"),
            dana: query("dana"),
            cari: query("cari"),
            mulai: query("mulai"),
        }
    }

    /// As a file's address says.
    pub(crate) fn of(pairs: &[(String, String)]) -> Self {
        let said = |name: &str| pairs.iter().find(|(key, value)| key == name && !value.is_empty()).map(|(_, value)| value.clone());
        Self {
            masa: said("masa"),
            tahun: said("tahun").and_then(|year| year.parse().ok()),
            bidang: said("bidang"),
            kecamatan: said("kecamatan"),
            dana: said("dana"),
            cari: said("cari"),
            mulai: None,
        }
    }

    /// The address of a page that is narrowed by the same words.
    pub(crate) fn address(&self, page: &str) -> String {
        let tahun = self.tahun.map(|year| year.to_string());
        let pairs = [
            ("masa", &self.masa),
            ("tahun", &tahun),
            ("bidang", &self.bidang),
            ("kecamatan", &self.kecamatan),
            ("dana", &self.dana),
            ("cari", &self.cari),
            ("mulai", &self.mulai),
        ];
        let said: Vec<String> = pairs.into_iter().filter_map(|(key, value)| Some(format!("{key}={}", in_query(value.as_ref()?)))).collect();
        if said.is_empty() { page.to_owned() } else { format!("{page}?{}", said.join("&")) }
    }

    /// What the gallery is asked. A phase that is none finds nothing, as its word says.
    pub(crate) fn filter(&self, pack: &Pack, rule: &ProjectRule) -> ProjectFilter {
        let stages = self.masa.as_ref().map(|key| {
            let phase = rule.phases.iter().find(|phase| phase.key == *key);
            phase.map(|phase| phase.stages.clone()).unwrap_or_default()
        });
        ProjectFilter {
            fiscal_year: self.tahun,
            affair: self.bidang.clone(),
            district: self.kecamatan.clone().filter(|code| pack.district(code).is_some()),
            fund: self.dana.clone(),
            stages,
            find: self.cari.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Narrowed;

    #[test]
    fn an_address_carries_what_narrows_and_reads_back() {
        let narrowed =
            Narrowed { masa: Some("berjalan".into()), tahun: Some(2026), cari: Some("jalan & gang".into()), ..Narrowed::default() };
        assert_eq!(narrowed.address("/kota/galeri"), "/kota/galeri?masa=berjalan&tahun=2026&cari=jalan%20%26%20gang");
        let pairs =
            [("masa", "berjalan"), ("tahun", "2026"), ("cari", "jalan & gang"), ("dana", "")].map(|(k, v)| (k.to_owned(), v.to_owned()));
        assert_eq!(Narrowed::of(&pairs), narrowed);
        assert_eq!(Narrowed::default().address("/kota/galeri"), "/kota/galeri");
    }
}
