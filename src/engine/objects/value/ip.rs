//! IP addresses and networks, as the API server's long-standing fields read them: leading zeros and host
//! bits are let through.
//!
//! Source: `k8s.io/utils/net` (`ParseIPSloppy`, `ParseCIDRSloppy`).

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The address that a text means.
#[must_use]
pub fn parse(text: &str) -> Option<IpAddr> {
    if text.contains(':') { text.parse::<Ipv6Addr>().ok().map(IpAddr::V6) } else { v4(text).map(IpAddr::V4) }
}

/// Whether it is an address.
#[must_use]
pub fn is_ip(text: &str) -> bool {
    parse(text).is_some()
}

/// Whether it is an address, written in the one way that Go's `net/netip` writes it.
#[must_use]
pub fn is_canonical(text: &str) -> bool {
    match parse(text) {
        Some(IpAddr::V4(_)) => text.split('.').all(|part| part == "0" || !part.starts_with('0')),
        Some(IpAddr::V6(ip)) => ip.to_ipv4_mapped().is_none() && shortest(ip.segments()) == text,
        None => false,
    }
}

/// An address with its first longest run of zeros left out.
fn shortest(segments: [u16; 8]) -> String {
    let mut gap = 0..0;
    for start in 0..segments.len() {
        let zeros = segments.iter().skip(start).take_while(|segment| **segment == 0).count();
        if zeros > gap.len().max(1) {
            gap = start..start + zeros;
        }
    }
    let part = |from: usize, to: usize| {
        let some = segments.iter().take(to).skip(from).map(|segment| format!("{segment:x}"));
        some.collect::<Vec<_>>().join(":")
    };
    match gap.is_empty() {
        true => part(0, segments.len()),
        false => format!("{}::{}", part(0, gap.start), part(gap.end, segments.len())),
    }
}

/// The address and the length of the prefix of a network.
#[must_use]
pub fn cidr(text: &str) -> Option<(IpAddr, u8)> {
    let (address, length) = text.split_once('/')?;
    let address = parse(address)?;
    let digits = !length.is_empty() && length.bytes().all(|b| b.is_ascii_digit());
    let most = if address.is_ipv4() { 32 } else { 128 };
    let length = length.parse::<u8>().ok().filter(|n| digits && *n <= most)?;
    Some((address, length))
}

/// Whether it is a network.
#[must_use]
pub fn is_cidr(text: &str) -> bool {
    cidr(text).is_some()
}

/// Whether it is an address that a Service can lead to: not this machine, not "any", not of one link only
/// (`ValidateNonSpecialIP`).
#[must_use]
pub fn is_endpoint(text: &str) -> bool {
    match parse(text) {
        Some(IpAddr::V4(ip)) => {
            let link_multicast = matches!(ip.octets(), [224, 0, 0, _]);
            !(ip.is_unspecified() || ip.is_loopback() || ip.is_link_local() || link_multicast)
        }
        Some(IpAddr::V6(ip)) => {
            let start = ip.segments()[0];
            !(ip.is_unspecified() || ip.is_loopback() || start & 0xffc0 == 0xfe80 || start & 0xff0f == 0xff02)
        }
        None => false,
    }
}

/// Whether `inner` is a part of `outer`, and smaller.
#[must_use]
pub fn is_strictly_within(inner: (IpAddr, u8), outer: (IpAddr, u8)) -> bool {
    let (bits, inside, around) = match (inner.0, outer.0) {
        (IpAddr::V4(a), IpAddr::V4(b)) => (32, u128::from(u32::from(a)), u128::from(u32::from(b))),
        (IpAddr::V6(a), IpAddr::V6(b)) => (128, u128::from(a), u128::from(b)),
        _ => return false,
    };
    let network = |address: u128| address.checked_shr(bits - u32::from(outer.1)).unwrap_or(0);
    inner.1 > outer.1 && network(inside) == network(around)
}

fn v4(text: &str) -> Option<Ipv4Addr> {
    let mut octets = [0_u8; 4];
    let mut parts = text.split('.');
    for octet in &mut octets {
        let part = parts.next().filter(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit()))?;
        let digits = part.trim_start_matches('0');
        *octet = if digits.is_empty() { 0 } else { digits.parse().ok()? };
    }
    parts.next().is_none().then(|| octets.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_written_in_one_way() {
        let good = [
            "10.0.0.1",
            "0.0.0.0",
            "::",
            "::1",
            "fd00::1",
            "1::",
            "1:0:2::3",
            "1::2:0:0:3:4",
            "1:2:3:4:5:6:7:8",
            "1:0:3:4:5:6:7:8",
        ];
        good.iter().for_each(|text| assert!(is_canonical(text), "{text}"));
        let bad = [
            "",
            "a",
            "010.0.0.1",
            "FD00::1",
            "fd00:0::1",
            "0::1",
            "1::2:0:0:0:3",
            "::ffff:1.2.3.4",
            "1::3:4:5:6:7:8",
            "01::1",
        ];
        bad.iter().for_each(|text| assert!(!is_canonical(text), "{text}"));
    }

    #[test]
    fn addresses_and_networks() {
        for good in ["10.0.0.1", "010.000.0.1", "::1", "2001:db8::1", "::ffff:1.2.3.4", "0.0.0.0"] {
            assert!(is_ip(good), "{good}");
        }
        for bad in ["", "10.0.0", "10.0.0.256", "1.2.3.4.5", "a.b.c.d", "fe80::1%eth0", "10.0.0.1/8", "1..2.3"] {
            assert!(!is_ip(bad), "{bad}");
        }
        for good in ["10.0.0.0/8", "10.1.2.3/24", "::/0", "0.0.0.0/0", "2001:db8::/64", "1.2.3.4/32"] {
            assert!(is_cidr(good), "{good}");
        }
        for bad in ["10.0.0.0", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/+8", "10.0.0.0/a", "/8"] {
            assert!(!is_cidr(bad), "{bad}");
        }
        assert!(is_endpoint("8.8.8.8") && !is_endpoint("127.0.0.1") && !is_endpoint("169.254.1.1"));
    }

    #[test]
    fn networks_within_networks() {
        let within = |a, b| is_strictly_within(cidr(a).unwrap(), cidr(b).unwrap());
        assert!(within("10.1.0.0/16", "10.0.0.0/8") && within("10.1.0.0/16", "0.0.0.0/0"));
        assert!(!within("10.0.0.0/8", "10.0.0.0/8") && !within("11.0.0.0/16", "10.0.0.0/8"));
        assert!(within("2001:db8:1::/64", "::/0") && !within("2001:db8::/64", "0.0.0.0/0"));
    }
}
