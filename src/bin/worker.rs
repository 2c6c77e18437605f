//! The engine behind a message loop.

use feastflow::engine::service::Service;
use feastflow::protocol::{Request, Response, wire};
use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

fn main() {
    console_error_panic_hook::set_once();
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let mut service = Service::default();
    let speaker = scope.clone();
    let loop_ = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(request) = decode(&event) {
            answer(&mut service, &speaker, request);
        }
    });
    scope.set_onmessage(Some(loop_.as_ref().unchecked_ref()));
    loop_.forget();
    say(&scope, &Response::Ready);
}

fn answer(service: &mut Service, speaker: &DedicatedWorkerGlobalScope, request: Request) {
    assert!(request != Request::Crash, "crashed because the page asked for it");
    let start = now(speaker);
    let mut response = service.handle(request);
    let spent = ((now(speaker) - start) * 1000.0) as u32;
    if let Some(Response::Report { micros, .. }) = &mut response {
        *micros = spent;
    }
    response.iter().for_each(|response| say(speaker, response));
}

/// Milliseconds, for the figure that the page shows; the engine itself has no clock.
fn now(scope: &DedicatedWorkerGlobalScope) -> f64 {
    scope.performance().map_or(0.0, |clock| clock.now())
}

fn decode(event: &MessageEvent) -> Option<Request> {
    let bytes = event.data().dyn_into::<Uint8Array>().ok()?.to_vec();
    wire::decode(&bytes)
}

fn say(scope: &DedicatedWorkerGlobalScope, response: &Response) {
    let _ = scope.post_message(&Uint8Array::from(wire::encode(response).as_slice()));
}
