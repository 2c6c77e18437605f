//! The explorer behind a message loop.

use feastflow::explorer::Explorer;
use feastflow::protocol::explore::{Ask, Told};
use feastflow::protocol::wire;
use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

fn main() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let mut explorer = Explorer::default();
    let speaker = scope.clone();
    let loop_ = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(told) = decode(&event).and_then(|ask| explorer.handle(ask)) {
            say(&speaker, &told);
        }
    });
    scope.set_onmessage(Some(loop_.as_ref().unchecked_ref()));
    loop_.forget();
    say(&scope, &Told::Ready);
}

fn decode(event: &MessageEvent) -> Option<Ask> {
    let bytes = event.data().dyn_into::<Uint8Array>().ok()?.to_vec();
    wire::decode(&bytes)
}

fn say(scope: &DedicatedWorkerGlobalScope, told: &Told) {
    let _ = scope.post_message(&Uint8Array::from(wire::encode(told).as_slice()));
}
