//! `window.feastflow`: what browser tests reach for.

use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::Closure;

/// Offers `feastflow.crashWorker()`.
pub fn offer_crash(crash: impl Fn() + 'static) {
    let closure = Closure::<dyn Fn()>::new(crash);
    let hooks = Object::new();
    let _ = Reflect::set(&hooks, &"crashWorker".into(), closure.as_ref());
    let _ = Reflect::set(&js_sys::global(), &"feastflow".into(), &hooks);
    closure.forget();
}
