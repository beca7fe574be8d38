//! Live updates to the desk: that something changed, never what (server-sent events, HTML §9.2).

use tokio::sync::broadcast;

/// What changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Event {
    /// The queue.
    Queue,
    /// A report that claims danger arrived.
    Danger,
}

impl Event {
    /// Name on the wire.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Queue => "queue",
            Self::Danger => "danger",
        }
    }
}

/// Hands events to everybody who listens.
#[derive(Debug, Clone)]
pub(crate) struct Events(broadcast::Sender<Event>);

impl Events {
    pub(crate) fn new() -> Self {
        Self(broadcast::channel(64).0)
    }

    /// Tells; nobody may be listening.
    pub(crate) fn tell(&self, event: Event) {
        let _ = self.0.send(event);
    }

    pub(crate) fn listen(&self) -> broadcast::Receiver<Event> {
        self.0.subscribe()
    }
}
