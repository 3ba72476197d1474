//! What was typed into a page whose session had ended. It waits in the short memory until its owner has signed in or
//! shown the draft's code, and then goes into the draft.
use super::posts::{Sent, keep};
use crate::server::{Flash, in_query};
use engine::{Engine, Visitor};
use serde::Deserialize;

/// On its way through those forms: the name it lies under, the draft and the page.
#[derive(Default, Deserialize)]
pub(crate) struct Carried {
    #[serde(default)]
    isian: String,
    #[serde(default)]
    berkas: String,
    #[serde(default)]
    halaman: String,
}

impl Carried {
    /// For the address of the next page, after others.
    pub(crate) fn query(&self) -> String {
        [("isian", &self.isian), ("berkas", &self.berkas), ("halaman", &self.halaman)]
            .into_iter()
            .filter(|(_, v)| !v.is_empty())
            .map(|(k, v)| format!("&{k}={}", in_query(v)))
            .collect()
    }
}

/// What was typed goes into its draft, now that its owner is back; the address where they go on.
pub(crate) async fn put_back(engine: &Engine, visitor: &Visitor, page: &str, carried: &Carried) -> Option<String> {
    let draft = carried.berkas.parse().ok()?;
    let mut path = page.split('/').filter(|p| !p.is_empty());
    let (region, service) = (path.next()?, path.next()?);
    let pack = engine.packs().by_slug(region)?;
    engine.drafts().load(&pack, visitor, draft).await.ok()?;
    let pairs: Vec<(String, String)> = serde_json::from_str(&Flash::take(&carried.isian)?).ok()?;
    let sent = Sent { pairs, ..Sent::default() };
    keep(engine, visitor, region, service, draft, &carried.halaman, &sent).await.ok()
}

#[cfg(test)]
mod tests {
    use super::Carried;

    #[test]
    fn what_is_carried_can_not_add_to_the_address() {
        let carried = Carried { isian: "1&kata=2".into(), berkas: String::new(), halaman: "biaya".into() };
        assert_eq!(carried.query(), "&isian=1%26kata%3D2&halaman=biaya");
        assert_eq!(Carried::default().query(), "");
    }
}
