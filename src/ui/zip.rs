//! A zip archive of text files, stored without compression: what "download all" hands out.
//!
//! Manifests are small; a compressor would weigh more than it saves.

use crate::protocol::FileText;

/// The bytes of the archive; names are UTF-8.
#[must_use]
pub fn archive(files: &[FileText]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut directory = Vec::new();
    for file in files {
        let offset = length(out.len());
        let head = header(file);
        out.extend([b'P', b'K', 3, 4]);
        out.extend(&head);
        out.extend(file.name.as_bytes());
        out.extend(file.text.as_bytes());
        directory.extend([b'P', b'K', 1, 2, 20, 0]);
        directory.extend(&head);
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(file.name.as_bytes());
    }
    let start = length(out.len());
    let count = u16::try_from(files.len()).unwrap_or(u16::MAX).to_le_bytes();
    let size = length(directory.len());
    out.append(&mut directory);
    out.extend([b'P', b'K', 5, 6, 0, 0, 0, 0]);
    out.extend(count);
    out.extend(count);
    out.extend(size.to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0, 0]);
    out
}

/// The fields that a file's own header and the directory share: version, flags, method, time, sum, sizes, name length.
fn header(file: &FileText) -> Vec<u8> {
    const UTF8_NAMES: u16 = 1 << 11;
    const FIRST_OF_JANUARY_1980: u16 = (1 << 5) | 1;
    let size = length(file.text.len()).to_le_bytes();
    let mut head = Vec::with_capacity(26);
    head.extend(20_u16.to_le_bytes());
    head.extend(UTF8_NAMES.to_le_bytes());
    head.extend([0; 4]);
    head.extend(FIRST_OF_JANUARY_1980.to_le_bytes());
    head.extend(crc32(file.text.as_bytes()).to_le_bytes());
    head.extend(size);
    head.extend(size);
    head.extend(u16::try_from(file.name.len()).unwrap_or(u16::MAX).to_le_bytes());
    head.extend([0, 0]);
    head
}

fn length(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

fn crc32(bytes: &[u8]) -> u32 {
    const POLYNOMIAL: u32 = 0xEDB8_8320;
    let step = |crc: u32, _| if crc & 1 == 1 { (crc >> 1) ^ POLYNOMIAL } else { crc >> 1 };
    !bytes.iter().fold(u32::MAX, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), step))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_is_the_standard_one() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
    }

    #[test]
    fn the_directory_points_at_each_file() {
        let file = |name: &str, text: &str| FileText { name: name.into(), text: text.into() };
        let bytes = archive(&[file("a.yaml", "kind: A\n"), file("ü/b.yaml", "")]);
        let end = &bytes[bytes.len() - 22..];
        assert_eq!(&end[..4], b"PK\x05\x06");
        let at = |range: std::ops::Range<usize>| u32::from_le_bytes(end[range].try_into().unwrap()) as usize;
        let (size, start) = (at(12..16), at(16..20));
        assert_eq!(start + size + 22, bytes.len());
        assert_eq!(&bytes[start..start + 4], b"PK\x01\x02");
        assert_eq!(&bytes[30..36], b"a.yaml");
    }
}
