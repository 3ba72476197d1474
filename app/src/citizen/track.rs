//! Following a case: unlocking it by its receipt, the page that stays as new as the case, mending what was returned.
pub(crate) mod mend;
pub(crate) mod page;
pub(crate) mod posts;
pub(crate) mod receipt;
pub(crate) mod unlock;
pub(crate) mod work;
