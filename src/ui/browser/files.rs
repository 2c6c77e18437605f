//! Files that the visitor takes away or brings, and the clipboard.

use super::{document, spawn};
use crate::protocol::FileText;
use js_sys::{Array, Uint8Array};

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, DragEvent, Event, FileList, HtmlAnchorElement, HtmlInputElement, Url};

/// The most that is taken of one file: beyond it an editor is of no use.
const LARGEST: f64 = 32.0 * 1024.0 * 1024.0;

/// Hands a file to the visitor.
pub fn download(name: &str, kind: &str, bytes: &[u8]) {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = Array::of1(&Uint8Array::from(bytes));
    let Ok(blob) = Blob::new_with_u8_array_sequence_and_options(&parts, &options) else { return };
    let Ok(url) = Url::create_object_url_with_blob(&blob) else { return };
    let anchor = document().create_element("a").ok().and_then(|element| element.dyn_into::<HtmlAnchorElement>().ok());
    if let Some(anchor) = anchor {
        anchor.set_href(&url);
        anchor.set_download(name.rsplit('/').next().unwrap_or(name));
        anchor.click();
    }
    let _ = Url::revoke_object_url(&url);
}

/// The files that were dropped.
pub fn dropped(event: &DragEvent, then: impl FnOnce(Vec<FileText>, Vec<String>) + 'static) {
    event.prevent_default();
    if let Some(list) = event.data_transfer().and_then(|data| data.files()) {
        read(list, then);
    }
}

/// The files that were chosen in a file field.
pub fn chosen(event: &Event, then: impl FnOnce(Vec<FileText>, Vec<String>) + 'static) {
    let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some(input) = input else { return };
    if let Some(list) = input.files() {
        read(list, move |files, refused| {
            input.set_value("");
            then(files, refused);
        });
    }
}

/// Reads all files as text; names those that are too long or cannot be read.
fn read(list: FileList, then: impl FnOnce(Vec<FileText>, Vec<String>) + 'static) {
    let chosen: Vec<web_sys::File> = (0..list.length()).filter_map(|index| list.item(index)).collect();
    spawn(async move {
        let (mut files, mut refused) = (Vec::new(), Vec::new());
        for file in chosen {
            match text(&file).await {
                Some(text) => files.push(FileText { name: file.name(), text }),
                None => refused.push(file.name()),
            }
        }
        then(files, refused);
    });
}

async fn text(file: &web_sys::File) -> Option<String> {
    if file.size() > LARGEST {
        return None;
    }
    let text: JsValue = JsFuture::from(file.text()).await.ok()?;
    text.as_string()
}
