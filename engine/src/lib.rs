//! Use cases: load, ask the domain, commit, wake the readers. No HTTP, no HTML, no SQL.
//!
//! *Invariant*: the clock and chance come from [`Settings`]; the wall clock is never read here.
#![forbid(unsafe_code)]

mod accounts;
mod alerts;
mod alike;
mod announcements;
mod assign;
mod batches;
mod board;
mod books;
mod budgets;
mod cases;
mod changes;
mod comments;
mod demo;
mod desk;
mod drafts;
mod escalation;
mod failure;
mod files;
mod hand_in;
mod health;
mod keep;
mod lists;
mod live;
mod notes;
mod notices;
mod open;
mod owing;
mod owner;
pub mod pack;
pub mod papers;
mod profiles;
mod rebuild;
mod recap;
mod register;
mod seal;
mod statistics;
mod timers;
mod typed;
mod visitor;
mod walls;
mod works;

pub use accounts::{Accounts, NewCitizen, NewOfficer, Persona, TotpSetup};
pub use alerts::{AlertHistory, Alerts, OpenAlerts, OpenIncident, SNOOZE_MINUTES, Tend};
pub use alike::Alike;
pub use announcements::{Announcement, AnnouncementPage, Announcements, announcement_form};
pub use assign::{DeskOfTeam, GivenOn, Hands, Member, Moved, Presence, Team, To};
pub use batches::{Batches, Chosen, OpenBatch, Possible};
pub use board::{Board, Listed, ListedCase, OfficerLoad, PlaceCount, Snapshot, StageCount};
pub use books::{BookEntry, Books, MOST as MOST_BOOK_LINES};
pub use budgets::{BudgetLine, BudgetYear, Budgets, NewBudget, ProgrammeBudget};
pub use cases::{Cases, Opened, Receipt, Standing};
pub use changes::Stray;
pub use comments::{CommentState, Comments, Discussed, Moderation, TRAP};
pub use demo::DemoPlan;
pub use desk::{Desk, Queue};
pub use drafts::{Draft, Drafts};
pub use failure::Failure;
pub use files::Files;
pub use health::{Health, HealthView};
pub use lists::{CarriedOn, ListDeed, ListLine, ListRow, Lists, NextStep, OpenList, Programme, StepLine};
pub use live::{Live, LiveEvent};
pub use notices::{DueNotice, NoticeRow, Notices};
pub use open::{Background, Clock, Dice, Engine, OpenError, Settings};
pub use pack::Packs;
pub use papers::{PaperEnded, PaperLine, Papers, Press, PressFault, Sheet, Signer, Verified};
pub use profiles::{Profile, Profiles};
pub use recap::{Recap, RecapLine};
pub use register::{PublicPage, Register};
pub use statistics::{Figures, affairs_of};
pub use store::alerts::{Incident, Maintenance, Tending};
pub use store::batches::{Batch, BatchHead, BatchLine};
pub use store::cases::{Affairs, CaseLine, PublicFilter};
pub use store::comments::{Act as CommentAct, What as CommentWhat};
pub use store::profiles::Paper;
pub use store::views::DeskView;
pub use store::walls::Wall;
pub use visitor::{Token, Visitor, VisitorKind};
pub use walls::{Shown, Walls};

/// The cookie that carries a session's token.
pub const COOKIE: &str = "__Host-terang";
