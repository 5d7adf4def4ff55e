//! The stored text: one header line `GW1 <version> <length> <crc32>`, then the JSON exactly as written.
//!
//! Length and checksum are of the bytes of that JSON, not of what a parser makes of it, so fields this version does not
//! know cannot break them.

use super::json;
use super::migrations;
use super::plan_json::{self, Reading};
use crate::domain::plan::Plan;

/// Why a stored text cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Damage {
    /// Nothing but white space.
    #[error("empty")]
    Empty,
    /// Written by something else.
    #[error("not a growth wheel text")]
    NotOurs,
    /// The header line is not as it was written.
    #[error("header line damaged")]
    Header,
    /// The end is missing.
    #[error("cut off")]
    Truncated,
    /// There is more than was written.
    #[error("longer than written")]
    Overlong,
    /// Some byte differs.
    #[error("checksum mismatch")]
    Checksum,
    /// As it was written, and no JSON.
    #[error("not JSON")]
    NotJson,
    /// JSON, but no plan.
    #[error("not a plan")]
    NotAPlan,
    /// Whole, but of a version this app does not know: its name.
    #[error("written by a newer version")]
    Newer(String),
}

impl Damage {
    /// Name that texts are keyed by, `core.damage.<id>`.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::NotOurs => "not_ours",
            Self::Header => "header",
            Self::Truncated => "truncated",
            Self::Overlong => "overlong",
            Self::Checksum => "checksum",
            Self::NotJson => "not_json",
            Self::NotAPlan => "not_a_plan",
            Self::Newer(_) => "newer",
        }
    }
}

/// Header and body of a stored text, the header well formed, nothing compared yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts<'a> {
    /// Name of the version.
    pub version: &'a str,
    /// Bytes the body had when written.
    pub length: usize,
    /// Its checksum when written.
    pub crc: u32,
    /// Everything after the header line.
    pub body: &'a str,
}

/// Checksum CRC-32 of IEEE 802.3 (reflected, 0xEDB88320), as in zip and PNG.
#[must_use]
pub fn crc32(bytes: &[u8]) -> u32 {
    // Sixteen entries instead of 256: small code, and still quick enough for every save.
    const TABLE: [u32; 16] = [
        0x0000_0000,
        0x1db7_1064,
        0x3b6e_20c8,
        0x26d9_30ac,
        0x76dc_4190,
        0x6b6b_51f4,
        0x4db2_6158,
        0x5005_713c,
        0xedb8_8320,
        0xf00f_9344,
        0xd6d6_a3e8,
        0xcb61_b38c,
        0x9b64_c2b0,
        0x86d3_d2d4,
        0xa00a_e278,
        0xbdbd_f21c,
    ];
    let step = |crc: u32| (crc >> 4) ^ TABLE.get((crc & 15) as usize).copied().unwrap_or(0);
    !bytes
        .iter()
        .fold(!0, |crc, &byte| step(step(crc ^ u32::from(byte))))
}

/// Puts the header line of `version` before a body.
#[must_use]
pub fn seal(version: &str, body: &str) -> String {
    let (length, crc) = (body.len(), crc32(body.as_bytes()));
    format!("GW1 {version} {length} {crc:08x}\n{body}")
}

/// The text to store for a plan.
#[must_use]
pub fn write(plan: &Plan) -> String {
    seal(migrations::CURRENT, &json::write(&plan_json::write(plan)))
}

/// Takes the header line apart.
///
/// # Errors
/// [`Damage::Empty`], [`Damage::NotOurs`], [`Damage::Header`], [`Damage::Truncated`] inside the header line, or
/// [`Damage::Newer`] for a later kind of header.
pub fn split(text: &str) -> Result<Parts<'_>, Damage> {
    if text.trim().is_empty() {
        return Err(Damage::Empty);
    }
    let Some(rest) = text.strip_prefix("GW1 ") else {
        // The start of a header, cut.
        if "GW1 ".starts_with(text) {
            return Err(Damage::Truncated);
        }
        return Err(later_header(text).map_or(Damage::NotOurs, Damage::Newer));
    };
    let Some((line, body)) = rest.split_once('\n') else {
        return Err(Damage::Truncated);
    };
    let mut words = line.split(' ');
    let (Some(version), Some(length), Some(crc), None) =
        (words.next(), words.next(), words.next(), words.next())
    else {
        return Err(Damage::Header);
    };
    let digits = |text: &str, hex: bool| {
        text.bytes()
            .all(|b| b.is_ascii_digit() || (hex && (b'a'..=b'f').contains(&b)))
    };
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    if !(1..=40).contains(&version.len()) || !version.bytes().all(plain) || !digits(length, false) {
        return Err(Damage::Header);
    }
    match (length.parse(), u32::from_str_radix(crc, 16)) {
        (Ok(length), Ok(value)) if crc.len() == 8 && digits(crc, true) => Ok(Parts {
            version,
            length,
            crc: value,
            body,
        }),
        _ => Err(Damage::Header),
    }
}

/// `GW2` and so on, each followed by a blank: our own mark, from later than this.
fn later_header(text: &str) -> Option<String> {
    let mark = text.split(' ').next()?;
    let number: u16 = mark.strip_prefix("GW")?.parse().ok()?;
    (number > 1 && mark.len() < text.len()).then(|| mark.to_owned())
}

/// Reads a stored text.
///
/// # Errors
/// Any [`Damage`]. A text of a newer version is checked first, so `Newer` means it is whole.
pub fn read(text: &str) -> Result<Reading, Damage> {
    let parts = split(text)?;
    if parts.body.len() < parts.length {
        return Err(Damage::Truncated);
    }
    if parts.body.len() > parts.length {
        return Err(Damage::Overlong);
    }
    if crc32(parts.body.as_bytes()) != parts.crc {
        return Err(Damage::Checksum);
    }
    if !migrations::versions().any(|v| v == parts.version) {
        return Err(Damage::Newer(parts.version.to_owned()));
    }
    let mut value = json::read(parts.body).map_err(|_| Damage::NotJson)?;
    if !migrations::upgrade(parts.version, &mut value) {
        return Err(Damage::Newer(parts.version.to_owned()));
    }
    plan_json::read(value).ok_or(Damage::NotAPlan)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_the_published_one() {
        // Check value of CRC-32/ISO-HDLC in the catalogue of parametrised CRC algorithms.
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(crc32(b""), 0);
        assert_eq!(
            crc32(b"The quick brown fox jumps over the lazy dog"),
            0x414f_a339
        );
    }

    #[test]
    fn the_header_counts_bytes_not_letters() {
        // Two quotation marks and one letter of two bytes.
        assert!(seal("v", "\"ж\"").starts_with("GW1 v 4 "));
    }
}
