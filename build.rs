//! Writes the tables of Kubernetes' types (`schema_tables.rs`) and their documentation (`descriptions.json`,
//! one line a type) from the JSON schemas that k8s-openapi carries.

#[path = "build/kinds.rs"]
mod kinds;
#[path = "build/required.rs"]
mod required;
#[path = "build/schemas.rs"]
mod schemas;
#[path = "build/tables.rs"]
mod tables;

use std::path::PathBuf;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?);
    let (kinds, definitions) = schemas::collect();
    fs::write(out.join("schema_tables.rs"), tables::source(&kinds, &definitions))?;
    fs::write(out.join("descriptions.json"), tables::descriptions(&definitions))
}
