//! The data files that the publisher wrote.

use super::{site, window};
use crate::protocol::wire::{self, Wire};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// Fetches a data file.
///
/// # Errors
/// Says why it could not be had.
pub async fn fetch<T: Wire>(href: &str) -> Result<T, String> {
    let bytes = bytes(href).await?;
    wire::decode(&bytes).ok_or_else(|| format!("{href} is damaged"))
}

/// Fetches a data file as it is.
///
/// # Errors
/// Says why it could not be had.
pub async fn bytes(href: &str) -> Result<Vec<u8>, String> {
    let answer = JsFuture::from(window().fetch_with_str(&site::file(href))).await.map_err(|error| words(&error))?;
    let response: Response = answer.unchecked_into();
    if !response.ok() {
        return Err(format!("the server answered {}", response.status()));
    }
    let body = response.array_buffer().map_err(|error| words(&error))?;
    let buffer = JsFuture::from(body).await.map_err(|error| words(&error))?;
    Ok(js_sys::Uint8Array::new(&buffer).to_vec())
}

fn words(error: &JsValue) -> String {
    let message = js_sys::Reflect::get(error, &"message".into()).ok().and_then(|message| message.as_string());
    message.or_else(|| error.as_string()).unwrap_or_else(|| "unknown cause".to_owned())
}
