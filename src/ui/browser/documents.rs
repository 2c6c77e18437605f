//! What the publisher wrote: articles in HTML files, data in binary ones.

use super::words;
use leptos::prelude::{document, window};
use serde::de::DeserializeOwned;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, DomParser, Element, Response, SupportedType};

/// An element that an article can be put into.
pub type Host = web_sys::HtmlElement;

/// An article, ready to be put into the page.
#[derive(Clone, Debug)]
pub struct Article {
    element: Element,
    /// The title of its page.
    pub title: String,
}

/// The article that this page was delivered with.
#[must_use]
pub fn delivered() -> Option<Article> {
    let root = document().get_element_by_id("prerendered")?;
    let element = root.query_selector("article").ok().flatten()?;
    Some(Article { element, title: document().title() })
}

/// Fetches the article of another page of the site.
///
/// # Errors
/// Says why there is none.
pub async fn article(href: &str) -> Result<Article, String> {
    let response = fetch(href).await?;
    let text = JsFuture::from(response.text().map_err(|error| words(&error))?).await.map_err(|error| words(&error))?;
    let parser = DomParser::new().map_err(|error| words(&error))?;
    let text = text.as_string().unwrap_or_default();
    let page: Document = parser.parse_from_string(&text, SupportedType::TextHtml).map_err(|error| words(&error))?;
    let element = page.query_selector("#prerendered article").ok().flatten();
    let element = element.ok_or_else(|| "the page has no article".to_owned())?;
    Ok(Article { element, title: page.title() })
}

impl Article {
    /// Puts it into an element, in place of what is there.
    pub fn put_into(&self, host: &Element) {
        host.replace_children_with_node_1(&self.element);
    }
}

/// Fetches a data file of the publisher's.
///
/// # Errors
/// Says why it could not be had.
pub async fn data<T: DeserializeOwned>(href: &str) -> Result<T, String> {
    let response = fetch(href).await?;
    let buffer =
        JsFuture::from(response.array_buffer().map_err(|error| words(&error))?).await.map_err(|error| words(&error))?;
    let bytes = js_sys::Uint8Array::new(&buffer).to_vec();
    bincode::deserialize(&bytes).map_err(|_| format!("{href} is damaged"))
}

async fn fetch(href: &str) -> Result<Response, String> {
    let answer = JsFuture::from(window().fetch_with_str(href)).await.map_err(|error| words(&error))?;
    let response: Response = answer.dyn_into().map_err(|_| "no answer".to_owned())?;
    if response.ok() { Ok(response) } else { Err(format!("the server answered {}", response.status())) }
}
