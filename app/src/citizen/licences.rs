//! Licences for citizens: which one needs, which there are, and what is to be paid for one.
pub(crate) mod bill;
pub(crate) mod guide;
pub(crate) mod posts;
pub(crate) mod register;
pub(crate) mod standing;
