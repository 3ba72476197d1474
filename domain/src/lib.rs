//! The rules of Terang as plain values and functions: what a form asks, which moves a workflow allows, when a
//! deadline falls, what a case is after its events. Compiled for the server and for the browser.
//!
//! *Invariant*: nothing here does I/O, reads a clock or draws a random number; time and chance are arguments.
//! *Invariant*: no stage, role, ceiling, day limit or word of a region stands here; those are pack data.
#![forbid(unsafe_code)]

pub mod activity;
pub mod alert;
pub mod alike;
pub mod batch;
pub mod board;
pub mod budget;
pub mod calendar;
pub mod case;
pub mod cells;
pub mod clock;
pub mod comment;
pub mod deed;
pub mod email;
pub mod figures;
pub mod find;
pub mod form;
pub mod formula;
pub mod guide;
pub mod health;
pub mod judgement;
pub mod licence;
pub mod money;
pub mod nik;
pub mod nominative;
pub mod npwp;
pub mod number;
pub mod pace;
pub mod pack;
pub mod people;
pub mod performance;
pub mod phone;
pub mod planning;
pub mod point;
pub mod project;
pub mod qris;
pub mod queue;
pub mod region;
pub mod rule;
pub mod signal;
pub mod support;
pub mod text;
pub mod tile_map;
pub mod time;
pub mod words;
pub mod workflow;
