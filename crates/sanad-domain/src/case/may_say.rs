//! Who may say what: author class × role × lane × kind. Anything else is shown and not counted.

use super::Kind;
use crate::{Author, AuthorClass, Lane, Role};

/// Whether `author` (a member with `role`, if it is one) may say `kind` on `lane`.
///
/// A channel never speaks her consent; the recovery sheet says nothing.
pub fn may_say(author: &Author, role: Option<Role>, lane: Lane, kind: Kind) -> bool {
    match author.class {
        AuthorClass::Person => person(lane, kind),
        AuthorClass::Member => match role {
            Some(Role::Caseworker) => member(lane, kind),
            Some(Role::Coordinator) => member(lane, kind) || (lane == Lane::Shared && kind == Kind::Destroy),
            Some(Role::Recovery) | None => false,
        },
        AuthorClass::Channel => lane == Lane::Shared && matches!(kind, Kind::Report | Kind::Message),
        AuthorClass::System => false,
    }
}

fn person(lane: Lane, kind: Kind) -> bool {
    lane == Lane::Shared
        && matches!(
            kind,
            Kind::Report | Kind::Message | Kind::Consent | Kind::SafeContact | Kind::Opening | Kind::Destroy
        )
}

fn member(lane: Lane, kind: Kind) -> bool {
    match lane {
        Lane::Shared => matches!(kind, Kind::Message | Kind::Opening),
        Lane::Team => matches!(
            kind,
            Kind::Note
                | Kind::Danger
                | Kind::SafeContact
                | Kind::Assign
                | Kind::Stage
                | Kind::Close
                | Kind::Reopen
                | Kind::Download
                | Kind::Opening
        ),
        Lane::Access => kind == Kind::Access,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{MemberId, PersonId};

    /// The whole table, so that a change of rights is seen in review.
    #[test]
    fn the_table() {
        let mut table = String::new();
        let person = Author::person(PersonId([1; 16]));
        let member = Author::member(MemberId([2; 16]));
        let channel = Author { class: AuthorClass::Channel, id: [3; 16] };
        let system = Author { class: AuthorClass::System, id: [4; 16] };
        let authors = [
            ("person", person, None),
            ("caseworker", member, Some(Role::Caseworker)),
            ("coordinator", member, Some(Role::Coordinator)),
            ("recovery", member, Some(Role::Recovery)),
            ("left", member, None),
            ("channel", channel, None),
            ("system", system, None),
        ];
        for (name, author, role) in authors {
            for lane in Lane::ALL {
                let kinds: Vec<_> = Kind::ALL
                    .iter()
                    .filter(|kind| may_say(&author, role, lane, **kind))
                    .map(|kind| kind.name())
                    .collect();
                if !kinds.is_empty() {
                    table.push_str(&format!("{name} {}: {}\n", lane.name(), kinds.join(" ")));
                }
            }
        }
        assert_eq!(
            table,
            "person shared: report message consent safe_contact opening destroy\n\
             caseworker shared: message opening\n\
             caseworker team: note danger safe_contact assign stage close reopen download opening\n\
             caseworker access: access\n\
             coordinator shared: message opening destroy\n\
             coordinator team: note danger safe_contact assign stage close reopen download opening\n\
             coordinator access: access\n\
             channel shared: report message\n"
        );
    }
}
