//! The browser. No other part of the page names its types.

pub mod copying;
pub mod filter;
pub mod lessons;
pub mod side;
pub mod storage;
pub mod theme;

#[cfg(feature = "workbench")]
pub mod address;
#[cfg(feature = "workbench")]
pub mod data;
#[cfg(feature = "workbench")]
pub mod editor;
#[cfg(feature = "workbench")]
pub mod engine;
#[cfg(feature = "workbench")]
pub mod files;
#[cfg(feature = "workbench")]
pub mod hooks;
#[cfg(feature = "workbench")]
pub mod page;
#[cfg(feature = "workbench")]
pub mod pieces;
#[cfg(feature = "workbench")]
pub mod site;

use gloo::timers::callback::Timeout;
use std::pin::Pin;
use web_sys::{Document, Window};

/// Runs something later, unless the handle is dropped before.
#[must_use]
pub fn later(milliseconds: u32, action: impl FnOnce() + 'static) -> Later {
    Later(Timeout::new(milliseconds, action))
}

/// Something that will run; dropping it prevents that.
#[derive(Debug)]
pub struct Later(Timeout);

impl Later {
    /// Lets it run whatever happens.
    pub fn forget(self) {
        self.0.forget();
    }
}

/// Runs something that waits. All of it has one type, so that what runs it is there once.
pub fn spawn(action: impl Future<Output = ()> + 'static) {
    let action: Pin<Box<dyn Future<Output = ()>>> = Box::pin(action);
    wasm_bindgen_futures::spawn_local(action);
}

fn window() -> Window {
    web_sys::window().expect("a program of the page runs in a window")
}

fn document() -> Document {
    window().document().expect("a window shows a document")
}
