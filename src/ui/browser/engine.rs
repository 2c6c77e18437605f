//! Workers: the one that analyses, and the explorer. Spoken to by hand, because its death must be heard: libraries for
//! workers keep the `error` event to themselves.

use super::site;
use crate::protocol::wire::{self, Wire};
use gloo::events::EventListener;
use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

/// A running worker; dropping it ends it.
#[derive(Debug)]
pub struct Engine {
    worker: Worker,
    _listeners: [EventListener; 3],
}

impl Engine {
    /// Starts a worker from its script. Nothing may be sent before it said that it is ready.
    pub fn start<T: Wire>(name: &str, heard: impl Fn(T) + 'static, died: impl Fn() + Clone + 'static) -> Option<Self> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(&site::file(name), &options).ok()?;
        let message = EventListener::new(&worker, "message", move |event| {
            if let Some(response) = event.dyn_ref::<MessageEvent>().and_then(decode) {
                heard(response);
            }
        });
        let also = died.clone();
        let error = EventListener::new(&worker, "error", move |_| died());
        let unreadable = EventListener::new(&worker, "messageerror", move |_| also());
        Some(Self { worker, _listeners: [message, error, unreadable] })
    }

    /// Sends a request.
    pub fn send(&self, request: &impl Wire) {
        let _ = self.worker.post_message(&Uint8Array::from(wire::encode(request).as_slice()));
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

fn decode<T: Wire>(event: &MessageEvent) -> Option<T> {
    let bytes = event.data().dyn_into::<Uint8Array>().ok()?.to_vec();
    wire::decode(&bytes)
}
