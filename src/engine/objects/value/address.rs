//! Addresses as people write them into settings: `[scheme://][user@]host[:port][/path]`.

/// The parts of an address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Address<'a> {
    /// `http`; empty if none is written.
    pub scheme: &'a str,
    /// A name or an IP address, without brackets.
    pub host: &'a str,
    /// The port that is written.
    pub port: Option<u16>,
    /// From the first `/` behind the host, query and all; empty if there is none.
    pub path: &'a str,
}

/// The parts of an address, if a text is one.
#[must_use]
pub fn parse(text: &str) -> Option<Address<'_>> {
    let (scheme, rest) = text.split_once("://").unwrap_or(("", text));
    let (authority, path) = rest.split_at_checked(rest.find(['/', '?', '#']).unwrap_or(rest.len()))?;
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let (host, port) = match host.strip_prefix('[').and_then(|inner| inner.split_once(']')) {
        Some((inner, after)) => (inner, after.strip_prefix(':')),
        None => host.split_once(':').map_or((host, None), |(host, port)| (host, Some(port))),
    };
    let port = match port {
        None => None,
        Some(digits) => Some(digits.parse().ok().filter(|n| *n > 0)?),
    };
    let is_scheme = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    let is_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | ':' | '*');
    let fits = scheme.chars().all(is_scheme) && !host.is_empty() && host.chars().all(is_host);
    fits.then_some(Address { scheme, host, port, path })
}

/// The port that a scheme stands for.
#[must_use]
pub fn default_port(scheme: &str) -> Option<u16> {
    Some(match scheme {
        "" | "http" | "ws" => 80,
        "https" | "wss" => 443,
        "postgres" | "postgresql" => 5432,
        "mysql" => 3306,
        "redis" => 6379,
        "mongodb" => 27017,
        "amqp" => 5672,
        "nats" => 4222,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts() {
        let of = |text| parse(text).map(|a| (a.scheme, a.host, a.port, a.path));
        assert_eq!(of("http://shop.local:8080/a?b"), Some(("http", "shop.local", Some(8080), "/a?b")));
        assert_eq!(of("postgres://u:p@db.x.svc/app"), Some(("postgres", "db.x.svc", None, "/app")));
        assert_eq!(of("db:5432"), Some(("", "db", Some(5432), "")));
        assert_eq!(of("http://[::1]:80/"), Some(("http", "::1", Some(80), "/")));
        assert_eq!(of("db"), Some(("", "db", None, "")));
        for text in ["", "a b", "db:x", "db:0", "db:99999", "http://", "$(HOST):80", "a,b"] {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
