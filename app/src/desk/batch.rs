//! One deed for many cases: what was chosen from the list, what can be done to it, the ten seconds in which it can be undone, and
//! what became of each case. A plain page; while something runs, a small script asks for it again.
mod draw;
mod load;
mod own;
mod posts;

pub use draw::BatchPage;
pub use own::OwnBatchesPage;
pub(super) use posts::posts;

/// The box of a chosen case in the list, and the box for all that the list shows.
pub(super) const PICK: &str = "pilih";
pub(super) const PICK_ALL: &str = "semua";
/// The form that they belong to.
pub(super) const PICK_FORM: &str = "banyak";
/// What is done to each.
pub(super) const DEED: &str = "lakukan";

/// The words of a deed in addresses and forms; an action's is `aksi` with service, stage and action.
pub(super) mod deed {
    pub(in crate::desk) const TAKE: &str = "ambil";
    pub(in crate::desk) const LET_GO: &str = "lepas";
    pub(in crate::desk) const HAND_OVER: &str = "serahkan";
    pub(in crate::desk) const HOLD: &str = "tunda";
    pub(in crate::desk) const RESUME: &str = "lanjutkan";
    const ACT: &str = "aksi";

    pub(in crate::desk) fn act((service, stage, action): (&str, &str, &str)) -> String {
        format!("{ACT}/{service}/{stage}/{action}")
    }

    /// Service, stage and action of an action's word.
    pub(in crate::desk) fn acted(word: &str) -> Option<(&str, &str, &str)> {
        let mut parts = word.splitn(4, '/');
        match (parts.next()?, parts.next()?, parts.next()?, parts.next()?) {
            (ACT, service, stage, action) => Some((service, stage, action)),
            _ => None,
        }
    }

    #[cfg(test)]
    mod tests {
        #[test]
        fn an_actions_word_leads_back_to_it() {
            assert_eq!(super::acted(&super::act(("hibah", "check", "refuse"))), Some(("hibah", "check", "refuse")));
            assert_eq!((super::acted("aksi/hibah/check"), super::acted("ambil"), super::acted("")), (None, None, None));
        }
    }
}
