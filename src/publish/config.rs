//! What the site has to be told about where it stands: `content/site.yaml`.

use serde::Deserialize;

use crate::protocol::FileText;

const FILE: &str = "site.yaml";

/// Addresses, each empty or with a slash at its end.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Config {
    /// Of the first page.
    pub address: String,
    /// Where the repository's files are edited.
    pub repository: String,
}

impl Config {
    /// Read from the files of the content folder; without the file nothing is decided.
    pub fn read(files: &[FileText]) -> Result<Self, String> {
        let Some(file) = files.iter().find(|file| file.name == FILE) else { return Ok(Self::default()) };
        let config: Self = serde_yaml::from_str(&file.text).map_err(|e| format!("content/{FILE}: {e}"))?;
        let good = |value: &str| value.is_empty() || (value.starts_with("https://") && value.ends_with('/'));
        match [("address", &config.address), ("repository", &config.repository)].iter().find(|(_, v)| !good(v)) {
            Some((name, value)) => {
                Err(format!("content/{FILE}: {name} {value:?} must begin with https:// and end with /"))
            }
            None => Ok(config),
        }
    }

    /// The whole address of a page, if it is known.
    pub fn whole(&self, page: &str) -> Option<String> {
        (!self.address.is_empty()).then(|| format!("{}{page}", self.address))
    }

    /// Where a file is edited, if it is known.
    pub fn edit(&self, path: &str) -> Option<String> {
        (!self.repository.is_empty()).then(|| format!("{}{path}", self.repository))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Config, String> {
        Config::read(&[FileText { name: FILE.into(), text: text.into() }])
    }

    #[test]
    fn addresses_are_whole_or_absent() {
        let config = read("address: https://a.example/b/\nrepository: ''\n").unwrap();
        assert_eq!(config.whole("guides/"), Some("https://a.example/b/guides/".into()));
        assert_eq!(config.edit("content/x.md"), None);
        assert_eq!(Config::read(&[]), Ok(Config::default()));
    }

    #[test]
    fn says_what_is_wrong_with_an_address() {
        assert!(read("address: a.example\nrepository: ''\n").unwrap_err().contains("address \"a.example\" must begin"));
        assert!(read("adress: ''\n").unwrap_err().contains("adress"));
    }
}
