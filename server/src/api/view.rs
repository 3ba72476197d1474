//! What the API shows: its own types, so that a change inside does not change the API by accident, and so that what is
//! not named here can't leak.
pub mod case;
pub mod draft;
pub mod event;
pub mod form;
pub mod line;
pub mod offer;
pub mod service;
pub mod text;
