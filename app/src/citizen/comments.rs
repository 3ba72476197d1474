//! What the public writes about a running project: shown below its case, written on a page of its own, followed by a code.
pub(crate) mod follow;
pub(crate) mod talk;
pub(crate) mod write;

pub(crate) use follow::FollowPage;
pub(crate) use talk::{TalkView, talk, talk_of};
pub(crate) use write::{CommentPage, posts};
