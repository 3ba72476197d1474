//! Pieces that several places use.
pub mod fault;
pub mod field;
pub mod journey;
pub mod live_dot;
pub mod mast;
pub mod summary;
pub mod text_area;
