//! `GET /events`: that something changed, so that the desk asks again.

use std::{convert::Infallible, time::Duration};

use axum::{
    extract::State,
    response::sse::{self, KeepAlive, Sse},
};
use futures_util::{Stream, stream};
use tokio::sync::broadcast::error::RecvError;

use crate::{events::Event, server::Server, session::Member};

pub(crate) async fn events(
    State(server): State<Server>,
    Member(_): Member,
) -> Sse<impl Stream<Item = Result<sse::Event, Infallible>>> {
    let listener = server.inner.events.listen();
    let stream = stream::unfold(listener, |mut listener| async move {
        let event = match listener.recv().await {
            Ok(event) => event,
            // Some were missed: the queue is asked again as a whole.
            Err(RecvError::Lagged(_)) => Event::Queue,
            Err(RecvError::Closed) => return None,
        };
        Some((Ok(sse::Event::default().event(event.name()).data("")), listener))
    });
    Sse::new(stream).keep_alive(KeepAlive::new().interval(Duration::from_secs(25)))
}
