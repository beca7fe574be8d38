//! A case: what can be said in it, who may say it, and what it all amounts to.

mod body;
mod fold;
mod may_say;

pub use body::{
    Access, Assign, Attachment, Body, BodyError, Close, Consent, Decision, Destroy, Download, Kind, Message,
    Note, Opening, Purpose, Stage, StageChange,
};
pub use fold::{Case, Opened, Said, Seen, TimelineItem, Why, fold};
pub use may_say::may_say;
