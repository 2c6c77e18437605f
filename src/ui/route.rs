//! Addresses: what a path below the base means, and back.

/// A page of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// The first page.
    Home,
    /// A guide, by its slug.
    Guide(String),
    /// The list of rules.
    Rules,
    /// One rule, by its id.
    Rule(String),
    /// The playground.
    Playground(Opening),
    /// Nothing is here.
    NotFound,
}

/// What the playground's address says is open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opening {
    /// The example set.
    pub set: Option<String>,
    /// The file that is shown.
    pub file: Option<String>,
    /// The panel that is shown.
    pub panel: Option<String>,
}

impl Route {
    /// The page at a path (relative to the base, no leading slash) with a query (no question mark).
    #[must_use]
    pub fn parse(path: &str, query: &str) -> Self {
        let path = path.strip_suffix("index.html").unwrap_or(path);
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        match parts.as_slice() {
            [] => Self::Home,
            ["guides", slug] => Self::Guide(decode(slug)),
            ["rules"] => Self::Rules,
            ["rules", id] => Self::Rule(decode(id)),
            ["playground"] => Self::Playground(Opening::parse(query)),
            _ => Self::NotFound,
        }
    }

    /// The address relative to the base; the inverse of [`Route::parse`].
    #[must_use]
    pub fn href(&self) -> String {
        match self {
            Self::Home => "./".to_owned(),
            Self::Guide(slug) => format!("guides/{}/", encode(slug)),
            Self::Rules => "rules/".to_owned(),
            Self::Rule(id) => format!("rules/{}/", encode(id)),
            Self::Playground(opening) => format!("playground/{}", opening.query()),
            Self::NotFound => "404.html".to_owned(),
        }
    }
}

impl Opening {
    fn parse(query: &str) -> Self {
        let mut opening = Self::default();
        for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
            let value = Some(decode(value)).filter(|value| !value.is_empty());
            match name {
                "set" => opening.set = value,
                "file" => opening.file = value,
                "panel" => opening.panel = value,
                _ => {}
            }
        }
        opening
    }

    /// The same, with what is empty left out.
    #[must_use]
    pub fn without_blanks(self) -> Self {
        let said = |value: Option<String>| value.filter(|value| !value.is_empty());
        Self { set: said(self.set), file: said(self.file), panel: said(self.panel) }
    }

    fn query(&self) -> String {
        let pairs = [("set", &self.set), ("file", &self.file), ("panel", &self.panel)];
        let written: Vec<String> = pairs
            .iter()
            .filter_map(|(name, value)| value.as_ref().map(|value| format!("{name}={}", encode(value))))
            .collect();
        if written.is_empty() { String::new() } else { format!("?{}", written.join("&")) }
    }
}

fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            other => {
                out.push('%');
                out.push(hex(other >> 4));
                out.push(hex(other & 15));
            }
        }
    }
    out
}

fn hex(nibble: u8) -> char {
    char::from_digit(u32::from(nibble), 16).unwrap_or('0').to_ascii_uppercase()
}

fn decode(text: &str) -> String {
    let mut bytes = text.bytes();
    let mut out = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        match byte {
            b'+' => out.push(b' '),
            b'%' => out.push(escaped(&mut bytes).unwrap_or(b'%')),
            other => out.push(other),
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// The byte that two hexadecimal digits mean; the digits are taken only if they are digits.
fn escaped(bytes: &mut std::str::Bytes<'_>) -> Option<u8> {
    let mut ahead = bytes.clone();
    let high = char::from(ahead.next()?).to_digit(16)?;
    let low = char::from(ahead.next()?).to_digit(16)?;
    *bytes = ahead;
    u8::try_from(high * 16 + low).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_found_again_at_its_address() {
        let opening = Opening { set: Some("feast flow".into()), file: Some("a/b&c.yaml".into()), panel: None };
        let pages = [
            Route::Guide("overview".into()),
            Route::Rules,
            Route::Rule("no-such-key".into()),
            Route::Playground(opening),
        ];
        for page in pages {
            let href = page.href();
            let (path, query) = href.split_once('?').unwrap_or((&href, ""));
            assert_eq!(Route::parse(path, query), page, "{href}");
        }
        assert_eq!(Route::parse("", ""), Route::Home);
    }

    #[test]
    fn a_file_name_and_a_missing_slash_make_no_difference() {
        assert_eq!(Route::parse("guides/overview", ""), Route::Guide("overview".into()));
        assert_eq!(Route::parse("guides/overview/index.html", ""), Route::Guide("overview".into()));
        assert_eq!(Route::parse("index.html", ""), Route::Home);
        assert_eq!(Route::parse("guides/a/b", ""), Route::NotFound);
    }

    #[test]
    fn damaged_escapes_are_taken_as_they_stand() {
        assert_eq!(decode("a%2"), "a%2");
        assert_eq!(decode("%zz+%41"), "%zz A");
    }
}
