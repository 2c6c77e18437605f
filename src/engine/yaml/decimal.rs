//! Decimal numbers as text: reading them, and writing the shortest that means the same.
//!
//! The standard library's are exact to the last bit for any number of digits, and bring 16 KB of tables for it
//! (packed) into what a visitor downloads. These are exact for what people write: up to 15 digits and 22 zeros.

/// Ten to a power; exact up to 22.
fn ten(power: u32) -> f64 {
    (0..power).fold(1.0, |x, _| x * 10.0)
}

/// `x` times ten to a power, in steps that do not overflow on the way.
fn scaled(x: f64, power: i32) -> f64 {
    let (step, steps, rest) = (ten(22), power.unsigned_abs() / 22, power.unsigned_abs() % 22);
    let by = |x: f64, factor: f64| if power < 0 { x / factor } else { x * factor };
    by((0..steps).fold(x, |x, _| by(x, step)), ten(rest))
}

/// The number with these digits before and behind the point, and this exponent of ten.
pub(super) fn read(whole: &str, fraction: &str, exponent: &str) -> f64 {
    let (mut digits, mut left_out) = (0_u64, 0);
    for digit in whole.bytes().chain(fraction.bytes()).map(|b| u64::from(b.saturating_sub(b'0'))) {
        // What does not fit 64 bits is beyond what a float can tell apart.
        match digits.checked_mul(10).and_then(|n| n.checked_add(digit)).filter(|_| left_out == 0) {
            Some(n) => digits = n,
            None => left_out += 1,
        }
    }
    let written = exponent.strip_prefix('+').unwrap_or(exponent);
    let far = if written.starts_with('-') { -9_999 } else { 9_999 };
    let exponent: i32 = if written.is_empty() { 0 } else { written.parse().unwrap_or(far) };
    let behind = i32::try_from(fraction.len()).unwrap_or(i32::MAX);
    let power = exponent.clamp(-9_999, 9_999).saturating_sub(behind).saturating_add(left_out);
    if digits == 0 { 0.0 } else { scaled(digits as f64, power.clamp(-9_999, 9_999)) }
}

/// Go's `strconv.FormatFloat(x, 'g', -1, 32)` for a finite number.
pub(super) fn shortest(x: f32) -> String {
    let sign = if x.is_sign_negative() { "-" } else { "" };
    let size = f64::from(x.abs());
    if size == 0.0 {
        return format!("{sign}0");
    }
    let mut exponent = 0;
    while scaled(size, -exponent) >= 10.0 {
        exponent += 1;
    }
    while scaled(size, -exponent) < 1.0 {
        exponent -= 1;
    }
    let (digits, exponent) = (1..=9).find_map(|count| fitting(x.abs(), size, count, exponent)).unwrap_or_default();
    format!("{sign}{}", placed(&digits.to_string(), exponent))
}

/// The number cut to so many digits, and its exponent, if that still means `x`.
fn fitting(x: f32, size: f64, count: i32, exponent: i32) -> Option<(u64, i32)> {
    let digits = scaled(size, count - 1 - exponent).round();
    let same = scaled(digits, exponent + 1 - count) as f32 == x;
    // 9.99 may round up to 10.
    let (digits, exponent) =
        if digits >= ten(count.unsigned_abs()) { (digits / 10.0, exponent + 1) } else { (digits, exponent) };
    same.then_some((digits as u64, exponent))
}

/// Digits with their point, or with an exponent where that is too far away.
fn placed(digits: &str, exponent: i32) -> String {
    let (first, rest) = digits.split_at_checked(1).unwrap_or((digits, ""));
    let point = if rest.is_empty() { "" } else { "." };
    let places = usize::try_from(exponent.unsigned_abs()).unwrap_or(0);
    match exponent {
        0..=5 => match digits.split_at_checked(places + 1) {
            Some((whole, "")) => whole.to_owned(),
            Some((whole, fraction)) => format!("{whole}.{fraction}"),
            None => format!("{digits}{}", "0".repeat(places + 1 - digits.len())),
        },
        -4..=-1 => format!("0.{}{digits}", "0".repeat(places - 1)),
        n if n < 0 => format!("{first}{point}{rest}e-{places:02}"),
        _ => format!("{first}{point}{rest}e+{places:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn writes_as_go_does() {
        let cases: [(f32, &str); 16] = [
            (0.0, "0"),
            (-0.0, "-0"),
            (1.0, "1"),
            (1.5, "1.5"),
            (-2.25, "-2.25"),
            (0.1, "0.1"),
            (100_000.0, "100000"),
            (123_456.0, "123456"),
            (1_000_000.0, "1e+06"),
            (1_234_567.0, "1.234567e+06"),
            (0.0001, "0.0001"),
            (0.000_01, "1e-05"),
            (9.999_999, "9.999999"),
            (16_777_216.0, "1.6777216e+07"),
            (f32::MAX, "3.4028235e+38"),
            (1e-45, "1e-45"),
        ];
        for (x, want) in cases {
            assert_eq!(shortest(x), want);
        }
    }

    #[test]
    fn reads_what_is_far_away() {
        let cases = [("1", "", "400", f64::INFINITY), ("1", "", "-400", 0.0), ("0", "0", "99999999999", 0.0)];
        for (whole, fraction, exponent, want) in cases {
            assert_eq!(read(whole, fraction, exponent), want, "{whole}.{fraction}e{exponent}");
        }
        assert_eq!(read("18446744073709551616", "", ""), 18_446_744_073_709_551_616.0);
    }

    proptest! {
        #[test]
        fn reads_as_the_standard_library(whole in 0_u64..99_999_999, fraction in "[0-9]{0,7}", exponent in -15_i32..15) {
            let text = format!("{whole}.{fraction}e{exponent}");
            prop_assert_eq!(read(&whole.to_string(), &fraction, &exponent.to_string()), text.parse::<f64>().unwrap(), "{}", text);
        }

        #[test]
        fn comes_near_for_any_number_of_digits(whole in "[1-9][0-9]{0,40}", fraction in "[0-9]{0,40}", exponent in -200_i32..200) {
            let exact: f64 = format!("{whole}.{fraction}e{exponent}").parse().unwrap();
            let found = read(&whole, &fraction, &exponent.to_string());
            prop_assert!((found - exact).abs() <= exact * 1e-14, "{found} {exact}");
        }

        #[test]
        fn what_is_written_means_the_same(bits in any::<u32>()) {
            let x = f32::from_bits(bits);
            prop_assume!(x.is_finite());
            let text = shortest(x);
            prop_assert_eq!(text.parse::<f32>().unwrap(), x, "{}", text);
            // No shorter than it need be: the standard library's is the shortest.
            let digits = |t: &str| t.split('e').next().unwrap().chars().filter(char::is_ascii_digit).collect::<String>().trim_matches('0').len();
            prop_assert_eq!(digits(&text), digits(&format!("{x:e}")), "{} {:e}", text, x);
        }
    }
}
