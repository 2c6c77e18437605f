//! The editor bundle (`editor/editor.js`), loaded when it is first needed.

use super::{document, site};
use crate::protocol::Finding;
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Element;

/// The element that an editor stands in.
pub type Host = web_sys::HtmlElement;

/// What the editor tells.
pub struct Listeners {
    /// A file's text is now this.
    pub change: Box<dyn Fn(String, String)>,
    /// The caret is in this file at this offset.
    pub caret: Box<dyn Fn(String, u32)>,
    /// A fix was asked for: file, index of the finding, index of its fix.
    pub fix: Box<dyn Fn(String, u32, u32)>,
    /// A question: its number, which one, the file (none for all), the offset.
    pub ask: Box<dyn Fn(u32, u32, Option<String>, u32)>,
    /// Where to go: file, from, to.
    pub go: Box<dyn Fn(String, u32, u32)>,
}

impl std::fmt::Debug for Listeners {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Listeners")
    }
}

/// The editor on the page; dropping it takes it away.
#[derive(Debug)]
pub struct Editor {
    object: JsValue,
    _change: Closure<dyn Fn(String, String)>,
    _caret: Closure<dyn Fn(String, u32)>,
    _fix: Closure<dyn Fn(String, u32, u32)>,
    _ask: Closure<dyn Fn(u32, u32, Option<String>, u32)>,
    _go: Closure<dyn Fn(String, u32, u32)>,
}

/// The name under which the bundle announces itself.
const ANNOUNCED: &str = "feastflowEditor";

/// Loads the bundle unless it is there already.
///
/// # Errors
/// Says that it could not be loaded.
pub async fn load() -> Result<(), String> {
    if maker().is_some() {
        return Ok(());
    }
    let loading = Promise::new(&mut |resolve: Function, reject: Function| add_script(&resolve, &reject));
    JsFuture::from(loading).await.map_err(|_| "The editor could not be loaded.".to_owned())?;
    maker().map(|_| ()).ok_or_else(|| "The editor did not start.".to_owned())
}

fn add_script(resolve: &Function, reject: &Function) {
    let Ok(script) = document().create_element("script") else { return };
    let _ = script.set_attribute("type", "module");
    let _ = script.set_attribute("src", &site::file("editor.js"));
    let _ = script.add_event_listener_with_callback("load", resolve);
    let _ = script.add_event_listener_with_callback("error", reject);
    if let Some(head) = document().head() {
        let _ = head.append_child(&script);
    }
}

fn maker() -> Option<Function> {
    Reflect::get(&js_sys::global(), &ANNOUNCED.into()).ok()?.dyn_into().ok()
}

impl Editor {
    /// Puts an editor into an element.
    #[must_use]
    pub fn new(parent: &Element, listeners: Listeners) -> Option<Self> {
        let change = Closure::<dyn Fn(String, String)>::wrap(listeners.change);
        let caret = Closure::<dyn Fn(String, u32)>::wrap(listeners.caret);
        let fix = Closure::<dyn Fn(String, u32, u32)>::wrap(listeners.fix);
        let ask = Closure::<dyn Fn(u32, u32, Option<String>, u32)>::wrap(listeners.ask);
        let go = Closure::<dyn Fn(String, u32, u32)>::wrap(listeners.go);
        let told = object(&[
            ("change", change.as_ref().clone()),
            ("caret", caret.as_ref().clone()),
            ("fix", fix.as_ref().clone()),
            ("ask", ask.as_ref().clone()),
            ("go", go.as_ref().clone()),
        ]);
        let made = maker()?.call2(&JsValue::NULL, parent, &told).ok()?;
        Some(Self { object: made, _change: change, _caret: caret, _fix: fix, _ask: ask, _go: go })
    }

    /// Gives a file a text.
    pub fn open(&self, name: &str, text: &str) {
        self.call("open", &[name.into(), text.into()]);
    }

    /// Shows a file.
    pub fn show(&self, name: &str) {
        self.call("show", &[name.into()]);
    }

    /// Gives a file another name.
    pub fn rename(&self, from: &str, to: &str) {
        self.call("rename", &[from.into(), to.into()]);
    }

    /// Forgets a file.
    pub fn remove(&self, name: &str) {
        self.call("remove", &[name.into()]);
    }

    /// Hands over at once what a pause in typing is waited for.
    pub fn flush(&self) {
        self.call("flush", &[]);
    }

    /// Selects a place, and moves the keyboard there if asked.
    pub fn reveal(&self, name: &str, start: u32, end: u32, focus: bool) {
        self.call("reveal", &[name.into(), start.into(), end.into(), focus.into()]);
    }

    /// Changes a file's text so that it can be undone.
    pub fn edit(&self, name: &str, edits: &[(u32, u32, String)]) {
        let edits: Array = edits
            .iter()
            .map(|(from, to, insert)| {
                object(&[("from", (*from).into()), ("to", (*to).into()), ("insert", insert.as_str().into())])
            })
            .collect();
        self.call("edit", &[name.into(), edits.into()]);
    }

    /// Marks the findings of a file.
    pub fn findings<'a>(&self, name: &str, findings: impl Iterator<Item = &'a Finding>) {
        let list: Array = findings.enumerate().map(mark).collect();
        self.call("findings", &[name.into(), list.into()]);
    }

    /// Hands on the answer to a question; none if the text has changed since.
    pub fn answer(&self, number: u32, answer: Option<&[u8]>) {
        let answer = answer.map_or(JsValue::NULL, |bytes| js_sys::Uint8Array::from(bytes).into());
        self.call("answer", &[number.into(), answer]);
    }

    /// Nobody will answer what was asked.
    pub fn unanswered(&self) {
        self.answer(0, None);
    }

    /// Does what the editor's command of that name does.
    pub fn command(&self, name: &str) {
        self.call("command", &[name.into()]);
    }

    fn call(&self, method: &str, arguments: &[JsValue]) {
        let function =
            Reflect::get(&self.object, &method.into()).ok().and_then(|found| found.dyn_into::<Function>().ok());
        if let Some(function) = function {
            let arguments: Array = arguments.iter().collect();
            let _ = function.apply(&self.object, &arguments);
        }
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        self.call("destroy", &[]);
    }
}

fn mark((index, finding): (usize, &Finding)) -> JsValue {
    let titles: Array = finding.fixes.iter().map(|fix| JsValue::from_str(&fix.title)).collect();
    object(&[
        ("index", u32::try_from(index).unwrap_or(u32::MAX).into()),
        ("from", finding.place.start.into()),
        ("to", finding.place.end.into()),
        ("severity", finding.severity.word().into()),
        ("message", finding.message.as_str().into()),
        ("rule", finding.rule.as_str().into()),
        ("fixes", titles.into()),
    ])
}

fn object(pairs: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in pairs {
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object.into()
}
