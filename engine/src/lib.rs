//! Use cases: load, ask the domain, commit, wake the readers. No HTTP, no HTML, no SQL.
//!
//! *Invariant*: the clock and chance come from [`Settings`]; the wall clock is never read here.
#![forbid(unsafe_code)]

mod accounts;
mod alike;
mod announcements;
mod board;
mod cases;
mod comments;
mod demo;
mod desk;
mod drafts;
mod failure;
mod files;
mod hand_in;
mod keep;
mod live;
mod notices;
mod open;
mod owing;
mod owner;
pub mod pack;
mod rebuild;
mod register;
mod seal;
mod statistics;
mod timers;
mod visitor;
mod works;

pub use accounts::{Accounts, NewCitizen, NewOfficer, Persona, TotpSetup};
pub use alike::Alike;
pub use announcements::{Announcement, AnnouncementPage, Announcements, announcement_form};
pub use board::{Board, Snapshot, StageCount};
pub use cases::{Cases, Opened, Receipt, Standing};
pub use comments::{CommentState, Comments, Discussed, Moderation, TRAP};
pub use demo::DemoPlan;
pub use desk::{Desk, Queue};
pub use drafts::{Draft, Drafts};
pub use failure::Failure;
pub use files::Files;
pub use live::{Live, LiveEvent};
pub use notices::{DueNotice, NoticeRow, Notices};
pub use open::{Background, Clock, Dice, Engine, OpenError, Settings};
pub use pack::Packs;
pub use register::{PublicPage, Register};
pub use statistics::{Figures, affairs_of};
pub use store::cases::{Affairs, CaseLine, PublicFilter};
pub use store::comments::{Act as CommentAct, What as CommentWhat};
pub use visitor::{Token, Visitor, VisitorKind};

/// The cookie that carries a session's token.
pub const COOKIE: &str = "__Host-terang";
